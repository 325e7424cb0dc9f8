import type { ChildOutcome, Run, Workflow } from '../../core/engine.ts'
import type { SpecialistReport } from '../../core/finding.ts'
import type { SourceAddress } from '../../core/source.ts'
import type { Specialist, SpecialistOutcome } from '../../core/specialist.ts'
import { schedule } from '../../patterns/schedule.ts'
import type { SpecialistAssignment } from './conduct-specialist.ts'
import { uniqueEdges } from './synthesise.ts'
import type { Triage } from './triage.ts'

/** Milliseconds that a specialist has to hand over after its own deadline. */
const GRACE = 3_000

/** For each, and more for what is larger: half a second for a megabyte. Milliseconds. */
const LEAST_TIME = 30_000
const TIME_PER_BYTE = 500 / 1e6

/** Milliseconds that a specialist has, without a model, for so much evidence. */
export function timeFor(bytes: number): number {
  return LEAST_TIME + bytes * TIME_PER_BYTE
}

export interface Sending {
  specialistRun: Workflow<SpecialistAssignment, SpecialistOutcome>
  triage: Triage
  address: SourceAddress
  sequential: boolean
  /** Milliseconds for so many bytes. */
  timeFor(bytes: number): number
}

/** Each as soon as those whose findings it builds on are back, however they came back. */
export async function sendOut(
  run: Run,
  chosen: readonly Specialist[],
  { specialistRun, triage, address, sequential, timeFor }: Sending,
): Promise<SpecialistOutcome[]> {
  const names = new Set(chosen.map(({ name }) => name))
  const steps = chosen.map((specialist) => ({
    ...specialist,
    id: specialist.name,
    after: specialist.after.filter((name) => names.has(name)),
  }))
  const outcomes = await schedule<(typeof steps)[number], SpecialistOutcome>({
    steps: new Map(steps.map((step) => [step.id, step])),
    isSequential: sequential,
    async begin({ name, task, reads }, before) {
      const bytes = reads.reduce((sum, kind) => sum + (triage.present[kind] ?? 0), 0)
      const timeoutMilliseconds = Math.max(1, Math.round(timeFor(bytes)))
      const earlier = before.flatMap(({ report }) => report.findings)
      const context = {
        ...triage.context,
        edges: uniqueEdges([...triage.edges, ...before.flatMap((outcome) => outcome.edges)]),
      }
      const outcome = await run.child(
        specialistRun,
        { specialist: name, task, address, context, earlier, bytes, timeoutMilliseconds },
        { key: name, timeoutMilliseconds: timeoutMilliseconds + GRACE },
      )
      return outcome.status === 'completed' ? outcome.value : lateOutcome(name, outcome)
    },
  })
  return [...outcomes.values()]
}

/** Those that were asked for and have something to read. */
export function chooseSpecialists(
  all: readonly Specialist[],
  { present }: Triage,
  only: readonly string[],
): Specialist[] {
  const wanted = (specialist: Specialist) =>
    only.length === 0 ||
    only.some(
      (word) => specialist.name === word || specialist.name === `${word}-analyst` || specialist.reads[0] === word,
    )
  return all.filter((specialist) => wanted(specialist) && specialist.reads.some((kind) => present[kind] !== undefined))
}

function lateOutcome(
  agent: string,
  outcome: Exclude<ChildOutcome<SpecialistOutcome>, { status: 'completed' }>,
): SpecialistOutcome {
  const timedOut = outcome.status === 'timed-out'
  const message =
    outcome.status === 'failed'
      ? outcome.message
      : timedOut
        ? `did not end within ${outcome.afterMilliseconds} ms`
        : 'was cancelled'
  const report: SpecialistReport = {
    agent,
    status: timedOut ? 'timed-out' : 'failed',
    severity: 'P4',
    confidence: 0,
    summary: message,
    findings: [],
  }
  const hint = timedOut
    ? 'Allow more with --timeout, or point at less evidence.'
    : 'The other specialists’ findings stand; please report this as a defect.'
  return {
    report,
    edges: [],
    plots: [],
    problems: [{ code: report.status, source: agent, message: `${agent}: ${message}`, hint }],
  }
}
