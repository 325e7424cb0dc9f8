import type { Run } from '../core/engine.ts'
import type { Assignment, Member, Part } from '../core/member.ts'
import type { Plan, PlanStep } from '../core/plan.ts'
import { checkPlan, refuseBadPlan } from './check-plan.ts'
import { type Deadline, MOST_OF_TIME } from './deadline.ts'
import { schedule } from './schedule.ts'
import { send } from './send.ts'

/** What a supervisor has done after a step: work that was not begun is left out, or more is added. */
export interface Reroute {
  why: string
  skip?: string[]
  add?: PlanStep[]
}

/** Looks at each part as it comes, with all that is there; undefined where the plan may go on as it is. */
export type Supervise = (
  done: PlanStep,
  part: Part,
  parts: ReadonlyMap<string, Part>,
) => Reroute | undefined | Promise<Reroute | undefined>

export interface PlanOptions {
  limit: Deadline
  /** For each member. */
  milliseconds: number
  supervise?: Supervise
  isSequential?: boolean
}

export interface PlanOutcome {
  /** By the id of the step, in the order of the plan. */
  parts: Map<string, Part>
  /** What a supervisor changed, and what of it could not be. */
  rerouted: { after: string; why: string; skipped: string[]; added: string[]; refused: string[] }[]
}

/**
 * Does a plan: each step as soon as those it builds on have ended, however they ended, with their findings. Throws a fault
 * `invalid-input` for a plan that cannot be done. A plan that is taken comes to its end: what a supervisor adds is checked like the plan.
 */
export async function runPlan(
  run: Run,
  plan: Plan,
  members: readonly Member[],
  assignment: Assignment,
  { limit, milliseconds, supervise, isSequential = false }: PlanOptions,
): Promise<PlanOutcome> {
  const byName = new Map(members.map((member) => [member.name, member]))
  const agents = new Set(byName.keys())
  refuseBadPlan(plan, agents)
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  const skipped = new Set<string>()
  const begun = new Set<string>()
  const rerouted: PlanOutcome['rerouted'] = []
  const parts = await schedule<PlanStep, Part>({
    steps,
    skipped,
    isSequential,
    begin({ id, agent, question }, before) {
      begun.add(id)
      const given: Assignment = {
        ...assignment,
        question,
        findings: [...assignment.findings, ...before.flatMap(({ contribution }) => contribution?.findings ?? [])],
        parts: [...assignment.parts, ...before],
      }
      const timeoutMilliseconds = limit.share(milliseconds, MOST_OF_TIME)
      return send(run, byName.get(agent) as Member, given, { key: id, timeoutMilliseconds })
    },
    ...(supervise && {
      // Which one ended first is kept: a supervisor that is asked again after a crash sees them in the same order.
      first: (race, turn) => run.step(`step ${turn} that ended`, race),
      async ended(step, part, all, turn) {
        const change = await run.step(`supervise ${turn}`, async () => (await supervise(step, part, all)) ?? null)
        if (change) rerouted.push(apply(step.id, change))
      },
    }),
  })
  return { parts, rerouted }

  function apply(after: string, { why, skip = [], add = [] }: Reroute): PlanOutcome['rerouted'][number] {
    const leftOut = skip.filter((id) => steps.has(id) && !begun.has(id))
    for (const id of leftOut) skipped.add(id)
    const added: string[] = []
    const refused = skip.filter((id) => !leftOut.includes(id)).map((id) => `${id} can no longer be left out.`)
    const [problem] = checkPlan({ why, steps: [...steps.values(), ...add] }, agents)
    if (problem && add.length > 0) refused.push(problem.message)
    else
      for (const step of add) {
        steps.set(step.id, step)
        added.push(step.id)
      }
    return { after, why, skipped: leftOut, added, refused }
  }
}
