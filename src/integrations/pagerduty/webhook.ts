import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { IncomingAlert } from '../../core/intake.ts'

/** Version 3: https://developer.pagerduty.com/docs/webhooks-overview */
export const pagerDutyWebhookSchema = z.looseObject({
  event: z.looseObject({
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    data: z.looseObject({
      id: z.string().min(1),
      title: z.string().default(''),
      created_at: z.iso.datetime({ offset: true }).optional(),
      urgency: z.string().optional(),
      /** The `dedup_key` of the event that opened it. */
      incident_key: z.string().nullish(),
      service: z.looseObject({ id: z.string(), summary: z.string().default('') }).nullish(),
      priority: z.looseObject({ summary: z.string().default('') }).nullish(),
    }),
  }),
})
export type PagerDutyWebhook = z.infer<typeof pagerDutyWebhookSchema>

const FIRING: ReadonlySet<string> = new Set(['incident.triggered', 'incident.reopened', 'incident.escalated'])

/** Nothing for events that neither open nor close. */
export function readPagerDuty({
  event: { event_type: type, occurred_at: at, data },
}: PagerDutyWebhook): IncomingAlert[] {
  const isOver = type === 'incident.resolved'
  if (!isOver && !FIRING.has(type)) return []
  const service = data.service?.summary
  return [
    {
      fingerprint: data.id,
      status: isOver ? 'resolved' : 'firing',
      name: data.title || 'incident',
      severity: data.priority?.summary || (data.urgency === 'high' ? 'critical' : 'warning'),
      labels: service ? { service } : {},
      annotations: data.title ? { summary: data.title } : {},
      // Reopened it is a new telling; resolved it ends all that there was.
      startsAt: Date.parse(type === 'incident.triggered' ? (data.created_at ?? at) : at),
      ...(isOver && { endsAt: Date.parse(at) }),
      toldAt: Date.parse(at),
    },
  ]
}

/** `x-pagerduty-signature: v1=HEX[,v1=HEX]`, an HMAC-SHA256 of the body: several while secrets are being changed. */
export function isFromPagerDuty(body: string, header: string | string[] | undefined, secret: string): boolean {
  const own = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
  const given = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')
  return given.some((one) => {
    const theirs = Buffer.from(one.trim().replace(/^v1=/, ''))
    return theirs.length === own.length && timingSafeEqual(theirs, own)
  })
}
