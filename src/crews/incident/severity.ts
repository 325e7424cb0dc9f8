import { surpriseOf } from '../../analysts/statistics/surprise.ts'
import type { Analysis } from '../../core/analysis.ts'
import { faultFamily } from '../../core/fault-taxonomy.ts'
import type { Finding, Severity, SpecialistReport } from '../../core/finding.ts'

/** Each specialist's own severity, from its own findings alone. */
export function severityOf(findings: readonly Finding[]): Severity {
  const levels = findings.filter((finding) => finding.role !== 'context').map(severityOfFinding)
  return ORDER.find((severity) => levels.includes(severity)) ?? 'P4'
}

const ORDER: readonly Severity[] = ['P1', 'P2', 'P3', 'P4']
/** Causes that keep a workload from serving at all. */
const OUTAGE = new Set(['startup', 'admission', 'scheduling', 'routing', 'infrastructure'])
const SERVING_SIGNALS = new Set([
  'errors',
  'edge-errors',
  'latency',
  'edge-latency',
  'log-failure',
  'log-error-share',
  'behaviour',
  'blame',
])

function severityOfFinding({ agent, cause, signal, strength, figures }: Finding): Severity {
  const surprise = surpriseOf(strength)
  if (agent === 'kubernetes-analyst') {
    if (strength < 0.3) return 'P4'
    return OUTAGE.has(faultFamily(cause) ?? '') || cause === 'oom-killed' || cause === 'zero-replicas'
      ? strength >= 0.6
        ? 'P1'
        : 'P2'
      : 'P2'
  }
  if (signal === 'errors' && Math.abs((figures?.during ?? 0) - (figures?.before ?? 0)) >= 20 && surprise >= 6)
    return 'P1'
  if (surprise < 2) return 'P4'
  if (surprise < 5) return 'P3'
  return SERVING_SIGNALS.has(signal) && surprise >= 9 ? 'P1' : 'P2'
}

type Vote = Analysis['votes'][number]

/** The severity of the crew: the most severe of those who found anything, or the one that most of them name (ties go to the more severe). */
export function decideSeverity(votes: readonly Vote[], rule: Analysis['severityRule']): Severity {
  if (votes.length === 0) return 'P4'
  if (rule === 'most-severe') return ORDER.find((severity) => votes.some((vote) => vote.severity === severity)) ?? 'P4'
  const counts = ORDER.map((severity) => votes.filter((vote) => vote.severity === severity).length)
  return ORDER[counts.indexOf(Math.max(...counts))] ?? 'P4'
}

/** Specialists that had nothing to read have no vote. */
export function votesOf(reports: readonly SpecialistReport[]): Vote[] {
  return reports
    .filter(({ status, findings }) => (status === 'completed' || status === 'partial') && findings.length > 0)
    .map(({ agent, severity, confidence }) => ({ agent, severity, confidence }))
}
