export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN'

export interface BreakerTransition {
  at: number
  from: BreakerState
  to: BreakerState
  /** Percent of failures that led to it; undefined where time did. */
  failureRate?: number
}

export interface CircuitBreaker {
  transitions: BreakerTransition[]
  stateAt(at: number): BreakerState
  /** Whether a call may go out at `at` (seconds). */
  allows(at: number): boolean
  record(at: number, failed: boolean): void
}

const WINDOW = 40
const MINIMUM_CALLS = 20
const FAILURE_PERCENT = 50
const OPEN_SECONDS = 30
const TRIAL_CALLS = 10

/** A circuit breaker over a sliding window of calls, as Resilience4j describes its count-based kind. */
export function circuitBreaker(): CircuitBreaker {
  const transitions: BreakerTransition[] = []
  let state: BreakerState = 'CLOSED'
  let since = 0
  let outcomes: boolean[] = []
  const turn = (at: number, to: BreakerState, failureRate?: number) => {
    transitions.push({ at, from: state, to, ...(failureRate !== undefined && { failureRate }) })
    state = to
    since = at
    outcomes = []
  }
  return {
    transitions,
    stateAt: (at) => transitions.findLast((transition) => transition.at <= at)?.to ?? 'CLOSED',
    allows(at) {
      if (state === 'OPEN' && at - since >= OPEN_SECONDS) turn(at, 'HALF_OPEN')
      return state !== 'OPEN'
    },
    record(at, failed) {
      if (state === 'OPEN') return
      outcomes = [...outcomes, failed].slice(-WINDOW)
      if (outcomes.length < (state === 'HALF_OPEN' ? TRIAL_CALLS : MINIMUM_CALLS)) return
      const failureRate = (outcomes.filter(Boolean).length / outcomes.length) * 100
      if (failureRate >= FAILURE_PERCENT) turn(at, 'OPEN', failureRate)
      else if (state === 'HALF_OPEN') turn(at, 'CLOSED', failureRate)
    },
  }
}
