import { type AlertRule, increase, latest } from './alert-rules.ts'

/** A change that is really made while recording. */
export interface RecordedChange {
  /** Seconds after the recording began, for a recording of the scenario's own length. */
  atSeconds: number
  kind: 'deploy' | 'config' | 'feature-flag'
  service: string
  version?: string
  /** Environment variables that a `config` change sets. */
  environment?: Record<string, string>
  flag?: string
  author: string
  summary: string
  files: string[]
}

export interface Scenario {
  id: string
  title: string
  /** As the on-call alert says it: what is seen, not why. */
  description: string
  symptom: string
  services: string[]
  minutes: number
  requestsPerSecond: number
  declinedShare: number
  /** Whether incident.yaml states the healthy window. */
  statesBaseline: boolean
  versions: Readonly<Record<ServiceName, string>>
  heapMegabytes: Readonly<Partial<Record<ServiceName, number>>>
  changes: readonly RecordedChange[]
  trueCause: { component: string; cause: string; text: string }
}

export const SERVICES = ['payments', 'inventory', 'orders', 'web-gateway'] as const
export type ServiceName = (typeof SERVICES)[number]

export const CLUSTER = 'shop-eu-1'

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'memory-leak': {
    id: 'memory-leak',
    title: 'web-gateway: 5xx answers and slow pages',
    description:
      'The share of 5xx answers of web-gateway went above 5 percent. Shoppers report product pages that load slowly or not at all. The failures come in bursts and heal by themselves for a while.',
    symptom: 'web-gateway',
    services: ['web-gateway'],
    minutes: 8,
    requestsPerSecond: 16,
    declinedShare: 0.02,
    statesBaseline: true,
    versions: { 'web-gateway': '2.14.0', orders: '5.6.3', inventory: '3.8.2', payments: '4.2.0' },
    heapMegabytes: { inventory: 80 },
    changes: [
      {
        atSeconds: 60,
        kind: 'deploy',
        service: 'payments',
        version: '4.2.1',
        author: 'payments-team',
        summary: 'Reword the message for declined cards',
        files: ['src/messages.ts'],
      },
      {
        atSeconds: 120,
        kind: 'feature-flag',
        service: 'web-gateway',
        flag: 'delivery-estimate',
        author: 'storefront-team',
        summary: 'Turn on delivery-estimate for all shoppers',
        files: [],
      },
      {
        atSeconds: 180,
        kind: 'deploy',
        service: 'inventory',
        version: '3.9.0',
        author: 'inventory-team',
        summary: 'Show the same similar products when a shopper reloads the page',
        files: ['src/inventory.ts'],
      },
      {
        atSeconds: 225,
        kind: 'config',
        service: 'orders',
        environment: { POOL_SIZE: '12' },
        author: 'orders-team',
        summary: 'Raise POOL_SIZE from 10 to 12 for the coming sale',
        files: ['config/production.env'],
      },
    ],
    trueCause: {
      component: 'inventory',
      cause: 'memory-leak',
      text: 'inventory 3.9.0 keeps the list of similar products under a key that holds the trace id of the request. No entry is ever found again and none is dropped, so the heap fills, the process pauses longer and longer (for the garbage collector, and for a guard that measures everything that was kept every two seconds), and it ends with "JavaScript heap out of memory". After the restart the same begins again.',
    },
  },
  'pool-exhaustion': {
    id: 'pool-exhaustion',
    title: 'web-gateway: orders fail with 5xx',
    description:
      'The share of 5xx answers of web-gateway went above 5 percent and stays there. Shoppers cannot pay and cannot open their orders; product pages work.',
    symptom: 'web-gateway',
    services: ['web-gateway', 'orders'],
    minutes: 7.5,
    requestsPerSecond: 16,
    declinedShare: 0.025,
    statesBaseline: false,
    versions: { 'web-gateway': '2.14.0', orders: '5.6.3', inventory: '3.8.1', payments: '4.2.1' },
    heapMegabytes: {},
    changes: [
      {
        atSeconds: 60,
        kind: 'deploy',
        service: 'inventory',
        version: '3.8.2',
        author: 'inventory-team',
        summary: 'Correct the titles of two product categories',
        files: ['src/titles.ts'],
      },
      {
        atSeconds: 120,
        kind: 'feature-flag',
        service: 'web-gateway',
        flag: 'gift-wrap-banner',
        author: 'storefront-team',
        summary: 'Turn on gift-wrap-banner for all shoppers',
        files: [],
      },
      {
        atSeconds: 180,
        kind: 'deploy',
        service: 'payments',
        version: '4.3.0',
        author: 'payments-team',
        summary: 'Keep declined payments so that the fraud desk can look at them',
        files: ['src/payments.ts'],
      },
      {
        atSeconds: 220,
        kind: 'deploy',
        service: 'web-gateway',
        version: '2.14.1',
        author: 'storefront-team',
        summary: 'Update the imprint',
        files: ['src/imprint.ts'],
      },
    ],
    trueCause: {
      component: 'payments',
      cause: 'connection-pool-exhausted',
      text: 'payments 4.3.0 leaves the handling of a declined card before the transaction ends and without giving the connection back. Each declined card costs one of the 12 connections of the pool for good; they stand in PostgreSQL as "idle in transaction". Once all are gone every payment waits two seconds for a connection and fails.',
    },
  },
}

export const ALERT_RULES: readonly AlertRule[] = [
  {
    name: 'HighErrorRate',
    service: 'web-gateway',
    severity: 'critical',
    summary: 'web-gateway answers more than 5 percent of requests with 5xx',
    description: 'Share of 5xx answers over the last 30 seconds.',
    value: (series, at) =>
      increase(series, 'http_request_errors_total', 'web-gateway', 30, at) /
      increase(series, 'http_requests_total', 'web-gateway', 30, at),
    threshold: 0.05,
    forSeconds: 10,
  },
  {
    name: 'HighLatency',
    service: 'web-gateway',
    severity: 'warning',
    summary: 'web-gateway is slow: p95 above 500 ms',
    description: 'The 95th percentile of the time to answer, over the last 5 seconds.',
    value: (series, at) => latest(series, 'http_request_duration_seconds_p95', 'web-gateway', at),
    threshold: 0.5,
    forSeconds: 15,
  },
  ...SERVICES.map(
    (service): AlertRule => ({
      name: 'ServiceDown',
      service,
      severity: 'critical',
      summary: `${service} does not answer its metrics endpoint`,
      description: 'The last scrape failed.',
      value: (series, at) => 1 - latest(series, 'up', service, at),
      threshold: 0.5,
      forSeconds: 0,
    }),
  ),
]

export const CALLS: readonly [caller: string, callee: string][] = [
  ['web-gateway', 'inventory'],
  ['web-gateway', 'orders'],
  ['orders', 'inventory'],
  ['orders', 'payments'],
  ['orders', 'postgres'],
  ['inventory', 'postgres'],
  ['payments', 'postgres'],
]
