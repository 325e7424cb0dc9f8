import type { AlertRule, FiredAlert } from '../alert-rules.ts'
import { FAILING_PODS } from './pods.ts'
import { isFailure, readyPods, type Simulation } from './simulate-payments.ts'
import { BEGINS, DEPLOY_AT, ENDS, STEP_SECONDS } from './story.ts'

interface WrittenRule {
  rule: Omit<AlertRule, 'value' | 'threshold' | 'forSeconds'>
  holds(at: number): boolean
  forSeconds: number
}

/** The alerts that are firing when the bundle is taken, from rules that look at the payments and pods every fifteen seconds. */
export function paymentAlerts({ payments, breaker }: Simulation): FiredAlert[] {
  const failedShare = (at: number) => {
    const recent = payments.filter((payment) => payment.at >= at - 300 && payment.at < at)
    return recent.filter(({ outcome }) => isFailure(outcome)).length / Math.max(1, recent.length)
  }
  const restarts = (at: number) =>
    FAILING_PODS.reduce(
      (sum, { lives }) => sum + lives.filter(({ killedAt }) => killedAt <= at && killedAt > at - 600).length,
      0,
    )
  return [
    { rule: PAYMENTS_FAIL, holds: (at: number) => failedShare(at) > 0.05, forSeconds: 60 },
    {
      rule: BREAKER_OPEN,
      holds: (at: number) =>
        breaker.transitions.some((turn) => turn.to === 'OPEN' && turn.at <= at && turn.at > at - 120),
      forSeconds: 0,
    },
    { rule: CRASH_LOOP, holds: (at: number) => restarts(at) >= 6, forSeconds: 60 },
    { rule: REPLICAS, holds: (at: number) => at > DEPLOY_AT + 120 && readyPods(at).length < 3, forSeconds: 60 },
  ].flatMap(fire)
}

function fire({ rule, holds, forSeconds }: WrittenRule): FiredAlert[] {
  let since: number | undefined
  let fired: FiredAlert | undefined
  for (let at = BEGINS; at <= ENDS; at += STEP_SECONDS) {
    if (!holds(at)) since = fired = undefined
    else {
      since ??= at
      if (at - since >= forSeconds)
        fired ??= { rule: { ...rule, value: () => 1, threshold: 0, forSeconds }, firedAt: at }
    }
  }
  return fired ? [fired] : []
}

const PAYMENTS_FAIL = {
  name: 'CheckoutPaymentFailureRateHigh',
  service: 'checkout',
  severity: 'critical',
  summary: 'More than 5 percent of payments fail in checkout',
  description: 'Share of payments that failed over the last five minutes. Declined cards do not count.',
} as const

const BREAKER_OPEN = {
  name: 'CircuitBreakerOpen',
  service: 'checkout',
  severity: 'warning',
  summary: "Circuit breaker 'paymentGateway' of checkout has opened",
  description: 'While it is open checkout fails payments at once, without calling payment-gateway.',
} as const

const CRASH_LOOP = {
  name: 'KubePodCrashLooping',
  service: 'payment-gateway',
  severity: 'warning',
  summary: 'Pods of payment-gateway restart again and again',
  description: 'Six restarts or more of containers of payment-gateway within ten minutes.',
} as const

const REPLICAS = {
  name: 'KubeDeploymentReplicasMismatch',
  service: 'payment-gateway',
  severity: 'warning',
  summary: 'Deployment payment-gateway has fewer available replicas than desired',
  description: 'Fewer than three of three replicas were ready for a minute.',
} as const
