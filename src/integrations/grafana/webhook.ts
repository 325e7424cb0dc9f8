import { z } from 'zod'
import type { IncomingAlert } from '../../core/intake.ts'
import { readWebhookAlerts, webhookAlertsSchema } from '../../formats/webhook-alerts.ts'

/** Of Grafana's unified alerting: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export const grafanaWebhookSchema = z.looseObject({
  groupKey: z.string().optional(),
  alerts: webhookAlertsSchema,
})
export type GrafanaWebhook = z.infer<typeof grafanaWebhookSchema>

export function readGrafana({ groupKey, alerts }: GrafanaWebhook): IncomingAlert[] {
  return readWebhookAlerts(alerts, groupKey)
}
