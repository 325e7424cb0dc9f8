import { useEffect, useState } from 'preact/hooks'
import type { RunStatus } from '../core/engine.ts'
import { ask, Refused } from './api.ts'
import type { Loaded } from './parts.ts'

export interface Run {
  id: string
  title?: string
  workflow: string
  status: RunStatus
  /** Milliseconds since the epoch. */
  createdAt: number
  startedAt?: number
  endedAt?: number
  /** Whether a process is at work on it. */
  attended: boolean
}

export interface ShownRuns {
  runs: Run[]
  hasMore: boolean
}

const PAGE = 100
const SECONDS = 5

/**
 * The newest runs that `filter` (of an address, beginning with `&`, or empty) lets through: a page, and one more each time that more are wanted. They are
 * read anew every few seconds, each page from where the one before it ends, so that nothing is missed or shown twice when runs come in meanwhile.
 */
export function useRuns(filter: string): [Loaded<ShownRuns>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<ShownRuns>>({ state: 'loading' })
  const [wanted, setWanted] = useState({ filter, pages: 1 })
  const pages = wanted.filter === filter ? wanted.pages : 1
  useEffect(() => {
    const stop = new AbortController()
    let again: ReturnType<typeof setTimeout> | undefined
    const load = async () => {
      try {
        const value = await read(filter, pages, stop.signal)
        if (!stop.signal.aborted) setLoaded({ state: 'there', value })
      } catch (thrown) {
        if (stop.signal.aborted) return
        const why =
          thrown instanceof Refused ? thrown : new Refused(0, 'The server cannot be reached.', 'It is asked again.')
        setLoaded({ state: 'refused', why })
      }
      // Whoever has gone far back asks less often.
      if (!stop.signal.aborted) again = setTimeout(load, SECONDS * 1_000 * pages)
    }
    void load()
    return () => {
      stop.abort()
      clearTimeout(again)
    }
  }, [filter, pages])
  return [loaded, () => setWanted({ filter, pages: pages + 1 })]
}

async function read(filter: string, pages: number, signal: AbortSignal): Promise<ShownRuns> {
  const runs: Run[] = []
  for (let page = 0; page < pages; page++) {
    const last = runs.at(-1)
    const before = last ? `&before=${encodeURIComponent(`${last.createdAt},${last.id}`)}` : ''
    const more = await ask<Run[]>(`/api/runs?limit=${PAGE}${before}${filter}`, { signal })
    runs.push(...more)
    if (more.length < PAGE) return { runs, hasMore: false }
  }
  return { runs, hasMore: true }
}
