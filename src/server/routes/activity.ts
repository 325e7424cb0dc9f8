import { z } from 'zod'
import { agentHealth } from '../../app/agent-health.ts'
import { findAgents } from '../../app/find-agents.ts'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { HEALTH_WORDS } from '../../core/activity.ts'
import { defineRoute, type Route } from '../route.ts'
import { time } from './common.ts'

const HOUR = 3_600_000
const MOST_HOURS = 24 * 366

const period = z.object({
  hours: z.coerce.number().min(1).max(MOST_HOURS).default(24).describe('how far back, in hours'),
})
const usage = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  dollars: z.number().describe('of the calls whose model has a listed price'),
  unpriced: z.number().describe('calls whose model has none'),
})
const byModel = usage.extend({ model: z.string() })
const milliseconds = z.number().nullable().describe('milliseconds; null where no task told how long it took')

const agentSchema = z.object({
  agent: z.string(),
  health: z.enum(HEALTH_WORDS).describe('failing: one in four of its tasks and calls, or more'),
  done: z.number(),
  failed: z.number().describe('tasks that failed, ran out of time, or never came to an end'),
  meanMilliseconds: milliseconds,
  p95Milliseconds: milliseconds,
  failedCalls: z.number(),
  models: z.array(byModel),
  now: z.array(z.object({ run: z.string(), task: z.string(), since: time })),
  lastSeenAt: time.optional(),
  definition: z.looseObject({ description: z.string(), origin: z.string() }).optional(),
})

const spendSchema = z.object({
  since: time,
  total: usage,
  days: z.array(usage.extend({ day: time.describe('its beginning in UTC') })),
  agents: z.array(usage.extend({ agent: z.string() })),
  models: z.array(byModel),
  runs: z.array(usage.extend({ run: z.string(), title: z.string().optional() })).describe('the dearest'),
  lastHour: usage,
  limits: z.object({
    tokensPerRun: z.number(),
    dollarsPerRun: z.number().optional(),
    dollarsPerHour: z.number().optional(),
  }),
})

/** How the agents are, and what they cost. */
export function activityRoutes(service: Service): Route[] {
  const { store } = service
  return [
    defineRoute({
      method: 'GET',
      path: '/api/activity/agents',
      role: 'viewer',
      summary: 'What each agent did, is at, and cost, and how it is.',
      query: period,
      response: z.object({ since: time, agents: z.array(agentSchema) }),
      async handle({ query: { hours } }) {
        const since = Math.floor(Date.now() - hours * HOUR)
        const { agents } = await findAgents()
        return maskShown({ since, agents: await agentHealth(service, agents, since) })
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/activity/spend',
      role: 'viewer',
      summary: 'Dollars and tokens by day, agent, model and run, beside what may be spent.',
      query: period,
      response: spendSchema,
      async handle({ query: { hours } }) {
        const now = Date.now()
        const since = Math.floor(now - hours * HOUR)
        const [spend, lastHour] = await Promise.all([store.activity.spend(since), store.activity.spend(now - HOUR)])
        return maskShown({ since, ...spend, lastHour: lastHour.total, limits: service.limits })
      },
    }),
  ]
}
