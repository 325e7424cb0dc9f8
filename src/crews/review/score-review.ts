import type { CodeFinding, CodeReview, Reviewer, ReviewerReport } from '../../core/review.ts'
import { worthOf } from './merge-findings.ts'

/** What one finding of full worth takes: a sure critical one leaves 60 of 100, each further one takes its part of what is left. */
const TAKES = 0.05

/** 0 to 100. */
export function scoreOf(findings: readonly CodeFinding[], reviewer: Reviewer): number {
  const left = findings
    .filter((finding) => finding.reviewer === reviewer)
    .reduce((score, finding) => score * (1 - TAKES * worthOf(finding)), 100)
  return Math.round(left)
}

const MOST_QUICK_WINS = 5

/** Findings that a person mends in minutes, the worthiest first. */
export function quickWins<T extends CodeFinding & { fingerprint: string }>(findings: readonly T[]): string[] {
  return findings
    .filter(({ effort, severity }) => effort === 'minutes' && severity !== 'low')
    .slice(0, MOST_QUICK_WINS)
    .map(({ fingerprint }) => fingerprint)
}

/** Silence is praise only where every reviewer came to its end. */
export function verdictOf(
  findings: readonly Pick<CodeFinding, 'severity'>[],
  reviewers: readonly Pick<ReviewerReport, 'status'>[],
): CodeReview['verdict'] {
  if (findings.some(({ severity }) => severity === 'critical')) return 'blocked'
  return findings.length > 0 || reviewers.some(({ status }) => status !== 'completed') ? 'remarks' : 'clean'
}
