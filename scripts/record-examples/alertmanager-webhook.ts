import { createHash } from 'node:crypto'
import type { FiredAlert } from './alert-rules.ts'

const NOT_RESOLVED = '0001-01-01T00:00:00Z'

/** The message of Alertmanager's webhook, version 4 (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
export function alertmanagerWebhook(fired: readonly FiredAlert[], cluster: string): object {
  const commonLabels = { cluster }
  const firing = fired.some(({ resolvedAt }) => resolvedAt === undefined)
  return {
    version: '4',
    groupKey: `{}:{cluster="${cluster}"}`,
    truncatedAlerts: 0,
    status: firing ? 'firing' : 'resolved',
    receiver: 'on-call',
    groupLabels: commonLabels,
    commonLabels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts: fired.map((alert) => webhookAlert(alert, cluster)),
  }
}

function webhookAlert({ rule, firedAt, resolvedAt }: FiredAlert, cluster: string): object {
  const labels = { alertname: rule.name, cluster, service: rule.service, severity: rule.severity }
  return {
    status: resolvedAt === undefined ? 'firing' : 'resolved',
    labels,
    annotations: { summary: rule.summary, description: rule.description },
    startsAt: isoSeconds(firedAt),
    endsAt: resolvedAt === undefined ? NOT_RESOLVED : isoSeconds(resolvedAt),
    generatorURL: `http://prometheus.example:9090/graph?g0.expr=${rule.name}`,
    fingerprint: createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16),
  }
}

function isoSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
