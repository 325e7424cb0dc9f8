import type { Run } from '../../core/engine.ts'
import type { ApprovalAnswer, ApprovalRequest } from '../../core/gate.ts'
import type { Prepared } from '../../core/operation.ts'
import type { ActionParts, ActionRequest } from './action.ts'
import { whyNotApprove } from './policy-gate.ts'

export interface Question {
  question: ApprovalRequest['question']
  hash: string
  prepared: Prepared
  terms: ApprovalRequest['terms']
  request: ActionRequest
}

/** Asks people, and waits for the answer over restarts. Undefined where the time was over first. */
export async function askPerson(
  run: Run,
  { approvals, audit }: ActionParts,
  wait: string,
  { request, terms, ...question }: Question,
): Promise<ApprovalAnswer | undefined> {
  const requestedAt = await run.now(`${wait}-asked`)
  const id = `appr_${run.id.replace(/^run_/, '').replaceAll('/', '.')}-${wait.replace('approval-', '')}`
  const approval: ApprovalRequest = {
    ...question,
    id,
    run: run.id,
    wait,
    title: request.title,
    risk: request.risk,
    terms,
    requestedBy: request.requestedBy,
    requestedAt,
    expiresAt: requestedAt + terms.expiresAfterMilliseconds,
  }
  await run.step(`${wait}-request`, () => approvals.request(approval))
  run.emit({
    type: 'approval_requested',
    approval: id,
    question: approval.question,
    title: request.title,
    summary: question.prepared.summary,
    expiresAt: approval.expiresAt,
  })
  const outcome = await run.wait<ApprovalAnswer>(wait, { timeoutMilliseconds: terms.expiresAfterMilliseconds })
  if (outcome.status === 'timed-out') return undefined
  const answer = checked(outcome.value, approval)
  await run.step(`${wait}-record`, () =>
    audit.add(
      { actor: answer.by, event: `approval_${answer.decision}`, subject: run.id, detail: { approval: id, ...answer } },
      id,
    ),
  )
  run.emit({ type: 'approval_decided', approval: id, decision: answer.decision, by: answer.by })
  return answer
}

/** Whoever wrote the answer: it counts as an approval only for exactly this action, from somebody who may give it. */
function checked(answer: ApprovalAnswer, { hash, terms, requestedBy }: ApprovalRequest): ApprovalAnswer {
  if (answer.decision === 'rejected') return answer
  const why = answer.hash === hash ? whyNotApprove(terms, requestedBy, answer.by) : 'It was given for another action.'
  return why === undefined ? answer : { ...answer, decision: 'rejected', reason: why }
}
