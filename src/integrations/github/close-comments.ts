import type { ReviewNotice } from '../../core/review-notice.ts'
import type { AskApi } from '../web/ask-api.ts'
import { repositoryPath, send } from './github-api.ts'
import type { ReviewPlan } from './plan-review.ts'
import type { OwnComment, OwnReviews } from './read-own-review.ts'
import { overText } from './review-text.ts'
import { type AskGraphQl, resolveThread } from './review-threads.ts'

/**
 * Says in each comment that does not hold any more that it is over, and resolves its conversation where the token may do that. First the one, then the
 * other: a conversation that is resolved without a word of ours was resolved by a person.
 */
export async function closeComments(
  { ask, graphQl }: { ask: AskApi; graphQl: AskGraphQl },
  notice: ReviewNotice,
  { mended, moved }: ReviewPlan,
  own: OwnReviews,
): Promise<void> {
  const close = async (comments: readonly OwnComment[], why: 'mended' | 'moved') => {
    for (const { id, body, fingerprint, thread } of comments) {
      const path = `${repositoryPath(notice.repository)}/pulls/comments/${id}`
      await send(ask, 'PATCH', path, { body: overText(body, fingerprint, notice.headSha, why) })
      if (thread) await resolveThread(graphQl, thread.id)
    }
  }
  await close(mended, 'mended')
  await close(moved, 'moved')
  // Begun by an earlier attempt at the same head. Later ones leave open what a person has opened again.
  for (const { overSince, thread } of own.comments)
    if (overSince === notice.headSha && thread && !thread.isResolved) await resolveThread(graphQl, thread.id)
}
