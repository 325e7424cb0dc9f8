/** Writes the example `payment-gateway`, which is made up; the same files come out each time. The runbooks are kept. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { alertmanagerWebhook } from './alertmanager-webhook.ts'
import { checkoutLines } from './payment-gateway/checkout-log.ts'
import { gatewayLines } from './payment-gateway/gateway-log.ts'
import { describeDeployments, describePods } from './payment-gateway/kubernetes-describe.ts'
import { getEvents } from './payment-gateway/kubernetes-events.ts'
import {
  getDeployments,
  getEndpoints,
  getNodes,
  getPods,
  getReplicaSets,
  getServices,
  rolloutHistory,
  topNodes,
} from './payment-gateway/kubernetes-tables.ts'
import { DEPLOYED_YAML } from './payment-gateway/kubernetes-yaml.ts'
import { metricSeries } from './payment-gateway/metric-series.ts'
import { neighbourLines } from './payment-gateway/neighbour-log.ts'
import { changes, cost, incidentYaml, readme, topology } from './payment-gateway/other-parts.ts'
import { paymentAlerts } from './payment-gateway/payment-alerts.ts'
import { simulatePayments } from './payment-gateway/simulate-payments.ts'
import { ENDS } from './payment-gateway/story.ts'
import { traceLines } from './payment-gateway/trace-lines.ts'
import { formatLines } from './payment-gateway/written-line.ts'
import { rangeMatrix } from './range-matrix.ts'

const SHIPPED = resolve(import.meta.dirname, '../../examples/incidents/payment-gateway')
const { values } = parseArgs({ options: { out: { type: 'string', default: SHIPPED } } })

const simulation = simulatePayments()
const alerts = paymentAlerts(simulation)
const startedAt =
  alerts.find(({ rule }) => rule.service === 'checkout' && rule.severity === 'critical')?.firedAt ?? ENDS

const files: Record<string, string> = {
  'README.md': readme(simulation, startedAt),
  'incident.yaml': incidentYaml(startedAt),
  'alerts/alerts.json': json(alertmanagerWebhook(alerts, 'shop-prod')),
  'changes/changes.json': json(changes()),
  'cost/cost.json': json(cost(simulation)),
  'topology/topology.json': topology(),
  'metrics/metrics.json': rangeMatrix(metricSeries(simulation)),
  'traces/traces.jsonl': traceLines(simulation),
  'logs/payment-gateway.jsonl': formatLines(gatewayLines(simulation)),
  'logs/checkout.jsonl': formatLines(checkoutLines(simulation)),
  ...Object.fromEntries([...neighbourLines()].map(([service, lines]) => [`logs/${service}.jsonl`, formatLines(lines)])),
  'kubernetes/get-pods.txt': getPods(),
  'kubernetes/get-deployments.txt': getDeployments(),
  'kubernetes/get-replicasets.txt': getReplicaSets(),
  'kubernetes/get-services.txt': getServices(),
  'kubernetes/get-endpoints.txt': getEndpoints(),
  'kubernetes/get-nodes.txt': getNodes(),
  'kubernetes/top-nodes.txt': topNodes(),
  'kubernetes/get-events.txt': getEvents(),
  'kubernetes/describe-pods.txt': `${describePods()}\n`,
  'kubernetes/describe-deployments.txt': `${describeDeployments()}\n`,
  'kubernetes/rollout-history.txt': rolloutHistory(),
  'kubernetes/get-yaml.yaml': DEPLOYED_YAML,
}

for (const part of new Set(Object.keys(files).map((file) => dirname(file)))) {
  if (part !== '.') rmSync(join(values.out, part), { recursive: true, force: true })
  mkdirSync(join(values.out, part), { recursive: true })
}
for (const [file, text] of Object.entries(files)) writeFileSync(join(values.out, file), text)

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
