import { type CodeReview, isByModel } from '../../core/review.ts'
import type { ReviewNotice } from '../../core/review-notice.ts'

export interface ToldCommit {
  /** `owner/name` */
  repository: string
  number: number
  headSha: string
  requestChanges: boolean
}

/** What the author of a pull request is told: the weightiest findings as comments, the others as a count. */
export function noticeOf(review: CodeReview, commit: ToldCommit): ReviewNotice {
  const told = review.findings.slice(0, review.comments)
  const rest = review.findings.length - told.length
  return {
    ...commit,
    // What a model alone says holds up no merge.
    requestChanges: commit.requestChanges && !(told.length > 0 && told.every(isByModel)),
    findings: told.map(({ at, fingerprint, rule, reviewer, severity, cwe, message, fix, suggestion, flow }) => ({
      at: { file: at.file, line: at.line, endLine: Math.max(at.line, at.endLine) },
      fingerprint,
      rule,
      reviewer,
      severity,
      cwe: [...cwe],
      message,
      fix,
      ...(suggestion !== undefined && { suggestion }),
      ...(flow !== undefined && {
        flow: flow.map(({ file, line, endLine, what }) => ({ file, line, endLine: Math.max(line, endLine), what })),
      }),
    })),
    skipped: [...review.skipped],
    problems: [
      ...review.problems.map(({ message }) => message),
      ...(rest > 0
        ? [
            `${rest} more ${rest === 1 ? 'finding is' : 'findings are'} not made ${rest === 1 ? 'a comment' : 'comments'}.`,
          ]
        : []),
      ...review.reviewers
        .filter(({ status }) => status !== 'completed')
        .map(({ reviewer, status }) => `The ${reviewer} reviewer ${status}.`),
    ],
    isComplete: review.reviewers.every(({ status }) => status === 'completed'),
  }
}
