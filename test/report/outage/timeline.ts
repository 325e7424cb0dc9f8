import type { Analysis } from '../../../src/core/analysis.ts'
import { BREAKER, DEPLOY, MEMORY, OOM } from './evidence.ts'

export const timeline: Analysis['timeline'] = [
  { at: '2026-03-14T13:41:00Z', kind: 'change', component: 'search', text: 'search: 12 to 14 replicas' },
  {
    at: '2026-03-14T14:05:02Z',
    kind: 'change',
    component: 'payment-gateway',
    text: 'Deploy of version 2.31.0: settlement job loads the open transactions in one query',
    evidence: DEPLOY,
  },
  {
    at: '2026-03-14T14:06:40Z',
    kind: 'first-symptom',
    component: 'payment-gateway',
    text: 'Memory leaves its usual band',
    evidence: MEMORY,
  },
  {
    at: '2026-03-14T14:08:10Z',
    kind: 'symptom',
    component: 'payment-gateway',
    text: 'First pod is OOMKilled',
    evidence: OOM,
  },
  {
    at: '2026-03-14T14:09:20Z',
    kind: 'propagation',
    component: 'checkout',
    text: 'Circuit breaker towards payment-gateway opens',
    evidence: BREAKER,
  },
  { at: '2026-03-14T14:11:00Z', kind: 'alert', component: 'checkout', text: 'Alert CheckoutErrorRateHigh fires' },
  {
    at: '2026-03-14T14:12:30Z',
    kind: 'propagation',
    component: 'storefront',
    text: 'Orders drop to 22% of their level',
  },
]
