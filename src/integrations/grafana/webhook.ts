import { z } from 'zod'
import type { IncomingAlert } from '../../core/intake.ts'

const words = z.record(z.string(), z.string()).default({})
const NO_TIME = '0001-01-01T00:00:00Z'

/** Of Grafana's unified alerting: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export const grafanaWebhookSchema = z.looseObject({
  groupKey: z.string().optional(),
  alerts: z
    .array(
      z.looseObject({
        status: z.enum(['firing', 'resolved']),
        labels: words,
        annotations: words,
        startsAt: z.iso.datetime({ offset: true }),
        endsAt: z.iso.datetime({ offset: true }).optional(),
        fingerprint: z.string().min(1),
      }),
    )
    .max(5_000),
})
export type GrafanaWebhook = z.infer<typeof grafanaWebhookSchema>

export function readGrafana({ groupKey, alerts }: GrafanaWebhook): IncomingAlert[] {
  return alerts.map(({ status, labels, annotations, startsAt, endsAt, fingerprint }) => ({
    fingerprint,
    status,
    name: labels.alertname ?? 'alert',
    ...(labels.severity !== undefined && { severity: labels.severity }),
    labels,
    annotations,
    startsAt: Date.parse(startsAt),
    ...(status === 'resolved' && endsAt !== undefined && endsAt !== NO_TIME && { endsAt: Date.parse(endsAt) }),
    ...(groupKey !== undefined && { group: groupKey }),
  }))
}
