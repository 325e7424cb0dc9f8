import { z } from 'zod'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { givenEvidenceSchema } from '../../core/given-evidence.ts'
import { defineRoute, type Route } from '../route.ts'
import { time } from './common.ts'

/** Investigations that somebody asks for, with the evidence at hand, and what has come of investigations. */
export function investigationRoutes(service: Service): Route[] {
  const { store } = service
  return [
    defineRoute({
      method: 'POST',
      path: '/api/investigations',
      role: 'operator',
      summary:
        'Investigates the evidence that is handed over, as for alerts. Answered once the run is kept; the same id again gives the same run.',
      body: givenEvidenceSchema,
      response: z.object({ run: z.string() }),
      status: 202,
      async handle({ body, actor }) {
        const run = await service.investigateGiven(body)
        await store.audit.add(
          { actor: actor?.name ?? '', event: 'investigation_requested', subject: run, detail: {} },
          `requested ${run}`,
        )
        return { run }
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/analyses',
      role: 'viewer',
      summary: 'The analyses that are kept, newest first.',
      query: z.object({
        incident: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(50).default(10),
      }),
      response: z.array(
        z.object({
          run: z.string().describe('the investigation, a child of the run that was started'),
          at: time,
          analysis: z.unknown(),
        }),
      ),
      handle: ({ query: { incident, limit } }) =>
        store.analyses.list({ limit, ...(incident !== undefined && { incident }) }).then(maskShown),
    }),
  ]
}
