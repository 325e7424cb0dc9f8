import { WatchfloorFault } from '../core/fault.ts'
import { type ReviewNotice, reviewNoticeSchema } from '../core/review-notice.ts'

/** What is known of a notice from elsewhere than the file itself. */
export interface ExpectedNotice {
  /** `owner/name` */
  repository: string
  headSha: string
}

const MOST_BYTES = 50_000_000

/**
 * A notice out of a file that somebody else may have written, such as the artefact of a workflow that a fork has changed. Throws a fault `invalid-input` for
 * what is none, or speaks of another repository or commit than is expected.
 */
export function readReviewNotice(text: string, { repository, headSha }: ExpectedNotice): ReviewNotice {
  const read = reviewNoticeSchema.safeParse(jsonIn(text))
  if (!read.success) {
    const [issue] = read.error.issues
    throw unfit(`it has another form (${issue?.path.join('.') || 'all of it'}: ${issue?.message})`)
  }
  // Names of repositories are the same in any case.
  if (read.data.repository.toLowerCase() !== repository.toLowerCase()) throw unfit(`it is not about ${repository}`)
  if (read.data.headSha !== headSha) throw unfit(`it is not about ${headSha.slice(0, 12)}`)
  return read.data
}

function jsonIn(text: string): unknown {
  if (text.length > MOST_BYTES) throw unfit(`it is larger than ${MOST_BYTES / 1_000_000} MB`)
  try {
    return JSON.parse(text)
  } catch {
    throw unfit('it is no JSON')
  }
}

function unfit(why: string): WatchfloorFault {
  return new WatchfloorFault('invalid-input', `That is no notice to be published: ${why}.`, {
    hint: 'It is what `watchfloor review --notice FILE` writes.',
  })
}
