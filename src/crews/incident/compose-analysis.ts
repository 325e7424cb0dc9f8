import type { RunbookAdvice } from '../../analysts/runbooks/rank-runbooks.ts'
import type { Analysis, Hypothesis, Impact, Plot, Problem } from '../../core/analysis.ts'
import type { Alert, CallEdge, Change, EvidenceKind, TimeWindow } from '../../core/evidence.ts'
import type { Finding, SpecialistReport } from '../../core/finding.ts'
import type { ComparisonWindows } from '../../core/incident.ts'
import type { EvidenceFile, Source } from '../../core/source.ts'
import { plainName } from '../../fusion/fuse.ts'
import { conclude, findAgreement } from './conclude.ts'
import { listMissing } from './missing-evidence.ts'
import { planActions } from './plan-actions.ts'
import { playbookFor } from './playbook.ts'
import { decideSeverity, votesOf } from './severity.ts'
import { buildTimeline } from './timeline.ts'

export interface AnalysisParts {
  source: Source
  /** ISO 8601. */
  generatedAt: string
  model: Analysis['model']
  windows: ComparisonWindows
  edges: readonly CallEdge[]
  reports: SpecialistReport[]
  findings: readonly Finding[]
  hypotheses: Hypothesis[]
  dropped: number
  impact: Pick<Impact, 'durationMinutes' | 'figures' | 'unknown'>
  runbooks: RunbookAdvice[]
  changes: readonly Change[]
  alerts: readonly Alert[]
  plots: Plot[]
  problems: Problem[]
  severityRule: Analysis['severityRule']
}

/** Puts what the crew has into the one answer. */
export function composeAnalysis(parts: AnalysisParts): Analysis {
  const { source, windows, reports, findings, hypotheses, runbooks } = parts
  const { incident } = source
  const [first, second] = hypotheses
  const present = new Set<EvidenceKind>(source.files.map(({ kind }) => kind))
  const conclusion = conclude(hypotheses, findings, {
    hasEvidence: source.files.length > 0,
    hasClock: windows.baseline.to > windows.baseline.from || present.has('kubernetes'),
  })
  const votes = votesOf(reports)
  const playbook = playbookFor(first?.cause ?? 'unknown')
  const affected = affectedBy(first, findings, parts.edges)
  return {
    incidentId: incident.id,
    title: incident.title,
    generatedAt: parts.generatedAt,
    ...conclusion,
    severity: conclusion.verdict === 'healthy' ? 'P4' : decideSeverity(votes, parts.severityRule),
    severityRule: parts.severityRule,
    window: {
      baseline: windowOf(windows.baseline),
      incident: windowOf(windows.incident),
      origin: windows.origin,
      clocks: [...source.clocks],
    },
    hypotheses,
    specialists: reports,
    agreement: findAgreement(hypotheses, findings, parts.edges),
    votes,
    timeline: buildTimeline({
      incident,
      windows,
      findings,
      hypotheses,
      changes: parts.changes,
      alerts: parts.alerts,
      edges: parts.edges,
    }),
    actions:
      conclusion.verdict === 'healthy'
        ? []
        : planActions({
            hypothesis: first,
            runnerUp: second,
            recentChanges: recentChanges(first, parts),
            namespace: incident.namespace,
            inKubernetes: present.has('kubernetes') || incident.namespace !== undefined,
            logFiles: source.files
              .filter(({ kind }) => kind === 'logs')
              .map((file) => file.source.split('/').at(-1) ?? ''),
            runbooks,
          }),
    prevention:
      conclusion.verdict === 'root-cause' ? playbook.prevention.map(({ title, why }) => ({ title, why })) : [],
    recovery: recoveryOf(conclusion.verdict, playbook),
    impact: { ...parts.impact, affected, summary: impactSummary(parts.impact, affected) },
    runbooks,
    missing: listMissing(present, incident),
    plots: parts.plots,
    callGraph: callGraphOf(parts.edges, hypotheses, findings, incident.symptom),
    inventory: inventoryOf(source.files),
    model: parts.model,
    droppedCitations: parts.dropped,
    problems: parts.problems,
  }
}

