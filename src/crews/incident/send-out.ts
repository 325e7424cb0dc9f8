import type { ChildOutcome, Run, Workflow } from '../../core/engine.ts'
import type { CallEdge } from '../../core/evidence.ts'
import type { Finding, SpecialistReport } from '../../core/finding.ts'
import type { SourceAddress } from '../../core/source.ts'
import type { Specialist, SpecialistOutcome } from '../../core/specialist.ts'
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

/** Wave by wave: a specialist goes when all it waits for are back. */
export async function sendOut(
  run: Run,
  chosen: readonly Specialist[],
  { specialistRun, triage, address, sequential, timeFor }: Sending,
): Promise<SpecialistOutcome[]> {
  const conduct = async ({ name, task, reads }: Specialist, earlier: Finding[], edges: CallEdge[]) => {
    const bytes = reads.reduce((sum, kind) => sum + (triage.present[kind] ?? 0), 0)
    const timeoutMilliseconds = Math.max(1, Math.round(timeFor(bytes)))
    const context = { ...triage.context, edges }
    const outcome = await run.child(
      specialistRun,
      { specialist: name, task, address, context, earlier, bytes, timeoutMilliseconds },
      { key: name, timeoutMilliseconds: timeoutMilliseconds + GRACE },
    )
    return outcome.status === 'completed' ? outcome.value : lateOutcome(name, outcome)
  }
  const outcomes: SpecialistOutcome[] = []
  const names = new Set(chosen.map(({ name }) => name))
  let waiting = [...chosen]
  while (waiting.length > 0) {
    run.signal.throwIfAborted()
    const done = new Set(outcomes.map(({ report }) => report.agent))
    const ready = waiting.filter(({ after }) => after.every((name) => done.has(name) || !names.has(name)))
    const wave = ready.length > 0 ? ready : waiting
    const earlier = outcomes.flatMap(({ report }) => report.findings)
    const edges = uniqueEdges([...triage.edges, ...outcomes.flatMap((outcome) => outcome.edges)])
    if (sequential) for (const specialist of wave) outcomes.push(await conduct(specialist, earlier, edges))
    else outcomes.push(...(await Promise.all(wave.map((specialist) => conduct(specialist, earlier, edges)))))
    waiting = waiting.filter((specialist) => !wave.includes(specialist))
  }
  return outcomes
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
