import { recentIds } from '../bus/recent-ids.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { ReviewRequests } from '../core/review-requests.ts'
import { readPullRequestEvent } from '../integrations/github/webhook.ts'

/** A message of GitHub whose signature has been checked. */
export interface GitHubMessage {
  /** `x-github-event` */
  event: string
  /** `x-github-delivery` */
  delivery: string
  body: string
}

/** Whether a review was asked for by it. */
export type TakePullRequest = (message: GitHubMessage) => Promise<boolean>

/**
 * Asks for a review where a message of GitHub says that there is something to review. A message that came before is passed by, unless what it asked for
 * could not be kept. Its name is not signed, so that a review is one by its commit is for `reviews` to see to. Rejects with a fault `unavailable` where nobody takes reviews.
 */
export function pullRequestTaker(reviews: ReviewRequests | undefined): TakePullRequest {
  const deliveries = recentIds()
  return async ({ event, delivery, body }) => {
    const request = readPullRequestEvent(event, body)
    if (!request || !deliveries.isNew(delivery)) return false
    try {
      if (!reviews)
        throw new WatchfloorFault('unavailable', 'Nobody reviews here.', {
          hint: 'Set WATCHFLOOR_GITHUB_TOKEN, and start it anew.',
        })
      await reviews.take({ ...request, delivery })
      return true
    } catch (thrown) {
      deliveries.forget(delivery)
      throw thrown
    }
  }
}
