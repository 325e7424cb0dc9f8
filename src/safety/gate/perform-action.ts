import type { Run, Workflow } from '../../core/engine.ts'
import { messageOf } from '../../core/fault.ts'
import type {
  ActionSlots,
  ApprovalAnswer,
  ApprovalRequest,
  Approvals,
  AuditLog,
  Gate,
  GateDecision,
} from '../../core/gate.ts'
import type { Effect, Executor, Operation, Preparation, Prepared, Risk, Verification } from '../../core/operation.ts'
import { hashOf } from './action-hash.ts'
import { whyNotApprove } from './policy-gate.ts'

export interface ActionRequest {
  title: string
  operation: Operation
  risk: Risk
  requestedBy: string
  /** Shows the whole plan and changes nothing. */
  dryRun: boolean
}

export const ACTION_STATUSES = [
  /** A dry run: what would be done. */
  'planned',
  /** It cannot be done as things are. */
  'refused',
  'denied',
  'rejected',
  'expired',
  /** Done, and read back. */
  'done',
  /** Not done, and nothing was changed. */
  'failed',
  /** Done, did not help as verified, and taken back. */
  'undone',
  /** Done, not verified, and not taken back: a person has to look. */
  'unverified',
] as const

/** Only `done` may be called resolved. */
export interface ActionOutcome {
  status: (typeof ACTION_STATUSES)[number]
  detail: string
  hash?: string
  prepared?: Prepared
  decision?: GateDecision
  approval?: ApprovalAnswer
  effect?: Effect
  verification?: Verification
}

export interface ActionParts {
  executors: readonly Executor[]
  gate: Gate
  slots: ActionSlots
  approvals: Approvals
  audit: AuditLog
}

/** Things may change so often while somebody is asked; then it is given up. */
const MOST_ROUNDS = 5
/** For the question whether an effect took place: a week. */
const EFFECT_QUESTION = 7 * 86_400_000

type Permission =
  | { status: 'permitted'; prepared: Prepared; hash: string; decision: GateDecision; approval?: ApprovalAnswer }
  | { status: 'ended'; outcome: ActionOutcome }

/**
 * One action through the gate: made explicit, judged, approved where a rule asks, done once, read back, and taken back where
 * the reading back fails. After a crash the executor first recognises its own finished work; what cannot be told goes to a person.
 */
export function performAction(parts: ActionParts): Workflow<ActionRequest, ActionOutcome> {
  const { audit, slots } = parts
  return {
    name: 'action.perform',
    async run(run, request) {
      const record = (event: string, detail: unknown, actor = 'watchfloor') =>
        audit.add({ actor, event, subject: run.id, detail }, `${run.id} ${event}`)
      const executor = parts.executors.find((one) => one.handles(request.operation))
      if (!executor) return { status: 'refused', detail: `Nothing here can perform ${request.operation.kind}.` }
      const permission = await seekPermission(run, parts, executor, request)
      if (permission.status === 'ended') {
        const { outcome } = permission
        if (outcome.status !== 'planned')
          await run.step('record-end', () => record(`action_${outcome.status}`, outcome.detail))
        return outcome
      }
      const { prepared, hash, decision, approval } = permission
      const about = { hash, prepared, decision, ...(approval && { approval }) }
      const full = await run.step('take-slot', async () => (await slots.take(run.id, run.id, decision.limits)) ?? null)
      if (full) {
        await run.step('record-end', () => record('action_denied', full.reason))
        return { status: 'denied', detail: `${full.limit}: ${full.reason}`, ...about }
      }
      try {
        return { ...(await carryOut(run, parts, executor, request, prepared, record)), ...about }
      } finally {
        if (!run.signal.aborted) await run.step('release-slot', () => slots.release(run.id))
      }
    },
  }
}

