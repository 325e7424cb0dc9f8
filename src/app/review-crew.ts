import type { Workflow } from '../core/engine.ts'
import { once } from '../core/once.ts'
import type { CodeReview } from '../core/review.ts'
import type { ReviewInput } from '../crews/review/review-input.ts'
import { reviewingPullRequests } from '../crews/review/review-pull-request.ts'
import { type PublishedNotice, publish } from './publish-notice.ts'

type Review = Workflow<ReviewInput, CodeReview>

/** The review crew; what it is made of is loaded when the first review begins, since every other command would wait for it. */
export function reviewCrew(environment: NodeJS.ProcessEnv): Review {
  const made = once(async () => (await import('./make-review-crew.ts')).makeReviewCrew(environment))
  return {
    name: 'review.change',
    async run(run, input) {
      return (await made()).run(run, input)
    },
  }
}

/** The same for pull requests, which are told what was found; the status of their commit is failed by what is critical. */
export function pullRequestCrew(review: Review, environment: NodeJS.ProcessEnv) {
  return reviewingPullRequests<PublishedNotice>({
    review,
    publish: (notice, signal) => publish(notice, { environment, failOn: 'critical' }, signal),
  })
}
