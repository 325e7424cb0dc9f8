import type { CodeFinding, CodePlace, FlowStep, ReviewSeverity } from '../../../core/review.ts'
import type { Origin, Weakness } from './rules.ts'
import type { Taint } from './taint.ts'

/** How sure a finding is, and how grave, by who can set the data. A library's caller is not always a stranger, a command line seldom. */
const BY_ORIGIN: Readonly<Record<Origin, { confidence: number; most: ReviewSeverity }>> = {
  remote: { confidence: 1, most: 'critical' },
  library: { confidence: 0.6, most: 'medium' },
  local: { confidence: 0.4, most: 'low' },
}
const ORDER: readonly ReviewSeverity[] = ['critical', 'high', 'medium', 'low']

/** What is said of a weakness at a place; with a taint, the way that the data took. */
export function flowFinding(weakness: Weakness, at: CodePlace, taint: Taint | undefined): CodeFinding {
  const { confidence, most } =
    taint === undefined ? { confidence: 1, most: 'critical' as const } : BY_ORIGIN[taint.origin]
  return {
    rule: weakness.rule,
    reviewer: 'security',
    severity: ORDER[Math.max(ORDER.indexOf(weakness.severity), ORDER.indexOf(most))] ?? 'low',
    confidence: weakness.confidence * confidence,
    cwe: weakness.cwe,
    at,
    message: `${weakness.message.replace('{source}', taint?.what ?? 'what it is given')}.`,
    fix: weakness.fix,
    ...(taint !== undefined && { flow: stepsOf(taint, at) }),
  }
}

function stepsOf(taint: Taint, at: CodePlace): FlowStep[] {
  const steps: FlowStep[] = [{ ...at, what: 'and does harm here' }]
  for (let way = taint.way; way !== undefined; way = way.before)
    if (steps.at(-1)?.line !== way.at.line || steps.at(-1)?.file !== way.at.file)
      steps.push({ ...way.at, what: way.what })
  steps.push({ ...taint.at, what: `${taint.what} comes in` })
  return steps.reverse()
}
