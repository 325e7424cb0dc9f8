import { type FailOn, fails, REVIEW_SEVERITIES, type ReviewSeverity, severityWords } from '../core/review.ts'
import type { ReviewNotice } from '../core/review-notice.ts'
import { type ExpectedNotice, readReviewNotice } from '../formats/review-notice.ts'
import { type PublishOutcome, publishReview } from '../integrations/github/publish-review.ts'
import { type ReviewStatus, setStatus } from '../integrations/github/set-status.ts'
import { uploadSarif } from '../integrations/github/upload-sarif.ts'
import type { Withheld } from '../integrations/github/withhold.ts'
import { codeSpan, escapeInline } from '../report/markdown/escape-markdown.ts'
import { githubReviewOptions } from './github-options.ts'

export interface PublishNoticeOptions extends ExpectedNotice {
  /** The least severity that fails the commit; without it no status is set, as is right for a notice that others may have written. */
  failOn?: FailOn
  /** What goes to code scanning; nothing where not given. */
  sarif?: string
  environment?: NodeJS.ProcessEnv
}

export interface PublishedNotice {
  review: PublishOutcome
  status?: { kind: 'set'; state: ReviewStatus['state'] } | Withheld
  sarif?: { kind: 'taken'; id: string } | Withheld
}

/**
 * Publishes a notice out of a file, and by it the status of the commit and what code scanning takes. The same again changes nothing. Throws faults as
 * `readReviewNotice` and `publishReview` do. A commit that is not the head any more gets nothing.
 */
export async function publishNotice(
  text: string,
  { failOn, sarif, environment = process.env, ...expected }: PublishNoticeOptions,
  signal: AbortSignal,
): Promise<PublishedNotice> {
  return publish(
    readReviewNotice(text, expected),
    { environment, ...(failOn && { failOn }), ...(sarif && { sarif }) },
    signal,
  )
}

/** The same for a notice of our own. */
export async function publish(
  notice: ReviewNotice,
  { failOn, sarif, environment = process.env }: Omit<PublishNoticeOptions, keyof ExpectedNotice>,
  signal: AbortSignal,
): Promise<PublishedNotice> {
  const options = githubReviewOptions(environment)
  const markup = { inline: escapeInline, code: codeSpan }
  const review = await publishReview(notice, { ...options, markup }, signal)
  const published: PublishedNotice = { review }
  const at = { repository: notice.repository, sha: notice.headSha }
  if (review.kind === 'told' && failOn !== undefined) {
    const judged = judge(review.open, failOn, notice.isComplete)
    const url = review.url === undefined ? {} : { url: review.url }
    const done = await setStatus({ ...at, ...judged, ...url }, options, signal)
    published.status = done.kind === 'set' ? { ...done, state: judged.state } : done
  }
  if (review.kind === 'told' && sarif !== undefined)
    published.sarif = await uploadSarif({ ...at, ref: `refs/pull/${notice.number}/head`, sarif }, options, signal)
  return published
}

/** What people have dismissed fails nothing. A review that came to no end passes nothing. */
export function judge(
  open: Readonly<Record<ReviewSeverity, number>>,
  failOn: FailOn,
  isComplete: boolean,
): Pick<ReviewStatus, 'state' | 'description'> {
  const words = severityWords(open) || 'Nothing to say'
  if (REVIEW_SEVERITIES.some((severity) => open[severity] > 0 && fails(severity, failOn)))
    return { state: 'failure', description: words }
  if (!isComplete) return { state: 'error', description: `${words}; not every specialist came to its end` }
  return { state: 'success', description: words }
}
