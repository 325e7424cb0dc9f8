import { answerApproval } from '../app/answer-approval.ts'
import type { Platform } from '../app/open-platform.ts'
import { openRuns } from '../app/open-runs.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { ApprovalAnswer, ApprovalRecord, ApprovalStatus } from '../core/gate.ts'
import { commandText } from '../report/text/command-line.ts'
import { formatUtc } from '../report/text/utc-time.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'
import { showProgress } from './show-progress.ts'

const STATUSES: readonly ApprovalStatus[] = ['pending', 'approved', 'rejected', 'expired', 'withdrawn']

/** `watchfloor approvals list`: what waits for a person, or what was decided. */
export async function listApprovals(options: { status: string }, { json, out }: Output): Promise<number> {
  const status = STATUSES.find((one) => one === options.status)
  if (!status && options.status !== 'all')
    throw new WatchfloorFault('usage', `--status: no approval is ever "${options.status}".`, {
      hint: `Known: ${STATUSES.join(', ')}, all.`,
    })
  const { engine, store } = await openRuns()
  try {
    const approvals = await store.approvals.list(status && { status })
    if (json) out.write(`${JSON.stringify(approvals)}\n`)
    else if (approvals.length === 0)
      out.write(status === 'pending' ? 'Nothing waits for approval.\n' : 'There is none.\n')
    else for (const approval of approvals) writeApproval(approval, out)
    return 0
  } finally {
    await engine.close()
  }
}

/** All that a person needs to decide, and the words to do it. */
function writeApproval(
  {
    id,
    question,
    title,
    risk,
    prepared,
    terms,
    requestedBy,
    requestedAt,
    expiresAt,
    status,
    answer,
    run,
  }: ApprovalRecord,
  out: NodeJS.WritableStream,
): void {
  const utc = (at: number) => formatUtc(new Date(at).toISOString())
  const rows: [string, string][] = [
    [question === 'act' ? 'action' : 'question', title],
    ['what', prepared.summary],
    ...prepared.commands.map((words): [string, string] => ['runs', commandText(words)]),
    [
      'risk',
      `${risk}; ${prepared.undo || prepared.operation.kind === 'revert-commit' ? 'can be undone' : 'cannot be undone by itself'}`,
    ],
    ['verified', prepared.verify],
    ['asked by', `${requestedBy}, ${utc(requestedAt)}, in ${run}`],
  ]
  if (terms.approvers.length > 0) rows.push(['approvers', terms.approvers.join(', ')])
  if (answer) rows.push([status, `${answer.by}, ${utc(answer.at)}: ${answer.reason}`])
  else rows.push(['until', utc(expiresAt)])
  out.write(`${id}  ${status.toUpperCase()}\n`)
  for (const [name, text] of rows) out.write(`  ${name.padEnd(10)}${visibleText(text)}\n`)
  out.write('\n')
}

/** `watchfloor approve` and `watchfloor reject`. Where no process waits for the answer, this one goes on with the run. */
export async function decideApproval(
  name: string,
  decision: ApprovalAnswer['decision'],
  options: { reason: string; wait: boolean; quiet: boolean },
  { json, out }: Output,
): Promise<number> {
  const { openPlatform } = await import('../app/open-platform.ts')
  const platform = await openPlatform()
  try {
    const approval = await answerApproval(platform, name, decision, options.reason)
    if (!json) out.write(`${approval.id} ${decision} by ${approval.answer?.by}.\n`)
    const result = options.wait ? await goOn(platform, approval.run, options.quiet) : undefined
    if (json) out.write(`${JSON.stringify({ approval, ...(result !== undefined && { result }) })}\n`)
    else if (result !== undefined) {
      const { writeEnding } = await import('./write-result.ts')
      writeEnding(result, out)
    }
    return 0
  } finally {
    await platform.close()
  }
}

async function goOn({ engine }: Platform, id: string, quiet: boolean): Promise<unknown> {
  const run = await engine.get(id)
  if (!run || run.endedAt !== undefined || run.attended) return undefined
  if (!quiet) engine.subscribe(showProgress(process.stderr))
  try {
    return await (await engine.resume(id)).result()
  } catch (thrown) {
    // Another process was quicker.
    if (thrown instanceof WatchfloorFault && thrown.code === 'conflict') return undefined
    throw thrown
  }
}
