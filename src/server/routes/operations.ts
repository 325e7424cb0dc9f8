import { z } from 'zod'
import type { Service } from '../../app/open-service.ts'
import { ROLES } from '../../core/access.ts'
import { defineRoute, type Route } from '../route.ts'
import { time } from './common.ts'

const switchSchema = z.object({
  engaged: z.boolean(),
  by: z.string().optional(),
  reason: z.string().optional(),
  at: time.optional(),
})

/** The service itself: whether it lives, its metrics, its kill switch, who may speak to it. */
export function operationRoutes({ store }: Service, renderMetrics: () => Promise<string>): Route[] {
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
  ]
}
