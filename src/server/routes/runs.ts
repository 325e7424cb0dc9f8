import { z } from 'zod'
import { analysisOf } from '../../app/analysis-of.ts'
import { decideIn } from '../../app/decide.ts'
import { eventsOf, findRun, showRun } from '../../app/inspect-runs.ts'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { RUN_STATUSES } from '../../core/engine.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import { renderHtml, renderMarkdown, renderPlots } from '../../report/index.ts'
import { awaitEnd } from '../await-end.ts'
import { streamEvents } from '../event-stream.ts'
import { defineRoute, type Route } from '../route.ts'
import { SECURITY_HEADERS } from '../security-headers.ts'
import { given, LIMIT, oneRun, TEXT, time } from './common.ts'

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

/** Readers of events at once, in one process. */
const MOST_STREAMS = 2_000
/** Who waits for the end of a run at once, in one process: each looks into the store every second. */
const MOST_WAITS = 500
const instant = z.coerce.number().int().min(0).max(8.64e15).optional()
const cursor = z
  .string()
  .regex(/^\d{1,16},.{1,200}$/, 'is no `createdAt,id`')
  .transform((text) => ({ createdAt: Number.parseInt(text, 10), id: text.slice(text.indexOf(',') + 1) }))
  .optional()
  .describe('`createdAt,id` of the last run that was read: what comes after it in the list')

/** Runs: what there are, what happens in them, what came of them. */
export function runRoutes(service: Service): Route[] {
  const { engine, store } = service
  let streams = 0
  let waits = 0
  const withAnalysis = async (id: string) => {
    const run = await findRun(engine, id)
    const analysis = analysisOf(run)
    if (!analysis)
      throw new WatchfloorFault('not-found', `${run.id} (${run.status}) holds no analysis.`, {
        hint: 'Wait for its end.',
      })
    return analysis
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/api/runs',
      role: 'viewer',
      summary: 'Runs, newest first; to go on after the last of them, ask again with `before`.',
      query: z.object({
        status: z.enum(RUN_STATUSES).optional(),
        workflow: z.string().max(100).optional(),
        text: TEXT.describe('words that all stand in what the run is about, is named, has for a status, or has found'),
        from: instant.describe('created then or later, milliseconds since the epoch'),
        to: instant.describe('created then or earlier'),
        before: cursor,
        limit: LIMIT,
      }),
      response: z.array(runSchema),
      handle: ({ query: { limit, ...filter } }) => engine.list({ limit, ...given(filter) }).then(maskShown),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/runs/{id}',
      role: 'viewer',
      summary:
        'A run with its steps and children; credentials and personal data are masked. With `wait`, answered as soon as it has ended, or after so many seconds.',
      params: oneRun,
      query: z.object({ wait: z.coerce.number().min(0).max(60).default(0).describe('seconds') }),
      response: runSchema.extend({ steps: z.array(z.unknown()), children: z.array(runSchema), result: z.unknown() }),
      async handle({ params: { id }, query: { wait }, reply, signal }) {
        const run = await findRun(engine, id)
        if (wait > 0) {
          if (waits >= MOST_WAITS)
            throw new WatchfloorFault('unavailable', `${waits} wait for runs already.`, { hint: 'Try again later.' })
          waits++
          await awaitEnd(engine, run.id, wait * 1_000, signal).finally(() => waits--)
        }
        // Nobody is there to be answered, and the store may be closed.
        if (signal.aborted) return reply.hijack()
        return showRun(engine, run.id)
      },
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
        if (streams >= MOST_STREAMS)
          throw new WatchfloorFault('unavailable', `${streams} readers follow runs already.`, {
            hint: 'Try again later.',
          })
        streams++
        reply.raw.once('close', () => streams--)
        reply.hijack()
        reply.raw.writeHead(200, {
          ...SECURITY_HEADERS,
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
      path: '/api/runs/{id}/plots',
      role: 'viewer',
      summary:
        'The drawings of its report, to be put into a page: timeline, metrics, who calls whom. Empty where there is nothing to draw.',
      params: oneRun,
      response: { media: 'text/html' },
      handle: async ({ params: { id } }) => renderPlots(await withAnalysis(id)),
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
  ]
}
