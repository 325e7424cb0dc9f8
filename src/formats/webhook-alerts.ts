import { z } from 'zod'
import type { IncomingAlert } from '../core/intake.ts'

const words = z.record(z.string(), z.string()).default({})
const time = z.iso.datetime({ offset: true })
const status = z.enum(['firing', 'resolved'])
/** What is written where an alert has no end. */
const NO_TIME = '0001-01-01T00:00:00Z'

/** Alerts as Alertmanager posts them, and Grafana after it. */
export const webhookAlertsSchema = z
  .array(
    z.looseObject({
      status,
      labels: words,
      annotations: words,
      startsAt: time,
      endsAt: time.optional(),
      fingerprint: z.string().min(1),
    }),
  )
  .max(5_000)

export function readWebhookAlerts(
  alerts: z.infer<typeof webhookAlertsSchema>,
  group: string | undefined,
): IncomingAlert[] {
  return alerts.map(({ status: now, labels, annotations, startsAt, endsAt, fingerprint }) => ({
    fingerprint,
    status: now,
    name: labels.alertname ?? 'alert',
    ...(labels.severity !== undefined && { severity: labels.severity }),
    labels,
    annotations,
    startsAt: Date.parse(startsAt),
    ...(now === 'resolved' && endsAt !== undefined && endsAt !== NO_TIME && { endsAt: Date.parse(endsAt) }),
    ...(group !== undefined && { group }),
  }))
}
