import type { Workflow } from '../../core/engine.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { CodeReview } from '../../core/review.ts'
import type { ReviewNotice } from '../../core/review-notice.ts'
import type { ReviewInput } from './review-input.ts'
import { noticeOf } from './tell-review.ts'

export interface PullRequestReviewInput {
  review: ReviewInput
  repository: string
  number: number
  requestChanges: boolean
}

export interface PullRequestReviewParts<Told> {
  review: Workflow<ReviewInput, CodeReview>
  /** Tells it on the pull request; the same again changes nothing. */
  publish(notice: ReviewNotice, signal: AbortSignal): Promise<Told>
}

/** A pull request reviewed and told: the review is a run of its own, and what is told is told once, also after a crash. */
export function reviewingPullRequests<Told>({
  review,
  publish,
}: PullRequestReviewParts<Told>): Workflow<PullRequestReviewInput, { review: CodeReview; told: Told }> {
  return {
    name: 'review.pull-request',
    async run(run, { repository, number, requestChanges, review: input }) {
      const outcome = await run.child(review, input, { key: 'review' })
      if (outcome.status !== 'completed')
        throw new WatchfloorFault(
          outcome.status === 'failed' ? 'unavailable' : 'cancelled',
          outcome.status === 'failed' ? outcome.message : `The review of ${repository}#${number} ${outcome.status}.`,
        )
      const headSha = outcome.value.head.commit
      if (headSha === undefined)
        throw new WatchfloorFault('internal', `The review of ${repository}#${number} names no commit.`)
      run.emit({ type: 'phase_started', phase: 'telling' })
      const notice = noticeOf(outcome.value, { repository, number, headSha, requestChanges })
      const told = await run.step('publish', () => publish(notice, run.signal))
      return { review: outcome.value, told }
    },
  }
}
