import type { CodeReview } from '../../../src/core/review.ts'
import { reviewFinding } from '../../crews/review/finding-fixtures.ts'

/** Everything in it that comes from the code under review says something that acts on a terminal, in Markdown or in an address. */
export const HOSTILE =
  '\u001b[2J\u001b]0;pwn\u0007\u202e<img src=x onerror=alert(1)> [x](javascript:alert(1)) ``` | @everyone\n# no\r\u2028'

export function reviewOf(more: Partial<CodeReview> = {}): CodeReview {
  return {
    title: 'main … new',
    base: { label: 'main' },
    head: { label: 'new' },
    verdict: 'remarks',
    files: 2,
    lines: 12,
    findings: [],
    comments: 10,
    scores: { security: 100, performance: 100 },
    quickWins: [],
    reviewers: [{ reviewer: 'security', status: 'completed', summary: '', found: 0, kept: 0 }],
    leftOut: { known: 0, untouched: 0, baseline: 0, suppressed: [] },
    conflicts: [],
    skipped: [],
    problems: [],
    model: null,
    ...more,
  }
}

export function hostileReview(): CodeReview {
  const place = { file: `src/${HOSTILE}.ts`, line: 3, endLine: 3 }
  const one = reviewFinding('script/sql-injection', place.file, 3, {
    severity: 'critical',
    cwe: [89],
    message: HOSTILE,
    fix: HOSTILE,
    quote: HOSTILE,
    flow: [
      { ...place, line: 1, what: HOSTILE },
      { ...place, what: HOSTILE },
    ],
    suggestion: { line: 3, endLine: 3, text: HOSTILE },
  })
  return reviewOf({
    title: HOSTILE,
    base: { label: HOSTILE },
    head: { label: HOSTILE },
    verdict: 'blocked',
    findings: [one],
    quickWins: [one.fingerprint],
    reviewers: [
      { reviewer: 'security', status: 'completed', summary: HOSTILE, found: 1, kept: 1 },
      { reviewer: 'tests', status: 'failed', summary: HOSTILE, found: 0, kept: 0 },
    ],
    conflicts: [{ file: place.file, line: 3, between: [HOSTILE], decision: HOSTILE }],
    skipped: [{ path: HOSTILE, why: HOSTILE }],
    problems: [{ code: 'x', source: HOSTILE, message: HOSTILE, hint: HOSTILE }],
  })
}
