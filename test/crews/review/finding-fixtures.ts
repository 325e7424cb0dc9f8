import type { CodeFinding, ReviewedFile, ReviewFinding } from '../../../src/core/review.ts'

export function finding(rule: string, file: string, line: number, more: Partial<CodeFinding> = {}): CodeFinding {
  return {
    rule,
    reviewer: 'security',
    severity: 'high',
    confidence: 0.9,
    cwe: [],
    message: 'What is wrong.',
    fix: 'What to do.',
    ...more,
    at: { file, line, endLine: line, ...more.at },
  }
}

export function reviewFinding(
  rule: string,
  file: string,
  line: number,
  more: Partial<ReviewFinding> = {},
): ReviewFinding {
  return {
    ...finding(rule, file, line, more),
    fingerprint: `${rule}-${file}-${line}`,
    quote: 'run(name)',
    also: [],
    isElsewhere: false,
    ...more,
  }
}

/** A file that a change altered from one text to the other, with these lines changed. */
export function changedFile(path: string, baseText: string, text: string, ...lines: number[]): ReviewedFile {
  return { path, status: 'modified', baseText, text, changed: lines.map((line) => ({ line, endLine: line })) }
}