function windowOf({ from, to }: TimeWindow): { from: string; to: string } | null {
  return to > from && to < 8.64e15 ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : null
}

function recentChanges(first: Hypothesis | undefined, { changes, windows }: AnalysisParts): Change[] {
  const name = plainName(first?.component ?? '')
  return changes.filter(
    ({ service, at }) =>
      plainName(service) === name && (at === undefined || windows.origin === 'none' || at <= windows.incident.to),
  )
}

function recoveryOf(
  verdict: Analysis['verdict'],
  { recovery, recoveryBasis }: ReturnType<typeof playbookFor>,
): Analysis['recovery'] {
  if (verdict === 'healthy') return { minutes: null, basis: 'nothing to recover from' }
  return {
    minutes: { low: recovery[0], high: recovery[1] },
    basis: `${recoveryBasis}; a general figure for this kind of cause, not measured here`,
  }
}

/** Components that show symptoms and lie on calls that lead to the suspect. */
function affectedBy(first: Hypothesis | undefined, findings: readonly Finding[], edges: readonly CallEdge[]): string[] {
  if (!first) return []
  const affected = new Set([first.component])
  for (let grew = true; grew; ) {
    grew = false
    for (const { caller, callee } of edges) {
      if (!affected.has(callee) || affected.has(caller)) continue
      affected.add(caller)
      grew = true
    }
  }
  const troubled = new Set(
    findings.filter(({ role, strength }) => role !== 'context' && strength >= 0.8).map(({ component }) => component),
  )
  return [...affected].filter((component) => component === first.component || troubled.has(component))
}

function impactSummary({ durationMinutes, figures }: AnalysisParts['impact'], affected: readonly string[]): string {
  const lasting = durationMinutes === null ? 'for an unknown time' : `for ${durationMinutes} minutes in the evidence`
  const where =
    affected.length > 0
      ? `${affected.slice(0, 5).join(', ')}${affected.length > 5 ? ` and ${affected.length - 5} more` : ''} affected`
      : 'no affected component named'
  const money = figures.find(({ name }) => name === 'Lost revenue')
  return `${where}, ${lasting}${money ? `; about ${money.value.toLocaleString('en-US')} ${money.unit} of revenue lost` : ''}.`
}

const MOST_NODES = 40

function callGraphOf(
  edges: readonly CallEdge[],
  hypotheses: readonly Hypothesis[],
  findings: readonly Finding[],
  symptom: string | undefined,
): Analysis['callGraph'] {
  const blame = new Map(hypotheses.map(({ component, confidence }) => [plainName(component), confidence]))
  const troubled = new Set(
    findings
      .filter(({ role, strength }) => role !== 'context' && strength >= 0.9)
      .map(({ component }) => plainName(component)),
  )
  const names = [...new Set(edges.flatMap(({ caller, callee }) => [caller, callee]))]
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST_NODES)
  function rank(name: string): number {
    return (blame.get(plainName(name)) ?? 0) + (troubled.has(plainName(name)) ? 0.01 : 0) + (name === symptom ? 1 : 0)
  }
  return {
    nodes: names.map((name) => ({ name, blame: blame.get(plainName(name)) ?? 0, symptom: name === symptom })),
    edges: edges
      .filter(({ caller, callee }) => names.includes(caller) && names.includes(callee))
      .map(({ caller, callee }) => ({
        caller,
        callee,
        anomalous: troubled.has(plainName(caller)) && (troubled.has(plainName(callee)) || blame.has(plainName(callee))),
      })),
  }
}

function inventoryOf(files: readonly EvidenceFile[]): Analysis['inventory'] {
  return [...Map.groupBy(files, ({ kind }) => kind)].map(([part, own]) => ({
    part,
    files: own.length,
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
  }))
}
