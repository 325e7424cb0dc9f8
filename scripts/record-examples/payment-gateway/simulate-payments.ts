import { type CircuitBreaker, circuitBreaker } from './circuit-breaker.ts'
import { jobProgress, lifeAt } from './container-lives.ts'
import { FAILING_PODS, type Pod, REPLACED_PODS } from './pods.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { BEGINS, CALL_TIMEOUT, ENDS, PAYMENTS_PER_SECOND } from './story.ts'

export type Outcome = 'paid' | 'declined' | 'timed-out' | 'refused' | 'short-circuited'

/** One payment as checkout sees it. `at` is in seconds since the Unix epoch, durations in seconds. */
export interface Payment {
  at: number
  traceId: string
  outcome: Outcome
  /** Undefined where no pod was reached. */
  pod?: string
  /** Time of the call to payment-gateway. */
  duration: number
}

export interface Simulation {
  payments: Payment[]
  breaker: CircuitBreaker
}

const PODS: readonly Pod[] = [...REPLACED_PODS, ...FAILING_PODS]

/** Every payment of the story, one after the other: the figures of logs, metrics, traces and alerts are all counted from these. */
export function simulatePayments(): Simulation {
  const random = seededRandom(77)
  const breaker = circuitBreaker()
  const payments: Payment[] = []
  for (let at = BEGINS; at < ENDS; at += -Math.log(1 - random.next()) / PAYMENTS_PER_SECOND) {
    const traceId = random.hex(32)
    if (!breaker.allows(at)) {
      payments.push({ at, traceId, outcome: 'short-circuited', duration: 0.001 })
      continue
    }
    const payment = { at, traceId, ...callGateway(at, random) }
    breaker.record(at, isFailure(payment.outcome))
    payments.push(payment)
  }
  return { payments, breaker }
}

export function isFailure(outcome: Outcome): boolean {
  return outcome !== 'paid' && outcome !== 'declined'
}

export function readyPods(at: number): Pod[] {
  return PODS.filter((pod) => {
    if (!pod.lives) return at < (pod.deletedAt ?? ENDS)
    const life = lifeAt(pod.lives, at)
    return life !== undefined && at >= life.readyAt
  })
}

function callGateway(at: number, random: SeededRandom): Pick<Payment, 'outcome' | 'pod' | 'duration'> {
  const [first, ...others] = readyPods(at)
  if (!first) return { outcome: 'refused', duration: random.between(0.002, 0.006) }
  const pod = random.pick([first, ...others])
  const life = pod.lives && lifeAt(pod.lives, at)
  const pressure = life ? jobProgress(life, at) : 0
  const usual = random.between(0.11, 0.2) + (random.next() < 0.05 ? random.between(0.1, 0.3) : 0)
  // Pauses of the garbage collector stretch every request once most of the heap is taken.
  const duration = usual * (pressure > 0.6 ? 1 + (pressure - 0.6) * 14 : 1)
  const isStuck = pressure > 0.8 && random.next() < (pressure - 0.8) * 4.5
  const isCutOff = life !== undefined && at + duration > life.killedAt
  if (isStuck || isCutOff) return { outcome: 'timed-out', pod: pod.name, duration: CALL_TIMEOUT }
  return { outcome: random.next() < 0.02 ? 'declined' : 'paid', pod: pod.name, duration }
}
