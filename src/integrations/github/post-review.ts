import { z } from 'zod'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { ReviewNotice } from '../../core/review-notice.ts'
import { type AskApi, refusedWith } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { send } from './github-api.ts'
import type { ReviewPlan } from './plan-review.ts'
import { askPullRequest, pullPath } from './pull-request.ts'
import { commentText, type Markup, summaryText } from './review-text.ts'

export type Posted = { how: 'posted'; id: number; url: string } | { how: 'moved'; head: string }

const reviewSchema = z.looseObject({ id: z.number(), html_url: z.string() })

/**
 * One review with all of its comments, or nothing. Where GitHub does not take a comment (it says of none which), it is tried again with less: first a line
 * instead of several, then all in the summary.
 */
export async function postReview(ask: AskApi, notice: ReviewNotice, plan: ReviewPlan, markup: Markup): Promise<Posted> {
  let event = notice.requestChanges ? 'REQUEST_CHANGES' : 'COMMENT'
  const hasRanges = plan.inline.some(({ place }) => place.line < place.endLine)
  for (const lesser of [plan, ...(hasRanges ? [oneLineEach(plan)] : []), allApart(plan)])
    for (;;)
      try {
        const body = reviewBody(notice, lesser, markup, event)
        const { id, html_url: url } = readAnswer(
          'GitHub',
          reviewSchema,
          await send(ask, 'POST', `${pullPath(notice)}/reviews`, body),
        )
        return { how: 'posted', id, url }
      } catch (thrown) {
        if (refusedWith(thrown) !== 422) throw thrown
        const message = messageOf(thrown)
        if (/too quickly/i.test(message)) throw thrown
        // Nobody may ask that of themselves.
        if (event === 'REQUEST_CHANGES' && /own pull request/i.test(message)) {
          event = 'COMMENT'
          continue
        }
        const { head } = await askPullRequest(ask, notice)
        if (head.sha !== notice.headSha) return { how: 'moved', head: head.sha }
        if (lesser.inline.length === 0) throw unfit(thrown)
        break
      }
  throw unfit(undefined)
}

function unfit(thrown: unknown): WatchfloorFault {
  return new WatchfloorFault('refused', `GitHub does not take the review: ${messageOf(thrown)}`, { cause: thrown })
}

function reviewBody(notice: ReviewNotice, plan: ReviewPlan, markup: Markup, event: string): object {
  return {
    commit_id: notice.headSha,
    event,
    body: summaryText(notice, plan, markup),
    comments: plan.inline.map(({ finding, place }) => ({
      path: finding.at.file,
      body: commentText(finding, place, markup),
      line: place.endLine,
      side: 'RIGHT',
      ...(place.line < place.endLine && { start_line: place.line, start_side: 'RIGHT' }),
    })),
  }
}

function oneLineEach(plan: ReviewPlan): ReviewPlan {
  const shorten = ({ finding, place }: ReviewPlan['inline'][number]) => ({
    finding,
    place: place.line === place.endLine ? place : { line: place.line, endLine: place.line, takesSuggestion: false },
  })
  return { ...plan, inline: plan.inline.map(shorten) }
}

function allApart(plan: ReviewPlan): ReviewPlan {
  return { ...plan, inline: [], apart: [...plan.inline.map(({ finding }) => finding), ...plan.apart] }
}
