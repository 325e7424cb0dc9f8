import { comparedTimes, timeSlices } from '../../core/compared-times.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import { messageOf } from '../../core/fault.ts'
import type { EvidenceQuestion } from '../../core/live-source.ts'

export interface FoundTrace {
  id: string
  /** Milliseconds. */
  duration: number
}

export type WantedTraces = 'any' | 'failed' | { longerThan: number }

/** At most `limit` traces that began in the window. */
export type SearchTraces<T extends FoundTrace> = (
  window: TimeWindow,
  wanted: WantedTraces,
  limit: number,
) => Promise<readonly T[]>

export interface TraceSample<T> {
  /** Once each; those of all kinds and both times in turn, so that any beginning of the list has some of all. */
  traces: T[]
  /** Whether there may be more. */
  isPart: boolean
  faults: string[]
}

/** Of `most`: what may be failed ones, and slow ones, of each of the two times; and those of any kind, of both together. */
const FAILED = 0.15
const SLOW = 0.1
const ANY = 0.5
/** Searches for the slow ones among the slow. */
const ROUNDS = 4
/** Parts of each time from which traces of any kind are taken. */
const SLICES = 4

/**
 * Traces that failed, others, and those slower than any of the others before the fault; of both times, as many of each: what is usual can be told from what is new only where
 * both times are chosen from alike. The first search that fails is the last; it rejects where nothing was found till then.
 */
export async function sampleTraces<T extends FoundTrace>(
  search: SearchTraces<T>,
  question: EvidenceQuestion,
  most: number,
  signal: AbortSignal,
): Promise<TraceSample<T>> {
  const [before, since] = comparedTimes(question)
  const slices = timeSlices(question, SLICES)
  const groups: (readonly T[])[] = []
  let isPart = false
  const draw: SearchTraces<T> = async (window, wanted, limit) => {
    const found = await search(window, wanted, limit)
    isPart ||= found.length >= limit
    return found
  }
  const share = (of: number) => Math.max(1, Math.floor(most * of))
  const faults: string[] = []
  try {
    for (const time of [since, before]) groups.push(await draw(time, 'failed', share(FAILED)))
    const usual: T[] = []
    for (const slice of slices) {
      const found = await draw(slice, 'any', share(ANY / slices.length))
      groups.push(found)
      if (slice.to <= before.to) usual.push(...found)
    }
    if (isPart && usual.length > 0)
      for (const time of [since, before]) groups.push(await drawSlowest(draw, time, longest(usual), share(SLOW)))
  } catch (thrown) {
    signal.throwIfAborted()
    if (groups.every((group) => group.length === 0)) throw thrown
    faults.push(messageOf(thrown))
  }
  return { traces: inTurn(groups), isPart, faults }
}

/** A search gives any that are slow, and not the slowest: so it is asked again for those that are slower than what it gave. */
async function drawSlowest<T extends FoundTrace>(
  draw: SearchTraces<T>,
  window: TimeWindow,
  usual: number,
  limit: number,
): Promise<T[]> {
  const slow = new Map<string, T>()
  let longerThan = usual
  for (let round = 0; round < ROUNDS; round++) {
    const found = await draw(window, { longerThan }, limit)
    for (const trace of found) slow.set(trace.id, trace)
    if (found.length < limit) break
    longerThan = longest(found)
  }
  return [...slow.values()].sort((a, b) => b.duration - a.duration).slice(0, limit)
}

function longest(traces: readonly FoundTrace[]): number {
  return traces.reduce((most, { duration }) => Math.max(most, duration), 0)
}

function inTurn<T extends FoundTrace>(groups: readonly (readonly T[])[]): T[] {
  const traces = new Map<string, T>()
  const places = Math.max(0, ...groups.map(({ length }) => length))
  for (let place = 0; place < places; place++)
    for (const group of groups) {
      const trace = group[place]
      if (trace && !traces.has(trace.id)) traces.set(trace.id, trace)
    }
  return [...traces.values()]
}
