import { z } from 'zod'
import { answerApproval } from '../app/answer-approval.ts'
import { decideIn } from '../app/decide.ts'
import { findAgents } from '../app/find-agents.ts'
import { eventsOf, findRun, inspectRun } from '../app/inspect-runs.ts'
import { maskShown } from '../app/mask-shown.ts'
import { isFromSlack, readPress } from '../app/notifiers.ts'
import type { Service } from '../app/open-service.ts'
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
} from '../app/read-webhooks.ts'
import { mayAct, ROLES } from '../core/access.ts'
import { analysisSchema } from '../core/analysis.ts'
import { RUN_STATUSES } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { IncomingAlert } from '../core/intake.ts'
import { renderHtml, renderMarkdown } from '../report/index.ts'
import { streamEvents } from './event-stream.ts'
import { defineRoute, type Route, Unsigned } from './route.ts'

const LIMIT = z.coerce.number().int().min(1).max(1_000).default(50)
const time = z.number().describe('milliseconds since the epoch')
const runSchema = z.object({
  id: z.string(),
  workflow: z.string(),
  title: z.string().optional(),
  status: z.enum(RUN_STATUSES),
  queue: z.string().optional(),
  createdAt: time,
  startedAt: time.optional(),
  endedAt: time.optional(),
  attended: z.boolean().describe('whether a process is at work on it'),
})
const incidentSchema = z.object({
  id: z.string(),
  status: z.enum(['open', 'closed']),
  title: z.string(),
  severity: z.string().optional(),
  openedAt: time,
  closedAt: time.optional(),
  alerts: z.number(),
  run: z.string().optional().describe('the run that investigates it, once it has begun'),
})
const approvalSchema = z.object({
  id: z.string(),
  run: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn']),
  title: z.string(),
  question: z.enum(['act', 'effect']),
  risk: z.string(),
  requestedBy: z.string(),
  requestedAt: time,
  expiresAt: time,
})
const switchSchema = z.object({
  engaged: z.boolean(),
  by: z.string().optional(),
  reason: z.string().optional(),
  at: time.optional(),
})
const oneRun = z.object({ id: z.string().min(1).max(200) })
const reason = z.object({ reason: z.string().max(1_000).default('') })

/** With which outside systems sign what they send; a route whose secret is not there refuses everything. */
export interface WebhookSecrets {
  slack?: string | undefined
  pagerDuty?: string | undefined
}

