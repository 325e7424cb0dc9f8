import { z } from 'zod'
import { askOn } from '../../app/ask.ts'
import { findAgents } from '../../app/find-agents.ts'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { defineRoute, type Route } from '../route.ts'
import { given, LIMIT, TEXT, time } from './common.ts'

/** The agents, what they have found, and the same for agents of others. */
export function agentRoutes(service: Service): Route[] {
  const { store } = service
  return [
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
      query: z.object({
        component: z.string().max(200).optional(),
        text: TEXT.describe('words that all stand in its component, cause or agent'),
        limit: LIMIT,
      }),
      response: z.array(z.object({ run: z.string(), at: time, finding: z.unknown() })),
      handle: ({ query: { limit, ...filter } }) => store.findings.list({ limit, ...given(filter) }).then(maskShown),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ask',
      role: 'viewer',
      summary: 'Answers an on-call question from runbooks and earlier incidents, by code, with where it stands.',
      body: z.object({ question: z.string().min(1).max(2_000) }),
      response: z.looseObject({
        question: z.string(),
        passages: z.array(z.unknown()),
        incidents: z.array(z.unknown()),
      }),
      handle: ({ body: { question } }) => askOn(service, question),
    }),
    defineRoute({
      method: 'POST',
      path: '/mcp',
      role: 'viewer',
      summary: 'The Model Context Protocol over streamable HTTP, without sessions: runs, reports and findings.',
      body: z.unknown(),
      response: { media: 'text/event-stream' },
      async handle({ body, request, reply }) {
        const { answerMcp } = await import('../answer-mcp.ts')
        reply.hijack()
        await answerMcp(service, request.raw, reply.raw, body)
      },
    }),
  ]
}
