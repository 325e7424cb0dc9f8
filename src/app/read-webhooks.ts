import { z } from 'zod'
import type { IncomingAlert } from '../core/intake.ts'

/** What outside systems send, as the server reads it. */
export { alertmanagerWebhookSchema, readAlertmanager } from '../integrations/alertmanager/webhook.ts'
export { isFromGitHub } from '../integrations/github/webhook.ts'
export { grafanaWebhookSchema, readGrafana } from '../integrations/grafana/webhook.ts'
export { isFromPagerDuty, pagerDutyWebhookSchema, readPagerDuty } from '../integrations/pagerduty/webhook.ts'

/** For whoever has evidence at an address: it is fetched from allowed hosts only. */
export const incidentAlertSchema = z.strictObject({
  incident_id: z.string().min(1).max(200),
  title: z.string().max(200).optional(),
  severity: z.string().max(40).optional(),
  service: z.string().max(200).optional(),
  namespace: z.string().max(200).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  resolved: z.boolean().default(false),
  logs_url: z.url().max(2_000).optional(),
  metrics_url: z.url().max(2_000).optional(),
  commits_url: z.url().max(2_000).optional(),
  traces_url: z.url().max(2_000).optional(),
  cluster_url: z.url().max(2_000).optional(),
})
export type IncidentAlert = z.infer<typeof incidentAlertSchema>

/** The kinds of evidence that an alert can point at, by the annotation that holds the address. */
export const EVIDENCE_URLS = {
  logs_url: 'logs',
  metrics_url: 'metrics',
  commits_url: 'changes',
  traces_url: 'traces',
  cluster_url: 'kubernetes',
} as const

export function readIncidentAlert(alert: IncidentAlert, now: number): IncomingAlert[] {
  const { incident_id: id, title, severity, service, namespace, started_at: at, resolved } = alert
  const urls = (Object.keys(EVIDENCE_URLS) as (keyof typeof EVIDENCE_URLS)[]).flatMap((key) =>
    alert[key] === undefined ? [] : [[key, alert[key]] as const],
  )
  return [
    {
      fingerprint: id,
      status: resolved ? 'resolved' : 'firing',
      name: title ?? id,
      ...(severity !== undefined && { severity }),
      labels: {
        incident_id: id,
        ...(service !== undefined && { service }),
        ...(namespace !== undefined && { namespace }),
      },
      annotations: { ...(title !== undefined && { summary: title }), ...Object.fromEntries(urls) },
      startsAt: resolved || at === undefined ? now : Date.parse(at),
      ...(resolved && { endsAt: now }),
    },
  ]
}
