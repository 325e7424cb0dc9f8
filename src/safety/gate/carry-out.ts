import type { Run } from '../../core/engine.ts'
import { messageOf } from '../../core/fault.ts'
import type { ApprovalAnswer } from '../../core/gate.ts'
import type { Effect, Executor, Operation, Preparation, Prepared, Verification } from '../../core/operation.ts'
import {
  type ActionOutcome,
  type ActionParts,
  type ActionRequest,
  gateRequestOf,
  type RecordEvent,
  reasonsOf,
} from './action.ts'
import { hashOf } from './action-hash.ts'
import { askPerson } from './ask-person.ts'
import { whyNotApprove } from './policy-gate.ts'

/** What was permitted, and by whom where somebody was asked. */
export interface Permitted {
  prepared: Prepared
  approval?: ApprovalAnswer
}

/** For the question whether an effect took place: a week. */
const EFFECT_QUESTION = 7 * 86_400_000

/** Does it once, reads it back, and takes it back where that fails. */
export async function carryOut(
  run: Run,
  parts: ActionParts,
  executor: Executor,
  request: ActionRequest,
  { prepared, approval }: Permitted,
  record: RecordEvent,
): Promise<ActionOutcome> {
  run.emit({ type: 'action_started', action: run.id, title: request.title })
  let effect = await run.step<Effect>('perform', async () => {
    const seen = await executor.recognise(prepared, run.id, run.signal)
    if (seen.status !== 'not-done') return seen
    const closed = await whyClosed(parts, request, prepared, approval)
    if (closed !== undefined) return { status: 'not-done', detail: `The gate closed before it began: ${closed}` }
    return performOrReadBack(executor, prepared, run.id, run.signal, record)
  })
  await run.step('record-effect', () => record('action_performed', effect))
  if (effect.status === 'unknown') {
    const terms = { approvers: [], separateApprover: false, expiresAfterMilliseconds: EFFECT_QUESTION }
    const answer = await askPerson(run, parts, 'effect', {
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
  const taken = await takeBack(run, parts, executor, request, prepared, effect.undo ?? prepared.undo)
  await run.step('record-undo', () => record('action_undone', taken))
  run.emit({ type: 'action_undone', action: run.id, ...taken })
  return {
    status: taken.holds ? 'undone' : 'unverified',
    detail: `${verification.detail} ${taken.detail}`,
    effect,
    verification,
  }
}

/** The last look at the gate: the policy, the hour or the switch may have changed since the action was permitted, also while nobody was at work on it. */
async function whyClosed(
  { gate }: ActionParts,
  request: ActionRequest,
  prepared: Prepared,
  approval: ApprovalAnswer | undefined,
): Promise<string | undefined> {
  const now = await gate.decide(gateRequestOf(request, prepared))
  if (now.decision === 'deny') return reasonsOf(now)
  if (now.decision === 'allow') return undefined
  if (!approval) return 'it has to be approved by now; ask for it again.'
  return now.approval && whyNotApprove(now.approval, request.requestedBy, approval.by)
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

/** Takes back our own change and nobody else's: only while its mark stands, and if the gate is open to it. */
async function takeBack(
  run: Run,
  parts: ActionParts,
  executor: Executor,
  request: ActionRequest,
  done: Prepared,
  undo: Operation | undefined,
): Promise<Verification> {
  if (!undo) return { holds: false, detail: 'It cannot be taken back.' }
  const mark = `${run.id}.undo`
  const standing = await run.step<Effect>('look-before-undo', () => executor.recognise(done, run.id, run.signal))
  if (standing.status !== 'done')
    return {
      holds: false,
      detail: `It was not taken back, since it no longer stands as it was done: ${standing.detail}`,
    }
  const preparation = await run.step<Preparation>('prepare-undo', () => executor.prepare(undo, run.signal))
  if (preparation.status === 'refused') return { holds: false, detail: `It was not taken back: ${preparation.reason}` }
  const { prepared } = preparation
  const effect = await run.step<Effect>('undo', async () => {
    const seen = await executor.recognise(prepared, mark, run.signal)
    if (seen.status !== 'not-done') return seen
    const { decision, verdicts, limits } = await parts.gate.decide(gateRequestOf(request, prepared))
    // The plan that was allowed or approved had this undo in it: only a no stops it.
    if (decision === 'deny') return { status: 'not-done', detail: reasonsOf({ decision, verdicts, limits }) }
    return executor.perform(prepared, mark, run.signal)
  })
  if (effect.status !== 'done') return { holds: false, detail: `It was not taken back: ${effect.detail}` }
  const verified = await run.step('verify-undo', () => executor.verify(prepared, mark, run.signal))
  return { ...verified, detail: verified.holds ? 'It was taken back.' : `It was taken back, but: ${verified.detail}` }
}
