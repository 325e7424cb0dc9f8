import { assessImpact } from '../../analysts/cost/assess-impact.ts'
import { rankRunbooks } from '../../analysts/runbooks/rank-runbooks.ts'
import type { Analysis, Plot, Problem } from '../../core/analysis.ts'
import type { CallEdge } from '../../core/evidence.ts'
import type { Source } from '../../core/source.ts'
import type { SpecialistOutcome } from '../../core/specialist.ts'
import { fuse } from '../../fusion/fuse.ts'
import { checkCitations } from './check-citations.ts'
import { composeAnalysis } from './compose-analysis.ts'
import type { Triage } from './triage.ts'

/** Fuses what was found, checks every citation, and composes the analysis. `order` are places of fused hypotheses that go first. */
export async function synthesise(
  source: Source,
  triage: Triage,
  outcomes: readonly SpecialistOutcome[],
  severityRule: Analysis['severityRule'],
  { generatedAt, order, model }: { generatedAt: string; order: readonly number[]; model: Analysis['model'] },
): Promise<Analysis> {
  const edges = uniqueEdges([...triage.edges, ...outcomes.flatMap((outcome) => outcome.edges)])
  const { windows } = triage.context
  const checked = await checkCitations(
    outcomes.flatMap(({ report }) => report.findings),
    source,
  )
  const fused = fuse({ findings: checked.findings, incident: source.incident, edges })
  const hypotheses = [
    ...order.flatMap((index) => fused[index] ?? []),
    ...fused.filter((_, index) => !order.includes(index)),
  ]
  const reports = outcomes.map(({ report }) => ({
    ...report,
    findings: checked.findings.filter(({ agent }) => agent === report.agent),
  }))
  const figures = await source.cost()
  const alerts = await source.alerts()
  const needsSeries = figures.length > 0 || source.files.some(({ kind }) => kind === 'metrics')
  const impact = assessImpact({ figures, series: needsSeries ? await Array.fromAsync(source.metrics()) : [] }, windows)
  const first = hypotheses[0]
  const runbooks = rankRunbooks(await Array.fromAsync(source.documents('runbooks')), {
    keys: [...alerts.map(({ name }) => name), first?.component ?? '', first?.cause ?? ''],
    words: [
      source.incident.title,
      source.incident.description ?? '',
      ...checked.findings.slice(0, 10).map(({ summary }) => summary),
    ],
  })
  return composeAnalysis({
    source,
    generatedAt,
    model,
    windows,
    edges,
    reports,
    findings: checked.findings,
    hypotheses,
    dropped: checked.dropped,
    impact,
    runbooks,
    changes: await source.changes(),
    alerts,
    plots: bestPlots(
      outcomes.flatMap(({ plots }) => plots),
      hypotheses.map(({ component }) => component),
    ),
    problems: uniqueProblems([...triage.problems, ...source.problems, ...outcomes.flatMap(({ problems }) => problems)]),
    severityRule,
  })
}

const MOST_PLOTS = 8

/** Plots of suspects first, in the order of suspicion. */
function bestPlots(plots: readonly Plot[], suspects: readonly string[]): Plot[] {
  const place = ({ component }: Plot) => {
    const index = suspects.indexOf(component)
    return index < 0 ? suspects.length : index
  }
  return [...plots].sort((a, b) => place(a) - place(b)).slice(0, MOST_PLOTS)
}

export function uniqueEdges(edges: readonly CallEdge[]): CallEdge[] {
  return [...new Map(edges.map((edge) => [`${edge.caller}\0${edge.callee}`, edge])).values()]
}

function uniqueProblems(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.code}\0${problem.source}\0${problem.message}`, problem])).values(),
  ]
}