/** Prepares and judges until what is approved is exactly what would be done now. */
async function seekPermission(
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
      const judged = await gate.decide({ prepared, risk: request.risk, requestedBy: request.requestedBy })
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
    if (request.dryRun) return ended({ status: 'planned', detail: prepared.summary, hash, prepared, decision })
    if (decision.decision === 'deny')
      return ended({ status: 'denied', detail: reasonsOf(decision), hash, prepared, decision })
    if (decision.decision === 'allow') return { status: 'permitted', prepared, hash, decision }
    if (approved?.hash === hash) return { status: 'permitted', prepared, hash, decision, approval: approved }
    const terms = decision.approval ?? { approvers: [], separateApprover: false, expiresAfterMilliseconds: 0 }
    const answer = await ask(run, parts, `approval-${round}`, { question: 'act', hash, prepared, terms, request })
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

function reasonsOf({ verdicts }: GateDecision): string {
  return verdicts
    .filter(({ decision }) => decision === 'deny')
    .map(({ rule, reason }) => `${rule}: ${reason}`)
    .join('; ')
}

interface Question {
  question: ApprovalRequest['question']
  hash: string
  prepared: Prepared
  terms: ApprovalRequest['terms']
  request: ActionRequest
}

/** Asks people, and waits for the answer over restarts. Undefined where the time was over first. */
async function ask(
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

type RecordEvent = (event: string, detail: unknown) => Promise<void>

/** Does it once, reads it back, and takes it back where that fails. */
async function carryOut(
  run: Run,
  parts: ActionParts,
  executor: Executor,
  request: ActionRequest,
  prepared: Prepared,
  record: RecordEvent,
): Promise<ActionOutcome> {
  run.emit({ type: 'action_started', action: run.id, title: request.title })
  let effect = await run.step<Effect>('perform', async () => {
    const seen = await executor.recognise(prepared, run.id, run.signal)
    if (seen.status !== 'not-done') return seen
    const last = await parts.gate.decide({ prepared, risk: request.risk, requestedBy: request.requestedBy })
    if (last.decision === 'deny')
      return { status: 'not-done', detail: `The gate closed before it began: ${reasonsOf(last)}` }
    return performOrReadBack(executor, prepared, run.id, run.signal, record)
  })
  await run.step('record-effect', () => record('action_performed', effect))
  if (effect.status === 'unknown') {
    const terms = { approvers: [], separateApprover: false, expiresAfterMilliseconds: EFFECT_QUESTION }
    const answer = await ask(run, parts, 'effect', {
      question: 'effect',
      hash: hashOf(prepared),
      prepared: { ...prepared, summary: `${effect.detail} Approve if it took effect, reject if it did not.` },
      terms,
      request,
    })
    if (answer === undefined)
      return { status: 'unverified', detail: `${effect.detail} Nobody could say whether it took effect.`, effect }
    effect = {
      status: answer.decision === 'approved' ? 'done' : 'not-done',
      detail: `${answer.by} looked: ${answer.reason}`,
    }
  }
  run.emit({ type: 'action_performed', action: run.id, status: effect.status, detail: effect.detail })
  if (effect.status !== 'done') return { status: 'failed', detail: effect.detail, effect }
  const verification = await run.step('verify', () => executor.verify(prepared, run.id, run.signal))
  await run.step('record-verification', () => record('action_verified', verification))
  run.emit({ type: 'action_verified', action: run.id, ...verification })
  if (verification.holds) return { status: 'done', detail: verification.detail, effect, verification }
  const taken = await takeBack(run, executor, effect.undo ?? prepared.undo)
  await run.step('record-undo', () => record('action_undone', taken))
  run.emit({ type: 'action_undone', action: run.id, ...taken })
  return {
    status: taken.holds ? 'undone' : 'unverified',
    detail: `${verification.detail} ${taken.detail}`,
    effect,
    verification,
  }
}

/** An executor that was cut off, by the kill switch or a fault, is asked what of its work took effect. */
async function performOrReadBack(
  executor: Executor,
  prepared: Prepared,
  mark: string,
  signal: AbortSignal,
  record: RecordEvent,
): Promise<Effect> {
  try {
    return await executor.perform(prepared, mark, signal)
  } catch (thrown) {
    const effect = await executor
      .recognise(prepared, mark, AbortSignal.timeout(10_000))
      .catch((fault: unknown): Effect => ({ status: 'unknown', detail: `It cannot be read back: ${messageOf(fault)}` }))
    await record('action_interrupted', { why: messageOf(thrown), effect })
    // What was cut off without effect is begun anew when the run goes on.
    if (signal.aborted && effect.status === 'not-done') throw thrown
    return effect.status === 'not-done' ? { ...effect, detail: messageOf(thrown) } : effect
  }
}

async function takeBack(run: Run, executor: Executor, undo: Operation | undefined): Promise<Verification> {
  if (!undo) return { holds: false, detail: 'It cannot be taken back.' }
  const mark = `${run.id}.undo`
  const preparation = await run.step<Preparation>('prepare-undo', () => executor.prepare(undo, run.signal))
  if (preparation.status === 'refused') return { holds: false, detail: `It was not taken back: ${preparation.reason}` }
  const { prepared } = preparation
  const effect = await run.step<Effect>('undo', async () => {
    const seen = await executor.recognise(prepared, mark, run.signal)
    return seen.status === 'not-done' ? executor.perform(prepared, mark, run.signal) : seen
  })
  if (effect.status !== 'done') return { holds: false, detail: `It was not taken back: ${effect.detail}` }
  const verified = await run.step('verify-undo', () => executor.verify(prepared, mark, run.signal))
  return { ...verified, detail: verified.holds ? 'It was taken back.' : `It was taken back, but: ${verified.detail}` }
}
