import { z } from 'zod'
import { answerApproval } from '../../app/answer-approval.ts'
import { isFromSlack, readPress } from '../../app/notifiers.ts'
import type { Service } from '../../app/open-service.ts'
import {
  alertmanagerWebhookSchema,
  grafanaWebhookSchema,
  incidentAlertSchema,
  isFromPagerDuty,
  pagerDutyWebhookSchema,
  readAlertmanager,
  readGrafana,
  readIncidentAlert,
  readPagerDuty,
} from '../../app/read-webhooks.ts'
import { mayAct } from '../../core/access.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { IncomingAlert } from '../../core/intake.ts'
import { defineRoute, type Route, Unauthenticated } from '../route.ts'

/** With which outside systems sign what they send; a route whose secret is not there refuses everything. */
export interface WebhookSecrets {
  slack?: string | undefined
  pagerDuty?: string | undefined
  github?: string | undefined
}

/** What outside systems tell us. */
export function webhookRoutes(service: Service, secrets: WebhookSecrets): Route[] {
  const { store } = service
  const kept = z.object({ kept: z.number() })
  const keep = async (source: string, alerts: IncomingAlert[]) => {
    const changed = alerts.length > 0 ? await store.intake.keep(source, alerts) : 0
    service.nudge()
    return { kept: changed }
  }
  return [
    defineRoute({
      method: 'POST',
      path: '/webhooks/alertmanager',
      role: 'operator',
      summary: 'Alerts of Prometheus Alertmanager, version 4. Answered once they are kept.',
      body: alertmanagerWebhookSchema,
      response: kept,
      status: 202,
      handle: ({ body }) => keep('alertmanager', readAlertmanager(body)),
    }),
    defineRoute({
      method: 'POST',
      path: '/webhooks/grafana',
      role: 'operator',
      summary: 'Alerts of Grafana. Answered once they are kept.',
      body: grafanaWebhookSchema,
      response: kept,
      status: 202,
      handle: ({ body }) => keep('grafana', readGrafana(body)),
    }),
    defineRoute({
      method: 'POST',
      path: '/webhooks/incident-alert',
      role: 'operator',
      summary:
        'An incident with the addresses of its evidence, which is fetched from allowed hosts. Answered once it is kept.',
      body: incidentAlertSchema,
      response: kept,
      status: 202,
      handle: ({ body }) => keep('incident-alert', readIncidentAlert(body, Date.now())),
    }),
    defineRoute({
      method: 'POST',
      path: '/webhooks/pagerduty',
      role: 'signed',
      summary:
        'Events of PagerDuty, version 3; the signature is checked. Answered once they are kept; those of our own pages are not.',
      body: z.unknown(),
      response: kept,
      status: 202,
      async handle({ body, raw, headers }) {
        if (!secrets.pagerDuty || !isFromPagerDuty(raw, headers['x-pagerduty-signature'], secrets.pagerDuty))
          throw new Unauthenticated('That is not from PagerDuty.')
        const read = pagerDutyWebhookSchema.safeParse(body)
        // What it tries out when it is set up is no incident.
        if (!read.success) return { kept: 0 }
        const key = read.data.event.data.incident_key
        // We have paged for it ourselves, under the id of our incident.
        if (key && (await store.intake.incident(key))) return { kept: 0 }
        return keep('pagerduty', readPagerDuty(read.data))
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/webhooks/slack',
      role: 'signed',
      summary: 'Buttons that were pressed in Slack; the signature is checked.',
      response: z.object({ text: z.string() }),
      async handle({ raw, headers }) {
        if (!secrets.slack || !isFromSlack(raw, headers, secrets.slack, Date.now()))
          throw new Unauthenticated('That is not from Slack, or too old.')
        const press = readPress(raw)
        if (!press) return { text: 'That is no button of ours.' }
        const actor = service.slackUsers.get(press.user)
        if (!actor || !mayAct(actor.role, 'approver')) {
          await store.audit.add({
            actor: `slack ${press.user}`,
            event: 'approval_refused',
            subject: press.approval,
            detail: { why: 'no approver' },
          })
          return { text: 'You are no approver here. An admin can add you to WATCHFLOOR_SLACK_USERS.' }
        }
        try {
          const decision = press.verb === 'approve' ? 'approved' : 'rejected'
          await answerApproval(service, press.approval, decision, 'in Slack', actor.name)
          return { text: `${decision} by ${actor.name}.` }
        } catch (thrown) {
          if (!(thrown instanceof WatchfloorFault)) throw thrown
          return { text: `${thrown.message} ${thrown.hint}` }
        }
      },
    }),
  ]
}
