import { type ProposedAction, proposeAction, startAction } from '../app/act-on-incident.ts'
import { openPlatform } from '../app/open-platform.ts'
import type { GateDecision } from '../core/gate.ts'
import type { Prepared } from '../core/operation.ts'
import { commandText } from '../report/text/command-line.ts'
import { visibleText } from '../report/text/visible-text.ts'
import { listenForWaits } from './listen-for-waits.ts'
import type { Output } from './runs.ts'
import { showProgress } from './show-progress.ts'

export interface ActFlags {
  dryRun: boolean
  quiet: boolean
  wait: boolean
}

/** What an action ends in, as the command line needs to know it. */
interface Outcome {
  status: string
  detail: string
  prepared?: Prepared
  decision?: GateDecision
}

/** Ends other than these leave something to a person: the exit status says so. */
const WELL = new Set(['done', 'planned'])
const NOT_DONE = 11

/** `watchfloor act`: one remediation of an investigation, through the gate. */
export async function act(
  runName: string,
  actionName: string | undefined,
  flags: ActFlags,
  output: Output,
): Promise<number> {
  const platform = await openPlatform()
  try {
    const proposed = await proposeAction(platform, runName, actionName, flags.dryRun)
    const { untilEndOrWait } = listenForWaits(platform.engine)
    if (!flags.quiet) platform.engine.subscribe(showProgress(process.stderr))
    const handle = await startAction(platform, proposed)
    const onInterrupt = () => void platform.close()
    process.once('SIGINT', onInterrupt)
    try {
      const outcome = flags.wait ? await handle.result() : await untilEndOrWait(handle)
      if (outcome === 'waiting') return tellWaiting(handle.id, output)
      return tell(handle.id, proposed, outcome, output)
    } finally {
      process.off('SIGINT', onInterrupt)
    }
  } finally {
    await platform.close()
  }
}

function tellWaiting(id: string, { json, out }: Output): number {
  if (json) out.write(`${JSON.stringify({ run: id, status: 'waiting' })}\n`)
  else
    out.write(`${id} waits for approval. \`watchfloor approvals list\` shows it; whoever approves goes on with it.\n`)
  return 0
}

function tell(id: string, { action }: ProposedAction, outcome: Outcome, { json, out }: Output): number {
  if (json) out.write(`${JSON.stringify({ run: id, action: action.id, title: action.title, ...outcome })}\n`)
  else {
    if (outcome.status === 'planned') writePlan(outcome, out)
    out.write(`${headline(outcome)} ${visibleText(outcome.detail)}\n`)
  }
  return WELL.has(outcome.status) ? 0 : NOT_DONE
}

const HEADLINES: Record<string, string> = {
  planned: 'Nothing was changed.',
  done: 'Done, and read back.',
  failed: 'Not done.',
  undone: 'Taken back.',
  unverified: 'LOOK AT IT: done, but neither verified nor taken back.',
  refused: 'It cannot be done.',
  denied: 'Denied by the gate.',
  rejected: 'Rejected.',
  expired: 'Not done: nobody approved it in time.',
}

export function headline({ status }: { status: string }): string {
  return HEADLINES[status] ?? status
}

function writePlan({ prepared, decision }: Outcome, out: NodeJS.WritableStream): void {
  if (!prepared || !decision) return
  const { summary, commands, precondition, verify, undo, estimatedSeconds } = prepared
  const rows: [string, string][] = [
    ['what', summary],
    ...commands.map((words): [string, string] => ['runs', commandText(words)]),
    [
      'only if',
      Object.entries(precondition)
        .map(([name, value]) => `${name} is still ${value}`)
        .join(', '),
    ],
    ['verified', verify],
    ['undo', undo ? undoWords(undo) : 'cannot be taken back by itself'],
    ['time', `about ${estimatedSeconds} s with its verification`],
    ['cost', 'no model is asked: 0 tokens, 0 USD'],
    ['gate', decision.decision.toUpperCase()],
    ...decision.verdicts.map(({ rule, reason }): [string, string] => ['', `${rule}: ${reason}`]),
  ]
  for (const [name, text] of rows) out.write(`${name.padEnd(10)}${visibleText(text)}\n`)
}

function undoWords(undo: NonNullable<Prepared['undo']>): string {
  switch (undo.kind) {
    case 'roll-back':
      return `roll to revision ${undo.toRevision ?? 'before'}`
    case 'scale':
      return `scale to ${undo.replicas ?? 'the former number of'} replicas`
    case 'restart':
      return 'restart'
    case 'revert-commit':
      return `revert ${undo.commit.slice(0, 12)}`
  }
}
