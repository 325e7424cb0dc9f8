import type { Evidence } from '../../../src/core/analysis.ts'

export const OOM: Evidence = {
  agent: 'kubernetes',
  source: 'kubernetes/describe-pods.txt',
  line: 41,
  quote: 'Last State:     Terminated  Reason: OOMKilled  Exit Code: 137',
}
export const LIMIT: Evidence = {
  agent: 'kubernetes',
  source: 'kubernetes/describe-pods.txt',
  line: 52,
  quote: 'memory:  512Mi',
}
export const HEAP: Evidence = {
  agent: 'logs',
  source: 'logs/payment-gateway.jsonl',
  line: 2117,
  quote:
    '{"level":"error","service":"payment-gateway","message":"settlement batch: 1904211 transactions held in memory"}',
}
export const DEPLOY: Evidence = {
  agent: 'changes',
  source: 'changes/changes.json',
  line: 18,
  quote: '"summary": "settlement job: load the open transactions in one query"',
}
export const BREAKER: Evidence = {
  agent: 'logs',
  source: 'logs/checkout.jsonl',
  line: 880,
  quote:
    '{"level":"warn","service":"checkout","message":"circuit breaker \'payment-gateway\' is now OPEN (51% of 200 calls failed)"}',
}
export const MEMORY: Evidence = { agent: 'metrics', source: 'metrics/metrics.json', quote: '[1773497100,"531628032"]' }
export const PROXY: Evidence = {
  agent: 'traces',
  source: 'traces/traces.jsonl',
  line: 412,
  quote: '"name":"POST /authorize","status":{"code":2}',
}
export const CODE: Evidence = {
  agent: 'code',
  source: 'src/settlement/batch.ts',
  line: 37,
  quote: 'const open = await ledger.query(ALL_OPEN_TRANSACTIONS)',
}
export const REVENUE: Evidence = {
  agent: 'impact',
  source: 'cost/revenue.csv',
  line: 3,
  quote: 'revenue_per_minute,412.50,EUR',
}
