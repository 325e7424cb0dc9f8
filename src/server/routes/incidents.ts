import { z } from 'zod'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import { defineRoute, type Route } from '../route.ts'
import { given, LIMIT, oneRun, TEXT, time } from './common.ts'

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

/** Alerts of one incident that are shown. */
const MOST_MEMBERS = 200

/** Incidents that alerts have opened. */
export function incidentRoutes({ store }: Service): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/incidents',
      role: 'viewer',
      summary: 'Incidents that alerts have opened, newest first.',
      query: z.object({
        status: z.enum(['open', 'closed']).optional(),
        text: TEXT.describe('words that all stand in its title, severity or id'),
        limit: LIMIT,
      }),
      response: z.array(incidentSchema),
      handle: ({ query: { limit, ...filter } }) => store.intake.incidents({ limit, ...given(filter) }).then(maskShown),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/incidents/{id}',
      role: 'viewer',
      summary: 'An incident with its alerts and the run that investigates it.',
      params: oneRun,
      response: incidentSchema.extend({
        members: z.array(z.unknown()).describe(`the first ${MOST_MEMBERS} of its alerts`),
      }),
      async handle({ params: { id } }) {
        const incident = await store.intake.incident(id)
        if (!incident)
          throw new WatchfloorFault('not-found', `No incident is named ${id}.`, { hint: 'See /api/incidents.' })
        return maskShown({ ...incident, members: await store.intake.alertsOf(id, MOST_MEMBERS) })
      },
    }),
  ]
}
