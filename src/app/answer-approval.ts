import { WatchfloorFault } from '../core/fault.ts'
import type { ApprovalAnswer, ApprovalRecord } from '../core/gate.ts'
import { whyNotApprove } from '../safety/gate/policy-gate.ts'
import type { Runs } from './open-runs.ts'
import { whoAmI } from './who-am-i.ts'

const SEARCHED = 1_000

/** A request for approval by its id, or by the beginning of it. */
export async function findApproval({ store }: Runs, name: string): Promise<ApprovalRecord> {
  const exact = await store.approvals.get(name)
  if (exact) return exact
  const alike = (await store.approvals.list({ limit: SEARCHED })).filter(({ id }) => id.startsWith(name))
  if (alike.length === 1 && alike[0]) return alike[0]
  throw new WatchfloorFault(
    alike.length === 0 ? 'not-found' : 'usage',
    alike.length === 0 ? `No request for approval is named ${name}.` : `${alike.length} requests begin with ${name}.`,
    { hint: 'See `watchfloor approvals list`.' },
  )
}

/** Records the answer of whoever runs this process, or of whom it speaks for. Throws a fault `usage` where it is not theirs to give, or comes too late. */
export async function answerApproval(
  platform: Runs,
  name: string,
  decision: ApprovalAnswer['decision'],
  reason: string,
  by = whoAmI(),
): Promise<ApprovalRecord> {
  const approval = await findApproval(platform, name)
  const { store } = platform
  if (approval.status !== 'pending')
    throw new WatchfloorFault(
      'usage',
      `${approval.id} is ${approval.status} already${approval.answer ? ` by ${approval.answer.by}` : ''}.`,
      {
        hint: 'See `watchfloor approvals list`.',
      },
    )
  const why = decision === 'approved' ? whyNotApprove(approval.terms, approval.requestedBy, by) : undefined
  if (why !== undefined) {
    await store.audit.add({
      actor: by,
      event: 'approval_refused',
      subject: approval.run,
      detail: { approval: approval.id, why },
    })
    throw new WatchfloorFault('usage', why, { hint: 'Somebody else has to approve it.' })
  }
  const answer: ApprovalAnswer = { decision, by, reason, hash: approval.hash }
  if (!(await deliver(platform, approval, answer)))
    throw new WatchfloorFault('usage', `${approval.id} was answered, or ran out of time, a moment ago.`)
  return { ...approval, status: decision, answer: { ...answer, at: Date.now() } }
}

const PATIENCE = 5_000
const TURN = 100

/** A run that was interrupted between asking and waiting is gone on with first, until it waits. */
async function deliver(
  { engine, store }: Runs,
  { id, run, wait }: ApprovalRecord,
  answer: ApprovalAnswer,
): Promise<boolean> {
  for (let waited = 0; waited <= PATIENCE; waited += TURN) {
    if (await engine.answer(run, wait, answer)) return true
    if ((await store.approvals.get(id))?.status !== 'pending') return false
    if (!(await engine.get(run))?.attended) await engine.resume(run)
    await new Promise((resolve) => setTimeout(resolve, TURN))
  }
  return false
}
