import type { CodeReview, FlowStep, ReviewFinding, ReviewSeverity } from '../../core/review.ts'
import { sentence } from './review-words.ts'

/** How code scanning reads severities. */
const LEVELS: Readonly<Record<ReviewSeverity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
}
/** The numbers by which GitHub's code scanning sorts findings of security, 0 to 10. */
const NUMBERS: Readonly<Record<ReviewSeverity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' }

/** The review as SARIF 2.1.0 (OASIS, 2020), with CWE tags as code scanning reads them. All findings that stand, not only the first ones. */
export function renderSarif(review: CodeReview, version: string): string {
  const rules = rulesOf(review.findings)
  const index = new Map(rules.map(({ id }, place) => [id, place]))
  const notifications = [
    ...review.problems.map(({ source, message }) => ({ level: 'warning', message: { text: `${source}: ${message}` } })),
    ...review.reviewers
      .filter(({ status }) => status !== 'completed')
      .map(({ reviewer, status, summary }) => ({
        level: 'error',
        message: { text: `The ${reviewer} reviewer ${status}: ${summary}` },
      })),
  ]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Watchfloor', version, rules } },
        invocations: [
          {
            executionSuccessful: review.reviewers.every(({ status }) => status === 'completed'),
            toolExecutionNotifications: notifications,
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: review.findings.map((finding) => resultOf(finding, index.get(finding.rule) ?? 0)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function rulesOf(findings: readonly ReviewFinding[]) {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  return Array.from(byRule, ([id, [first]]) => ({
    id,
    shortDescription: { text: titleOf(id) },
    help: { text: first?.fix ?? '' },
    defaultConfiguration: { level: LEVELS[first?.severity ?? 'low'] },
    properties: {
      tags: [
        first?.reviewer ?? 'security',
        ...(first?.cwe ?? []).map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, '0')}`),
      ],
      ...(first?.reviewer === 'security' && { 'security-severity': NUMBERS[first.severity] }),
      precision: precisionOf(first?.confidence ?? 0),
    },
  }))
}

function titleOf(rule: string): string {
  const words = rule.slice(rule.indexOf('/') + 1).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function precisionOf(confidence: number): string {
  return confidence >= 0.85 ? 'very-high' : confidence >= 0.6 ? 'high' : confidence >= 0.35 ? 'medium' : 'low'
}

function resultOf(finding: ReviewFinding, ruleIndex: number) {
  const { rule, severity, message, fix, flow, fingerprint, confidence, cwe } = finding
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${sentence(message)} ${sentence(fix)}` },
    locations: [locationOf(finding.at)],
    partialFingerprints: { 'watchfloor/v1': fingerprint },
    ...(flow !== undefined && flow.length > 1 && { codeFlows: [codeFlow(flow)] }),
    properties: { severity, confidence: Number(confidence.toFixed(2)), cwe: [...cwe] },
  }
}

function codeFlow(flow: readonly FlowStep[]) {
  const locations = flow.map((step) => ({ location: { ...locationOf(step), message: { text: step.what } } }))
  return { threadFlows: [{ locations }] }
}

function locationOf({ file, line, endLine, column }: FlowStep | ReviewFinding['at']) {
  return {
    physicalLocation: {
      // A path is a relative address; what has a meaning in addresses is written as its code.
      artifactLocation: {
        uri: file.toWellFormed().split('/').map(encodeURIComponent).join('/'),
        uriBaseId: '%SRCROOT%',
      },
      region: {
        startLine: line,
        ...(column !== undefined && { startColumn: column }),
        endLine: Math.max(line, endLine),
      },
    },
  }
}
