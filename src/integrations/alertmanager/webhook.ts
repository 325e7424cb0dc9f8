import { z } from 'zod'
import type { IncomingAlert } from '../../core/intake.ts'
import { readWebhookAlerts, webhookAlertsSchema } from '../../formats/webhook-alerts.ts'

/** Version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const alertmanagerWebhookSchema = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string(),
  status: z.enum(['firing', 'resolved']),
  alerts: webhookAlertsSchema,
})
export type AlertmanagerWebhook = z.infer<typeof alertmanagerWebhookSchema>

export function readAlertmanager({ groupKey, alerts }: AlertmanagerWebhook): IncomingAlert[] {
  return readWebhookAlerts(alerts, groupKey)
}
