import { WatchfloorFault } from '../core/fault.ts'
import type { Plan, PlanProblem, PlanStep } from '../core/plan.ts'

/** All that is wrong with a plan, by name; empty for one that can be done to its end. */
export function checkPlan({ steps }: Plan, agents: ReadonlySet<string>): PlanProblem[] {
  const problems: PlanProblem[] = []
  const byId = new Map<string, PlanStep>()
  for (const step of steps) {
    if (byId.has(step.id)) problems.push(about('duplicate', [step.id], `Two steps are named ${step.id}.`))
    byId.set(step.id, step)
  }
  for (const { id, agent } of steps)
    if (!agents.has(agent))
      problems.push(about('unknown-agent', [id], `Step ${id} is for ${agent}, whom nobody knows.`))
  for (const { id, after } of steps)
    for (const other of new Set(after))
      if (!byId.has(other))
        problems.push(about('unknown-step', [id, other], `Step ${id} waits for ${other}, which is no step.`))
  const cycles = cyclesOf(byId)
  for (const cycle of cycles)
    problems.push(about('cycle', cycle, `Steps wait for each other: ${[...cycle, cycle[0]].join(' after ')}.`))
  const inCycle = new Set(cycles.flat())
  for (const id of unreachable(byId))
    if (!inCycle.has(id))
      problems.push(about('unreachable', [id], `Step ${id} can never begin: what it waits for never ends.`))
  return problems
}

/** Throws a fault `invalid-input` that names all that is wrong. */
export function refuseBadPlan(plan: Plan, agents: ReadonlySet<string>): void {
  const problems = checkPlan(plan, agents)
  if (problems.length > 0)
    throw new WatchfloorFault(
      'invalid-input',
      `The plan cannot be done: ${problems.map(({ message }) => message).join(' ')}`,
    )
}

function about(problem: PlanProblem['problem'], steps: string[], message: string): PlanProblem {
  return { problem, steps, message }
}

/** One cycle for each knot of steps that wait for each other: depth first, the path from a step back to itself. */
function cyclesOf(byId: ReadonlyMap<string, PlanStep>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  for (const start of byId.keys()) {
    // Without recursion: a chain may be long.
    const path: { id: string; next: number }[] = [{ id: start, next: 0 }]
    const onPath = new Set([start])
    while (path.length > 0) {
      const here = path.at(-1)
      if (!here) break
      const following = done.has(here.id) ? undefined : byId.get(here.id)?.after[here.next++]
      if (following === undefined) {
        path.pop()
        onPath.delete(here.id)
        done.add(here.id)
      } else if (onPath.has(following))
        cycles.push(path.slice(path.findIndex(({ id }) => id === following)).map(({ id }) => id))
      else if (byId.has(following) && !done.has(following)) {
        path.push({ id: following, next: 0 })
        onPath.add(following)
      }
    }
  }
  return cycles
}

/** What cannot begin, however long one waits (Kahn 1962: what is left over). */
function unreachable(byId: ReadonlyMap<string, PlanStep>): string[] {
  const waitsFor = new Map([...byId.values()].map(({ id, after }) => [id, new Set(after).size]))
  const waiting = new Map<string, string[]>()
  for (const { id, after } of byId.values())
    for (const other of new Set(after)) waiting.set(other, [...(waiting.get(other) ?? []), id])
  const ready = [...waitsFor].filter(([, count]) => count === 0).map(([id]) => id)
  for (const id of ready)
    for (const next of waiting.get(id) ?? []) {
      const left = (waitsFor.get(next) ?? 0) - 1
      waitsFor.set(next, left)
      if (left === 0) ready.push(next)
    }
  const reached = new Set(ready)
  return [...byId.keys()].filter((id) => !reached.has(id))
}
