import { FAILING_PODS, TOPOLOGY } from './pods.ts'
import { isFailure, type Payment, type Simulation } from './simulate-payments.ts'
import { BEGINS, CONFIG_AT, DEPLOY_AT, ENDS, FLAG_AT, isoSecond, JOB_AT, PAYMENTS_PER_SECOND } from './story.ts'
import { TRACED_EVERY } from './trace-lines.ts'

const AVERAGE_PAYMENT = 52

export function incidentYaml(startedAt: number): string {
  return `# A written example, not a recording: see README.md.
id: payment-gateway
title: "Payments fail in checkout"
description: >-
  Written example. More than 5 percent of payments fail in checkout; the circuit breaker towards payment-gateway opens
  again and again. Customers see "payment not possible at the moment". Browsing and carts work.
startedAt: ${isoSecond(startedAt)}
endedAt: ${isoSecond(ENDS)}
baseline:
  from: ${isoSecond(BEGINS)}
  to: ${isoSecond(DEPLOY_AT - 65)}
namespace: shop
symptom: checkout
services:
  - checkout
  - payment-gateway
sampling: "traces: one payment in ${TRACED_EVERY}; logs: one healthy request in 45, equal failures once in two seconds"
`
}

export function changes(): object[] {
  return [
    {
      id: 'change-1841',
      kind: 'feature-flag',
      service: 'storefront',
      at: isoSecond(FLAG_AT),
      author: 'storefront-team',
      summary: 'Turn on address-autocomplete for all customers',
    },
    {
      id: 'change-1842',
      kind: 'config',
      service: 'notification',
      at: isoSecond(CONFIG_AT),
      author: 'messaging-team',
      summary: 'ConfigMap notification-config: raise mail.retry.attempts from 3 to 5',
      files: ['deploy/notification/configmap.yaml'],
    },
    {
      id: 'change-1843',
      kind: 'deploy',
      service: 'payment-gateway',
      at: isoSecond(DEPLOY_AT),
      version: 'v2.8.0',
      previousVersion: 'v2.7.3',
      author: 'payments-team',
      summary:
        'Release v2.8.0: add reconciliation job that compares all transactions of the last 30 days with the ledger',
      commit: '4be1d07c92',
      files: [
        'src/main/java/com/example/payments/reconciliation/ReconciliationJob.java',
        'src/main/java/com/example/payments/reconciliation/TransactionStore.java',
        'deploy/payment-gateway/configmap.yaml',
      ],
    },
  ]
}

export function topology(): string {
  return `{\n  "edges": [\n${TOPOLOGY.map((edge) => `    ${JSON.stringify(edge)}`).join(',\n')}\n  ]\n}\n`
}

/** Written figures, apart from the failed payments, which are counted. */
export function cost({ payments }: Simulation): object {
  const perMinute = PAYMENTS_PER_SECOND * 60
  return {
    note: 'Example figures.',
    currency: 'EUR',
    figures: [
      { name: 'revenue_per_minute', value: perMinute * AVERAGE_PAYMENT, unit: 'EUR/min', service: 'checkout' },
      { name: 'transaction_rate', value: perMinute, unit: 'transactions/min', service: 'checkout' },
      { name: 'average_order_value', value: AVERAGE_PAYMENT, unit: 'EUR', service: 'checkout' },
      {
        name: 'failed_requests',
        value: failed(payments).length,
        unit: 'requests',
        service: 'checkout',
        at: isoSecond(ENDS),
      },
      { name: 'node_price', value: 0.384, unit: 'EUR/hour', service: 'worker node' },
    ],
  }
}

export function failed(payments: readonly Payment[]): Payment[] {
  return payments.filter(({ outcome }) => isFailure(outcome))
}

export function readme({ payments, breaker }: Simulation, startedAt: number): string {
  const firstKill = Math.min(...FAILING_PODS.map(({ lives }) => lives[0]?.killedAt ?? ENDS))
  const kills = FAILING_PODS.flatMap(({ lives }) => lives).filter(({ killedAt }) => killedAt <= ENDS).length
  const opened = breaker.transitions.filter(({ to, at }) => to === 'OPEN' && at < ENDS)
  const count = payments.filter(({ at }) => at < ENDS)
  return `# payment-gateway: a written incident

**Written, not recorded.** No such shop exists. \`scripts/record-examples/write-payment-gateway.ts\` writes the whole bundle from
one simulation of every payment and every container, so that times, pod names, restarts and figures agree everywhere; run
\`node scripts/record-examples/write-payment-gateway.ts\` and the same files come out again. The runbooks are written by hand.

The two incidents beside it, \`memory-leak\` and \`pool-exhaustion\`, are recorded from real processes.

## What happens

| at | what |
|---|---|
| ${isoSecond(BEGINS)} | metrics begin; all is well |
| ${isoSecond(FLAG_AT)} | feature flag of storefront (unrelated) |
| ${isoSecond(CONFIG_AT)} | ConfigMap of notification (unrelated) |
| ${isoSecond(DEPLOY_AT)} | payment-gateway v2.8.0 begins to replace v2.7.3 (**the cause**) |
| ${isoSecond(JOB_AT)} | its new reconciliation job runs for the first time, on all three pods at once |
| ${isoSecond(firstKill)} | the first container is killed for its memory |
| ${isoSecond(opened[0]?.at ?? ENDS)} | the circuit breaker in checkout opens, for the first of ${opened.length} times |
| ${isoSecond(startedAt)} | alert CheckoutPaymentFailureRateHigh |
| ${isoSecond(ENDS)} | outputs of kubectl are taken; ${kills} containers have been killed, ${failed(count).length} of ${count.length} payments have failed |

## The true cause

\`payment-gateway\`, \`oom-killed\`. The reconciliation job of v2.8.0 reads all 2.4 million transactions of the last 30 days into one
list. The Java heap (400 MiB) is full after about 1.5 million, and with what the process needs beside the heap the container
reaches its limit of 512 MiB and is killed. After each restart the job finds its run unfinished and begins again.
`
}
