import { messageOf } from '../../core/fault.ts'
import type { ReviewNotice } from '../../core/review-notice.ts'
import { type AskApi, refusedWith } from '../web/ask-api.ts'
import { isLimited, send } from './github-api.ts'
import type { ReviewPlan } from './plan-review.ts'
import { pullPath } from './pull-request.ts'
import type { OwnReview, OwnReviews } from './read-own-review.ts'
import { type Markup, replacedText, summaryText } from './review-text.ts'

/** Says in an earlier review what holds now, where nothing is to be said beside the code. Nobody gets mail for it. */
export async function updateReview(
  ask: AskApi,
  notice: ReviewNotice,
  plan: ReviewPlan,
  { id, url }: OwnReview,
  markup: Markup,
): Promise<{ how: 'updated'; id: number; url: string }> {
  await send(ask, 'PUT', `${pullPath(notice)}/reviews/${id}`, { body: summaryText(notice, plan, markup) })
  return { how: 'updated', id, url }
}

const REFUSALS: ReadonlySet<number> = new Set([403, 404, 422])
const DONE = 'What this review asked for is done, or said anew.'

/**
 * Earlier reviews make way for the one that speaks now: their summaries, and what they hold up. Gives what could not be done: a rule may keep it for people
 * to dismiss a review.
 */
export async function replaceReviews(
  ask: AskApi,
  notice: ReviewNotice,
  { reviews }: OwnReviews,
  speaking: { id?: number; url: string },
): Promise<string[]> {
  const problems: string[] = []
  for (const { id, key, state } of reviews) {
    const path = `${pullPath(notice)}/reviews/${id}`
    if (id !== speaking.id && key !== undefined) await send(ask, 'PUT', path, { body: replacedText(speaking.url) })
    if (state === 'CHANGES_REQUESTED' && !notice.requestChanges)
      try {
        await send(ask, 'PUT', `${path}/dismissals`, { message: DONE, event: 'DISMISS' })
      } catch (thrown) {
        if (isLimited(thrown) || !REFUSALS.has(refusedWith(thrown) ?? 0)) throw thrown
        problems.push(
          `An earlier review still holds up the merge, and a person has to dismiss it: ${messageOf(thrown)}`,
        )
      }
  }
  return problems
}
