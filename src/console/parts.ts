import { html } from 'htm/preact'
import { type Dispatch, type StateUpdater, useEffect, useState } from 'preact/hooks'
import { ask, Refused } from './api.ts'

export type View = ReturnType<typeof html>

export type Loaded<T> = { state: 'loading' } | { state: 'there'; value: T } | { state: 'refused'; why: Refused }

/** What the API says, again every `seconds`. */
export function useAsked<T>(path: string, seconds?: number): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const [turn, setTurn]: [number, Dispatch<StateUpdater<number>>] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    const load = async () => {
      try {
        setLoaded({ state: 'there', value: await ask<T>(path, { signal: stop.signal }) })
      } catch (thrown) {
        if (!stop.signal.aborted)
          setLoaded({
            state: 'refused',
            why:
              thrown instanceof Refused
                ? thrown
                : new Refused(0, 'The server cannot be reached.', 'It is asked again.'),
          })
      }
    }
    void load()
    const again = seconds === undefined ? undefined : setInterval(load, seconds * 1_000)
    return () => {
      stop.abort()
      clearInterval(again)
    }
  }, [path, turn])
  return [loaded, () => setTurn((before) => before + 1)]
}

/** The value once it is there; else what is in the way. */
export function shown<T>(loaded: Loaded<T>, show: (value: T) => View): View {
  if (loaded.state === 'loading') return html`<p class="muted" role="status">Loading …</p>`
  if (loaded.state === 'refused') return html`<p class="bad" role="alert">${loaded.why.message} ${loaded.why.hint}</p>`
  return show(loaded.value)
}

export function clock(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

export function took(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  return milliseconds < 120_000 ? `${(milliseconds / 1_000).toFixed(1)} s` : `${Math.round(milliseconds / 60_000)} min`
}

const TONES: Readonly<Record<string, string>> = {
  completed: 'good',
  approved: 'good',
  closed: 'good',
  running: 'busy',
  open: 'bad',
  failed: 'bad',
  'timed-out': 'bad',
  rejected: 'bad',
  waiting: 'warn',
  pending: 'warn',
  halted: 'warn',
  queued: 'warn',
}

/** A status in words; the colour says the same once more. */
export function badge(status: string): View {
  return html`<span class=${`badge ${TONES[status] ?? ''}`}>${status}</span>`
}

/** Nothing is ever quite sure, or quite out of the question. */
export function sure(share: number): string {
  if (share > 0.99) return 'over 99%'
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`
}