/** All that the API does, over one service. */
export function apiRoutes(service: Service, renderMetrics: () => Promise<string>, secrets: WebhookSecrets): Route[] {
  const { engine, store } = service
  const kept = z.object({ kept: z.number() })
  const keep = async (source: string, alerts: IncomingAlert[]) => {
    const changed = alerts.length > 0 ? await store.intake.keep(source, alerts) : 0
    service.nudge()
    return { kept: changed }
  }
  const withAnalysis = async (id: string) => {
    const run = await findRun(engine, id)
    const held =
      typeof run.result === 'object' && run.result !== null && 'analysis' in run.result
        ? run.result.analysis
        : run.result
    const read = analysisSchema.safeParse(held)
    if (!read.success)
      throw new WatchfloorFault('not-found', `${run.id} (${run.status}) holds no analysis.`, {
        hint: 'Wait for its end.',
      })
    return read.data
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/healthz',
      role: 'public',
      summary: 'Whether the server lives and its store answers.',
      response: z.object({ status: z.literal('ok') }),
      async handle() {
        await store.killSwitch.state()
        return { status: 'ok' }
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/metrics',
      role: 'viewer',
      summary: 'Metrics for Prometheus.',
      response: { media: 'text/plain' },
      handle: () => renderMetrics(),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs',
      role: 'viewer',
      summary: 'Runs, newest first.',
      query: z.object({
        status: z.enum(RUN_STATUSES).optional(),
        workflow: z.string().max(100).optional(),
        limit: LIMIT,
      }),
      response: z.array(runSchema),
      handle: ({ query: { status, workflow, limit } }) =>
        engine.list({ limit, ...(status && { status }), ...(workflow !== undefined && { workflow }) }).then(maskShown),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}',
      role: 'viewer',
      summary: 'A run with its steps and children; credentials and personal data are masked.',
      params: oneRun,
      response: runSchema.extend({ steps: z.array(z.unknown()), children: z.array(runSchema), result: z.unknown() }),
      handle: ({ params: { id } }) => inspectRun(engine, id, false),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}/events',
      role: 'viewer',
      summary: 'What happens in a run, as server-sent events; resumable by Last-Event-ID. It ends with the run.',
      params: oneRun,
      query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
      response: { media: 'text/event-stream' },
      async handle({ params: { id }, query, headers, reply, signal }) {
        const run = await findRun(engine, id)
        const last = Number(headers['last-event-id'] ?? query.after)
        reply.hijack()
        reply.raw.writeHead(200, {
          ...(reply.getHeaders() as Record<string, string>),
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        await streamEvents(reply.raw, engine, run.id, Number.isFinite(last) ? last : 0, maskShown, signal)
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}/log',
      role: 'viewer',
      summary: 'What has happened in a run until now, in order.',
      params: oneRun,
      response: z.array(
        z.object({ number: z.number(), event: z.looseObject({ type: z.string(), at: time, run: z.string() }) }),
      ),
      handle: async ({ params: { id } }) => eventsOf(engine, await findRun(engine, id), false),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}/report',
      role: 'viewer',
      summary: 'The report of a finished investigation, as a page.',
      params: oneRun,
      response: { media: 'text/html' },
      handle: async ({ params: { id } }) => renderHtml(await withAnalysis(id)),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}/report.md',
      role: 'viewer',
      summary: 'The report of a finished investigation, in Markdown.',
      params: oneRun,
      response: { media: 'text/markdown' },
      handle: async ({ params: { id } }) => renderMarkdown(await withAnalysis(id)),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/runs/{id}/cancel',
      role: 'operator',
      summary: 'Asks a run to end.',
      params: oneRun,
      response: z.object({ cancelled: z.boolean() }),
      async handle({ params: { id }, actor }) {
        const run = await findRun(engine, id)
        const cancelled = await engine.cancel(run.id)
        await store.audit.add({
          actor: actor?.name ?? '',
          event: 'run_cancelled',
          subject: run.id,
          detail: { cancelled },
        })
        return { cancelled }
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/runs/{id}/resume',
      role: 'operator',
      summary: 'Goes on with a run that was interrupted, halted, or failed.',
      params: oneRun,
      response: z.object({ id: z.string() }),
      async handle({ params: { id }, actor }) {
        const run = await findRun(engine, id)
        const handle = await engine.resume(run.id)
        handle.result().catch(() => undefined)
        await store.audit.add({ actor: actor?.name ?? '', event: 'run_resumed', subject: run.id, detail: {} })
        return { id: handle.id }
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/runs/{id}/decide',
      role: 'approver',
      summary: 'Decides what agents could not.',
      params: oneRun,
      body: z.object({ choice: z.string().min(1).max(400), other: z.boolean().default(false) }),
      response: z.object({ run: z.string(), choice: z.string(), by: z.string() }),
      handle: ({ params: { id }, body: { choice, other }, actor }) =>
        decideIn(service, id, choice, { isOther: other, by: actor?.name ?? '' }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/incidents',
      role: 'viewer',
      summary: 'Incidents that alerts have opened, newest first.',
      query: z.object({ status: z.enum(['open', 'closed']).optional(), limit: LIMIT }),
      response: z.array(incidentSchema),
      handle: ({ query: { status, limit } }) =>
        store.intake.incidents({ limit, ...(status && { status }) }).then(maskShown),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/incidents/{id}',
      role: 'viewer',
      summary: 'An incident with its alerts and the run that investigates it.',
      params: oneRun,
      response: incidentSchema.extend({ members: z.array(z.unknown()) }),
      async handle({ params: { id } }) {
        const incident = await store.intake.incident(id)
        if (!incident)
          throw new WatchfloorFault('not-found', `No incident is named ${id}.`, { hint: 'See /api/incidents.' })
        return maskShown({ ...incident, members: await store.intake.alertsOf(id) })
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/approvals',
      role: 'viewer',
      summary: 'Requests for approval, newest first.',
      query: z.object({
        status: z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn']).optional(),
        limit: LIMIT,
      }),
      response: z.array(approvalSchema.loose()),
      handle: ({ query: { status, limit } }) =>
        store.approvals.list({ limit, ...(status && { status }) }).then(maskShown),
    }),
    ...(['approve', 'reject'] as const).map((verb) =>
      defineRoute({
        method: 'POST',
        path: `/api/approvals/{id}/${verb}`,
        role: 'approver',
        summary: verb === 'approve' ? 'Approves exactly what was shown.' : 'Rejects it.',
        params: oneRun,
        body: reason,
        response: approvalSchema.loose(),
        handle: ({ params: { id }, body, actor }) =>
          answerApproval(service, id, verb === 'approve' ? 'approved' : 'rejected', body.reason, actor?.name ?? ''),
      }),
    ),
    defineRoute({
      method: 'GET',
      path: '/api/agents',
      role: 'viewer',
      summary: 'The agents that there are.',
      response: z.array(z.looseObject({ name: z.string(), description: z.string() })),
      handle: async () => (await findAgents()).agents.map(({ path: _, instructions: __, ...agent }) => agent),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/findings',
      role: 'viewer',
      summary: 'What runs have found, newest first.',
      query: z.object({ component: z.string().max(200).optional(), limit: LIMIT }),
      response: z.array(z.object({ run: z.string(), at: time, finding: z.unknown() })),
      handle: ({ query: { component, limit } }) =>
        store.findings.list({ limit, ...(component !== undefined && { component }) }).then(maskShown),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/kill-switch',
      role: 'viewer',
      summary: 'Whether everything is stopped.',
      response: switchSchema,
      handle: async () => (await store.killSwitch.state()) ?? { engaged: false },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kill-switch',
      role: 'admin',
      summary: 'Stops everything, or lets it go on.',
      body: z.object({ engaged: z.boolean(), reason: z.string().min(1).max(1_000) }),
      response: switchSchema,
      async handle({ body: { engaged, reason: why }, actor }) {
        const by = actor?.name ?? ''
        const state = await store.killSwitch.set(engaged, by, why)
        await store.audit.add({
          actor: by,
          event: engaged ? 'kill_switch_engaged' : 'kill_switch_released',
          subject: 'kill-switch',
          detail: { reason: why },
        })
        return state
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/tokens',
      role: 'admin',
      summary: 'Who has a token; not the tokens.',
      response: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES), createdAt: time })),
      handle: () => store.tokens.list(),
    }),
    defineRoute({
      method: 'POST',
      path: '/mcp',
      role: 'viewer',
      summary: 'The Model Context Protocol over streamable HTTP, without sessions: runs, reports and findings.',
      body: z.unknown(),
      response: { media: 'text/event-stream' },
      async handle({ body, request, reply }) {
        const { answerMcp } = await import('./answer-mcp.ts')
        reply.hijack()
        await answerMcp(service, request.raw, reply.raw, body)
      },
    }),
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
      summary: 'Events of PagerDuty, version 3; the signature is checked. Answered once they are kept.',
      body: z.unknown(),
      response: kept,
      status: 202,
      async handle({ body, raw, headers }) {
        if (!secrets.pagerDuty || !isFromPagerDuty(raw, headers['x-pagerduty-signature'], secrets.pagerDuty))
          throw new Unsigned('That is not from PagerDuty.')
        const read = pagerDutyWebhookSchema.safeParse(body)
        // What it tries out when it is set up is no incident.
        return read.success ? keep('pagerduty', readPagerDuty(read.data)) : { kept: 0 }
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
          throw new Unsigned('That is not from Slack, or too old.')
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
