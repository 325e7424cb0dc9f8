import { median } from '../statistics/robust.ts'
import type { SpanForest } from './span-forest.ts'

export interface ClockSkew {
  service: string
  /** The service whose clock it is compared with. */
  against: string
  /** How far the clock is ahead, in milliseconds; negative where it is behind. */
  ahead: number
  calls: number
}

const LEAST_CALLS = 5
/** What the two sides of a call may differ by, since they round and send at other moments. Milliseconds. */
const TOLERANCE = 50

/**
 * Clocks that differ, from calls whose server span does not lie within its client span: the middles of the two should meet
 * (as in NTP, RFC 5905). Only synchronous calls (client over server) tell; one entry for each pair of services.
 */
export function clockSkews(forest: SpanForest): ClockSkew[] {
  const pairs = new Map<string, { service: string; against: string; outside: number[]; offsets: number[] }>()
  for (const span of forest.spans) {
    const parent = forest.parent(span)
    if (!parent || span.kind !== 'server' || parent.kind !== 'client' || parent.service === span.service) continue
    const key = `${parent.service}\0${span.service}`
    const pair = pairs.get(key) ?? { service: span.service, against: parent.service, outside: [], offsets: [] }
    pairs.set(key, pair)
    const end = span.startedAt + span.duration
    pair.outside.push(Math.max(parent.startedAt - span.startedAt, end - (parent.startedAt + parent.duration)))
    pair.offsets.push(span.startedAt + span.duration / 2 - (parent.startedAt + parent.duration / 2))
  }
  return [...pairs.values()]
    .filter(({ outside }) => outside.length >= LEAST_CALLS && median(outside) > TOLERANCE)
    .map(({ service, against, offsets }) => ({ service, against, ahead: median(offsets), calls: offsets.length }))
}
