import { z } from 'zod'
import type { ChildOutcome, Run } from '../core/engine.ts'
import { type Assignment, type Contribution, contributionSchema, type Member, type Part } from '../core/member.ts'
import { holdToBasis } from '../fusion/derive-finding.ts'

export interface SendOptions {
  /** Names the piece of work within the run; the member's name where not given. */
  key?: string
  timeoutMilliseconds: number
}

/**
 * Gives a member work, as a run of its own. Never rejects: one that fails, is late, or hands over nonsense is a part that says so. What it
 * claims to build on is held against what it was told.
 */
export async function send(
  run: Run,
  member: Member,
  assignment: Assignment,
  { key = member.name, timeoutMilliseconds }: SendOptions,
): Promise<Part> {
  const about = { agent: member.name, question: assignment.question }
  const none = (status: Part['status'], note: string): Part => ({ ...about, status, contribution: null, note })
  const outcome = await run.child(
    { name: `member.${member.name}`, run: (child, given: Assignment) => member.work(child, given) },
    assignment,
    // Also where no time is left: that it was sent and late is in the journal, and the same when the run is resumed with its time anew.
    { key, timeoutMilliseconds: Math.max(1, Math.floor(timeoutMilliseconds)) },
  )
  if (outcome.status !== 'completed' && outcome.status !== 'timed-out') return none(outcome.status, noteOf(outcome))
  const given = outcome.status === 'completed' ? outcome.value : outcome.partial
  if (given === undefined && outcome.status === 'timed-out') return none('timed-out', noteOf(outcome))
  const read = contributionSchema.safeParse(given)
  if (!read.success)
    return none('failed', `It handed over what is no contribution: ${z.prettifyError(read.error).slice(0, 300)}`)
  const { contribution, struck } = held(read.data, assignment)
  const isPartial = outcome.status === 'timed-out' || contribution.isPartial === true
  const note = [
    ...(outcome.status === 'timed-out' ? [noteOf(outcome)] : []),
    ...(struck > 0 ? [`${struck} claims to build on something that it was not told were struck out.`] : []),
  ].join(' ')
  return { ...about, status: isPartial ? 'partial' : 'completed', contribution, note }
}

function held(
  contribution: Contribution,
  { findings, parts }: Assignment,
): { contribution: Contribution; struck: number } {
  const told = [...findings, ...parts.flatMap((part) => part.contribution?.findings ?? [])]
  const all = contribution.findings.map((finding) => holdToBasis(finding, told))
  const struck = all.reduce((sum, one) => sum + one.struck, 0)
  return { contribution: { ...contribution, findings: all.flatMap(({ finding }) => finding ?? []) }, struck }
}

function noteOf(outcome: Exclude<ChildOutcome<unknown>, { status: 'completed' }>): string {
  if (outcome.status === 'failed') return `It failed: ${outcome.message}`
  return outcome.status === 'timed-out' ? `It did not end within ${outcome.afterMilliseconds} ms.` : 'It was cancelled.'
}

/** Several at once, or one after the other. */
export async function sendAll(
  run: Run,
  members: readonly Member[],
  assignment: Assignment,
  {
    isSequential = false,
    ...options
  }: Omit<SendOptions, 'key'> & { keyOf?(member: Member): string; isSequential?: boolean },
): Promise<Part[]> {
  const sendOne = (member: Member) =>
    send(run, member, assignment, {
      key: options.keyOf?.(member) ?? member.name,
      timeoutMilliseconds: options.timeoutMilliseconds,
    })
  if (!isSequential) return Promise.all(members.map(sendOne))
  const parts: Part[] = []
  for (const member of members) parts.push(await sendOne(member))
  return parts
}
