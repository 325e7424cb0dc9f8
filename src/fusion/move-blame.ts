import type { CallEdge } from '../core/evidence.ts'

/** Signals that a caller shows too when what it calls is at fault. */
const SPREADS_TO_CALLERS = new Set([
  'latency',
  'errors',
  'edge-errors',
  'log-failure',
  'log-pattern',
  'log-error-share',
  'traffic',
])
/** At most this part of what spreads is taken from a caller. */
const MOST_MOVED = 0.8
/** A callee with this share of the caller's score explains all that can be explained. */
const EXPLAINS_FULLY = 0.5
/** Log-odds that any component may show on a healthy day. */
const EVERYDAY = 2

export interface Weighed {
  signal: string
  /** The other component that the observation is about. */
  peer?: string | undefined
  /** Log-odds. */
  weight: number
}

/**
 * Blame moves along calls from symptom to cause: what a component shows that spreads to callers counts for less, the more
 * a component that it calls shows by itself; what is about one callee counts by that callee alone. Gives the weights anew.
 */
export function moveBlame<T extends Weighed>(
  evidence: ReadonlyMap<string, readonly T[]>,
  edges: readonly CallEdge[],
): Map<string, T[]> {
  const total = new Map([...evidence].map(([name, own]) => [name, own.reduce((sum, { weight }) => sum + weight, 0)]))
  const beyondEveryday = (name: string) => Math.max(0, (total.get(name) ?? 0) - EVERYDAY)
  const below = new Map<string, number>()
  for (const { caller, callee } of edges) {
    if (caller !== callee) below.set(caller, Math.max(below.get(caller) ?? 0, beyondEveryday(callee)))
  }
  const kept = (name: string, explained: number) =>
    1 - MOST_MOVED * Math.min(1, explained / Math.max(1e-9, total.get(name) ?? 0) / EXPLAINS_FULLY)
  return new Map(
    [...evidence].map(([name, own]) => {
      const general = kept(name, below.get(name) ?? 0)
      return [name, own.map((one) => ({ ...one, weight: one.weight * share(one) }))]

      function share({ signal, peer }: T): number {
        if (peer !== undefined) return kept(name, beyondEveryday(peer))
        return SPREADS_TO_CALLERS.has(signal) ? general : 1
      }
    }),
  )
}
