import type { GateDecision } from '../core/gate.ts'
import type { Prepared } from '../core/operation.ts'
import { commandText } from '../report/text/command-line.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'

/** What an action ends in, as the command line needs to know it. */
export interface Outcome {
  status: string
  detail: string
  risk?: string
  prepared?: Prepared
  decision?: GateDecision
}

/** Ends other than these leave something to a person: the exit status says so. */
const WELL = new Set(['done', 'planned'])
const NOT_DONE = 11

/** The exit status that an outcome is worth. */
export function statusOf({ status }: Outcome): number {
  return WELL.has(status) ? 0 : NOT_DONE
}

/** Says that a person is asked, and ends well. */
export function tellWaiting(id: string, { json, out }: Output): number {
  if (json) out.write(`${JSON.stringify({ run: id, status: 'waiting' })}\n`)
  else
    out.write(`${id} waits for approval. \`watchfloor approvals list\` shows it; whoever approves goes on with it.\n`)
  return 0
}

/** Says that a worker will do it, and ends well. */
export function tellQueued(id: string, { json, out }: Output): number {
  if (json) out.write(`${JSON.stringify({ run: id, status: 'queued' })}\n`)
  else
    out.write(`${id} is queued. \`watchfloor worker\` takes it; \`watchfloor runs show ${id}\` says how it stands.\n`)
  return 0
}

export function writeOutcome(title: string, outcome: Outcome, out: NodeJS.WritableStream): void {
  if (title !== '') out.write(`\nREMEDIATION  ${visibleText(title)}\n`)
  if (outcome.status === 'planned') writePlan(outcome, out)
  out.write(`${headline(outcome)} ${visibleText(outcome.detail)}\n`)
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

function headline({ status }: { status: string }): string {
  return HEADLINES[status] ?? status
}

function writePlan({ prepared, decision, risk = 'unknown' }: Outcome, out: NodeJS.WritableStream): void {
  if (!prepared || !decision) return
  const { summary, commands, precondition, verify, estimatedSeconds } = prepared
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
    ['risk', risk],
    ['undo', undoOf(prepared)],
    ['time', `about ${estimatedSeconds} s with its verification`],
    ['cost', 'no model is asked: 0 tokens, 0 USD'],
    ['gate', decision.decision.toUpperCase()],
    ...decision.verdicts.map(({ rule, reason }): [string, string] => ['', `${rule}: ${reason}`]),
  ]
  for (const [name, text] of rows) out.write(`${name.padEnd(10)}${visibleText(text)}\n`)
}

function undoOf({ operation, undo }: Prepared): string {
  // Its name is known only once it is there.
  if (operation.kind === 'revert-commit') return 'revert the new commit'
  return undo ? undoWords(undo) : 'cannot be taken back by itself'
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
