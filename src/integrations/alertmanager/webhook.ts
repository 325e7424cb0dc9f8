import { z } from 'zod'
import type { IncomingAlert } from '../../core/intake.ts'

const words = z.record(z.string(), z.string()).default({})
const time = z.iso.datetime({ offset: true })
/** What Alertmanager writes where an alert has no end. */
const NO_TIME = '0001-01-01T00:00:00Z'

/** Version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const alertmanagerWebhookSchema = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string(),
  status: z.enum(['firing', 'resolved']),
  alerts: z
    .array(
      z.looseObject({
        status: z.enum(['firing', 'resolved']),
        labels: words,
        annotations: words,
        startsAt: time,
        endsAt: time.optional(),
        fingerprint: z.string().min(1),
      }),
    )
    .max(5_000),
})
export type AlertmanagerWebhook = z.infer<typeof alertmanagerWebhookSchema>

export function readAlertmanager({ groupKey, alerts }: AlertmanagerWebhook): IncomingAlert[] {
  return alerts.map(({ status, labels, annotations, startsAt, endsAt, fingerprint }) => ({
    fingerprint,
    status,
    name: labels.alertname ?? 'alert',
    ...(labels.severity !== undefined && { severity: labels.severity }),
    labels,
    annotations,
    startsAt: Date.parse(startsAt),
    ...(status === 'resolved' && endsAt !== undefined && endsAt !== NO_TIME && { endsAt: Date.parse(endsAt) }),
    group: groupKey,
  }))
}
