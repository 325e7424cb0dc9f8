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

/** The same, for a page: it is not broken into two lines. */
export function timeOf(at: number | undefined): View | undefined {
  return at === undefined ? undefined : html`<time datetime=${new Date(at).toISOString()}>${clock(at)}</time>`
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
  well: 'good',
  failing: 'bad',
  silent: 'warn',
}

/** A status in words; the colour says the same once more. */
export function badge(status: string): View {
  return html`<span class=${`badge status ${TONES[status] ?? ''}`}>${status}</span>`
}

/** How bad, by whatever word its sender has for it: the shape says it to who sees no colours. */
const SEVERITIES: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:p1|critical|page|emergency|fatal|disaster)$/i, 'bad full', '▲'],
  [/^(?:p2|error|high|major)$/i, 'bad', '◆'],
  [/^(?:p3|warning|warn|medium|average|minor)$/i, 'warn', '●'],
  [/^(?:p4|info|information|low|none|ok)$/i, 'good', '○'],
]

/** Worse is redder, fuller and more pointed, and the word stands beside it. */
export function severityBadge(severity: string): View {
  const [, tone = '', shape = ''] = SEVERITIES.find(([words]) => words.test(severity)) ?? []
  return html`<span class=${`badge ${tone}`}>${shape && html`<span aria-hidden="true">${shape} </span>`}${severity}</span>`
}

/** A choice that is kept in the address, so that the way back leads to what was seen. */
export function useChoice(name: string, fallback: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => chosen().get(name) ?? fallback)
  return [
    value,
    (fresh) => {
      const all = chosen()
      if (fresh === fallback) all.delete(name)
      else all.set(name, fresh)
      const [path = ''] = location.hash.split('?')
      history.replaceState(null, '', all.size === 0 ? path || '#/' : `${path}?${all}`)
      setValue(fresh)
    },
  ]
}

function chosen(): URLSearchParams {
  return new URLSearchParams(location.hash.split('?')[1] ?? '')
}

/** A field to choose from, by its values and their names. */
export function choice(
  label: string,
  value: string,
  choose: (value: string) => void,
  names: Readonly<Record<string, string>>,
): View {
  return html`<label>${label} <select value=${value} onChange=${(event: { currentTarget: HTMLSelectElement }) => choose(event.currentTarget.value)}>
    ${Object.entries(names).map(([key, name]) => html`<option value=${key} selected=${key === value}>${name}</option>`)}</select></label>`
}

export const PERIODS: Readonly<Record<string, string>> = { 24: '24 hours', 168: '7 days', 720: '30 days' }

/** Nothing is ever quite sure, or quite out of the question. */
export function sure(share: number): string {
  if (share > 0.99) return 'over 99%'
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`
}
