import { STEADY_PODS } from './pods.ts'
import { isFailure, type Outcome, type Payment, type Simulation } from './simulate-payments.ts'
import { SUCCESS_EVERY, type WrittenLine } from './written-line.ts'

const FAILURE_TEXT: Readonly<Record<Outcome, string>> = {
  paid: '',
  declined: '',
  'timed-out': 'Payment failed: payment-gateway did not answer within 3000 ms',
  refused: 'Payment failed: cannot reach payment-gateway: connection refused',
  'short-circuited': "Payment failed: circuit breaker 'paymentGateway' is OPEN and does not permit further calls",
}

export function checkoutLines({ payments, breaker }: Simulation): WrittenLine[] {
  const pods = STEADY_PODS.filter(({ service }) => service === 'checkout').map(({ name }) => name)
  // The breaker's state is shared by the replicas; the first of them writes of it.
  const podOf = (index: number) => pods[index % pods.length] ?? ''
  const line = (at: number, index: number, level: WrittenLine['level'], message: string, more = {}): WrittenLine => ({
    at,
    service: 'checkout',
    pod: podOf(index),
    level,
    message,
    ...more,
  })
  const transitions = breaker.transitions.map(({ at, from, to, failureRate }) =>
    line(
      at,
      0,
      to === 'OPEN' ? 'error' : 'info',
      `Circuit breaker 'paymentGateway' changed state from ${from} to ${to}`,
      {
        logger: 'CircuitBreakerStateMachine',
        ...(failureRate !== undefined && { failureRatePercent: Math.round(failureRate) }),
      },
    ),
  )
  const placed = payments
    .filter(({ outcome }, index) => outcome === 'paid' && index % SUCCESS_EVERY === 0)
    .map((payment, index) =>
      line(payment.at + payment.duration + 0.03, index, 'info', 'Order placed', {
        durationMs: Math.round(payment.duration * 1000 + 48),
        traceId: payment.traceId,
      }),
    )
  const failed = thinned(payments.filter(({ outcome }) => isFailure(outcome))).map(({ payment, suppressed }, index) =>
    line(payment.at + payment.duration, index, 'error', FAILURE_TEXT[payment.outcome], {
      traceId: payment.traceId,
      durationMs: Math.round(payment.duration * 1000),
      ...(suppressed > 0 && { suppressed }),
    }),
  )
  return [...transitions, ...placed, ...failed]
}

/** Each kind of failure once in two seconds; `suppressed` counts those left out since the one before. */
function thinned(payments: readonly Payment[]): { payment: Payment; suppressed: number }[] {
  const last = new Map<Outcome, { second: number; suppressed: number }>()
  return payments.flatMap((payment) => {
    const second = Math.floor(payment.at / 2)
    const before = last.get(payment.outcome)
    if (before?.second === second) {
      before.suppressed++
      return []
    }
    last.set(payment.outcome, { second, suppressed: 0 })
    return [{ payment, suppressed: before?.suppressed ?? 0 }]
  })
}
