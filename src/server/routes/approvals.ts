import { z } from 'zod'
import { answerApproval } from '../../app/answer-approval.ts'
import { maskShown } from '../../app/mask-shown.ts'
import type { Service } from '../../app/open-service.ts'
import { defineRoute, type Route } from '../route.ts'
import { LIMIT, oneRun, time } from './common.ts'

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
const reason = z.object({ reason: z.string().max(1_000).default('') })

/** What waits for a person. */
export function approvalRoutes(service: Service): Route[] {
  const { store } = service
  return [
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
  ]
}
