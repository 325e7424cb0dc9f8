import type { Finding, SpecialistReport } from '../../core/finding.ts'
import type { OpenSource } from '../../core/source.ts'
import type { Specialist, SpecialistOrder, SpecialistOutcome } from '../../core/specialist.ts'
import { severityOf } from './severity.ts'

/** Opens the evidence and lets the specialist work, here and now: what a worker thread, or the main thread, does for an order. */
export async function performSpecialist(
  specialist: Specialist,
  order: SpecialistOrder,
  openSource: OpenSource,
  signal: AbortSignal,
  clock: () => number,
): Promise<SpecialistOutcome> {
  const startedAt = clock()
  const source = await openSource(order.address)
  const result = await specialist.analyse({
    source,
    context: order.context,
    earlier: order.earlier,
    signal,
    deadline: startedAt + order.timeoutMilliseconds,
    clock,
  })
  const report: SpecialistReport = {
    agent: specialist.name,
    status: result.isPartial ? 'partial' : 'completed',
    severity: severityOf(result.findings),
    confidence: confidenceOf(result.findings),
    summary: result.summary,
    findings: result.findings,
    milliseconds: clock() - startedAt,
  }
  const problems = [...source.problems, ...(result.problems ?? [])]
  if (result.isPartial)
    problems.push({
      code: 'timed-out',
      source: specialist.name,
      message: `${specialist.name} ran out of time and reports what it had read.`,
      hint: 'Allow more with --timeout, or point at less evidence.',
    })
  return { report, edges: result.edges ?? [], plots: result.plots ?? [], problems }
}

/** How sure a specialist is by itself: its strongest finding against its second on another component. */
function confidenceOf(findings: readonly Finding[]): number {
  const causes = findings.filter(({ role }) => role === 'cause').sort((a, b) => b.strength - a.strength)
  const first = causes[0]
  if (!first) return 0
  const second = causes.find(({ component }) => component !== first.component)
  const nats = (finding: Finding | undefined) => (finding ? -Math.log(1 - Math.min(1 - 1e-9, finding.strength)) : 0)
  return Number((1 - Math.exp(-(nats(first) ** 2) / (nats(first) + nats(second) + 2))).toFixed(2))
}
