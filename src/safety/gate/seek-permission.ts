import type { Run } from '../../core/engine.ts'
import type { ApprovalAnswer, GateDecision } from '../../core/gate.ts'
import type { Executor, Preparation, Prepared } from '../../core/operation.ts'
import { type ActionOutcome, type ActionParts, type ActionRequest, gateRequestOf, reasonsOf } from './action.ts'
import { hashOf } from './action-hash.ts'
import { askPerson } from './ask-person.ts'
import { whyNotApprove } from './policy-gate.ts'

/** Things may change so often while somebody is asked; then it is given up. */
const MOST_ROUNDS = 5
export type Permission =
  | { status: 'permitted'; prepared: Prepared; hash: string; decision: GateDecision; approval?: ApprovalAnswer }
  | { status: 'ended'; outcome: ActionOutcome }

/** Prepares and judges until what is approved is exactly what would be done now. */
export async function seekPermission(
  run: Run,
  parts: ActionParts,
  executor: Executor,
  request: ActionRequest,
): Promise<Permission> {
  const { gate, audit } = parts
  let approved: ApprovalAnswer | undefined
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const preparation = await run.step<Preparation>(`prepare-${round}`, () =>
      executor.prepare(request.operation, run.signal),
    )
    if (preparation.status === 'refused')
      return ended({ status: 'refused', detail: preparation.reason, ...(approved && { approval: approved }) })
    const { prepared } = preparation
    const hash = hashOf(prepared)
    const decision = await run.step(`judge-${round}`, async () => {
      const judged = await gate.decide(gateRequestOf(request, prepared))
      if (!request.dryRun)
        await audit.add(
          { actor: 'gate', event: 'gate_decided', subject: run.id, detail: { hash, request, ...judged } },
          `${run.id} judge-${round}`,
        )
      return judged
    })
    run.emit({
      type: 'gate_decided',
      action: run.id,
      title: request.title,
      summary: prepared.summary,
      decision: decision.decision,
      verdicts: decision.verdicts,
    })
    if (request.dryRun)
      return ended({ status: 'planned', detail: prepared.summary, risk: request.risk, hash, prepared, decision })
    if (decision.decision === 'deny')
      return ended({ status: 'denied', detail: reasonsOf(decision), hash, prepared, decision })
    if (decision.decision === 'allow') return { status: 'permitted', prepared, hash, decision }
    const terms = decision.approval ?? { approvers: [], separateApprover: false, expiresAfterMilliseconds: 0 }
    // The terms may have changed since, too.
    if (approved?.hash === hash && whyNotApprove(terms, request.requestedBy, approved.by) === undefined)
      return { status: 'permitted', prepared, hash, decision, approval: approved }
    const answer = await askPerson(run, parts, `approval-${round}`, { question: 'act', hash, prepared, terms, request })
    if (answer === undefined)
      return ended({ status: 'expired', detail: 'Nobody approved it in time.', hash, prepared, decision })
    if (answer.decision === 'rejected')
      return ended({
        status: 'rejected',
        detail: `${answer.by} rejected it: ${answer.reason}`,
        hash,
        prepared,
        decision,
        approval: answer,
      })
    approved = answer
  }
  return ended({
    status: 'refused',
    detail: `What it would change kept changing; it was asked for ${MOST_ROUNDS} times.`,
  })
}

function ended(outcome: ActionOutcome): Permission {
  return { status: 'ended', outcome }
}
