import type { Run } from '../core/engine.ts'
import { messageOf } from '../core/fault.ts'
import type { Assignment, Gap, GivenContribution, Member, Part } from '../core/member.ts'
import { type Plan, planSchema } from '../core/plan.ts'
import type { ConflictRule, Decision } from '../fusion/resolve-conflict.ts'
import { refuseBadPlan } from './check-plan.ts'
import { type AskPerson, conclude } from './conclude.ts'
import { type Deadline, deadline, MOST_OF_TIME } from './deadline.ts'
import { type PlanOutcome, runPlan, type Supervise } from './run-plan.ts'
import { send } from './send.ts'
import { sumUp, withSummary } from './sum-up.ts'

/** Who does what: by rule, or by a model. What does not fit is refused, and the rule stands in. */
export type Planner = (run: Run, assignment: Assignment, agents: readonly string[]) => unknown
/** What is still missing, by rule or by a model. */
export type FindGaps = (
  run: Run,
  assignment: Assignment,
  parts: readonly Part[],
) => readonly Gap[] | Promise<readonly Gap[]>

export interface CoordinateOptions {
  name: string
  members: readonly Member[]
  /** All at once where not given. */
  plan?: Planner
  /** What members say they would need of another, where not given. */
  gaps?: FindGaps
  /** Sums up; by the rule where not given, or where it fails. */
  synthesis?: Member
  rule?: ConflictRule
  /** Asked where the rule leaves the decision to a person. */
  ask?: AskPerson
  supervise?: Supervise
  isSequential?: boolean
  /** Gaps that are taken note of, and of those how many are followed up. */
  most?: { gaps?: number; followUps?: number }
  /** For each member, and for all. */
  milliseconds?: { member?: number; all?: number }
}

/** What happened under a coordinator. */
export interface Coordination {
  pattern: 'coordinate'
  plan: Plan
  /** Why the planner's plan was not taken. */
  planProblem?: string
  parts: Part[]
  rerouted: PlanOutcome['rerouted']
  gaps: (Gap & { status: 'followed-up' | 'left' | 'nobody-knows' })[]
  decision: Decision
}

const MOST_GAPS = 3
const MOST_FOLLOW_UPS = 2
/** Milliseconds. */
const FOR_MEMBER = 120_000
const FOR_ALL = 300_000

/** Plans, sends specialists out, asks again where something is missing, sums up. Answers to follow-ups are appended; nothing is overwritten. */
export function coordinate(options: CoordinateOptions): Member {
  const { name, members, rule, synthesis, most = {}, milliseconds = {}, isSequential = false } = options
  const { gaps: mostGaps = MOST_GAPS, followUps: mostFollowUps = MOST_FOLLOW_UPS } = most
  return {
    name,
    async work(run, assignment): Promise<GivenContribution> {
      const limit = deadline(milliseconds.all ?? FOR_ALL)
      const own = milliseconds.member ?? FOR_MEMBER
      const { plan, problem } = await planFor(run, assignment, options)
      const { parts: planned, rerouted } = await runPlan(run, plan, members, assignment, {
        limit,
        milliseconds: own,
        isSequential,
        ...(options.supervise && { supervise: options.supervise }),
      })
      const parts = [...planned.values()]
      const gaps = await followUp(run, assignment, parts, { limit, own, mostGaps, mostFollowUps, ...options })
      const merged = await conclude(run, parts, rule, options.ask)
      const { decision, ...byRule } = merged
      const record: Coordination = {
        pattern: 'coordinate',
        plan,
        ...(problem !== undefined && { planProblem: problem }),
        parts,
        rerouted,
        gaps,
        decision,
      }
      const summed = synthesis && (await sumUp(run, synthesis, assignment, parts, limit.share(own)))
      return { ...withSummary(byRule, summed), data: record }
    },
  }
}

/** All members at once, each with the question as it was asked. */
export const allAtOnce: Planner = (_run, { question }, agents) => ({
  why: 'All at once, each with its own evidence.',
  steps: agents.map((agent) => ({ id: agent, agent, question, after: [] })),
})

async function planFor(
  run: Run,
  assignment: Assignment,
  { members, plan = allAtOnce }: CoordinateOptions,
): Promise<{ plan: Plan; problem?: string }> {
  const agents = members.map((member) => member.name)
  try {
    const wanted = planSchema.parse(await plan(run, assignment, agents))
    refuseBadPlan(wanted, new Set(agents))
    return { plan: wanted }
  } catch (thrown) {
    run.signal.throwIfAborted()
    return { plan: planSchema.parse(allAtOnce(run, assignment, agents)), problem: messageOf(thrown).slice(0, 1_000) }
  }
}

/** Every gap that a member names. */
export const gapsNamed: FindGaps = (_run, _assignment, parts) =>
  parts.flatMap(({ contribution }) => contribution?.gaps ?? [])

interface FollowUpOptions extends CoordinateOptions {
  limit: Deadline
  own: number
  mostGaps: number
  mostFollowUps: number
}

/** Rounds of questions until nothing is missing or enough was asked. The answers are appended to the parts. */
async function followUp(
  run: Run,
  assignment: Assignment,
  parts: Part[],
  { members, gaps: findGaps = gapsNamed, limit, own, mostGaps, mostFollowUps }: FollowUpOptions,
): Promise<Coordination['gaps']> {
  const noted: Coordination['gaps'] = []
  const asked = new Set<string>()
  let followUps = 0
  for (;;) {
    const found = await findGaps(run, assignment, parts)
    const fresh = uniqueGaps(found)
      .filter((gap) => !asked.has(gapId(gap)))
      .slice(0, mostGaps - noted.length)
    if (fresh.length === 0) return noted
    const sending = fresh.map(async (gap): Promise<Part[]> => {
      asked.add(gapId(gap))
      const member = members.find(({ name }) => name === gap.agent)
      const isAsked = member !== undefined && followUps < mostFollowUps
      noted.push({ ...gap, status: isAsked ? 'followed-up' : member ? 'left' : 'nobody-knows' })
      if (!isAsked) return []
      const key = `${gap.agent} follow-up ${++followUps}`
      const findings = parts.flatMap(({ contribution }) => contribution?.findings ?? [])
      const given = { ...assignment, question: `${gap.question}\nWhy: ${gap.why}`, findings, parts: [...parts] }
      return [await send(run, member, given, { key, timeoutMilliseconds: limit.share(own, MOST_OF_TIME) })]
    })
    const answers = (await Promise.all(sending)).flat()
    if (answers.length === 0) return noted
    parts.push(...answers)
  }
}

function gapId({ agent, question }: Gap): string {
  return `${agent}\0${question}`
}

function uniqueGaps(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [gapId(gap), gap])).values()]
}
