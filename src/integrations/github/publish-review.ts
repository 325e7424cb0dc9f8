import { WatchfloorFault } from '../../core/fault.ts'
import { countSeverities, isByModel, type LineRange, type ReviewSeverity } from '../../core/review.ts'
import { type ReviewNotice, reviewNoticeSchema } from '../../core/review-notice.ts'
import type { AskApi } from '../web/ask-api.ts'
import { askWriters } from './ask-writers.ts'
import { closeComments } from './close-comments.ts'
import { type GitHubOptions, githubAsker, graphQlPath } from './github-api.ts'
import { parsePatch, shownLines } from './patch-lines.ts'
import { dismissersOf, openIn, planReview, type ReviewPlan } from './plan-review.ts'
import { postReview } from './post-review.ts'
import { askPullRequest, listFiles } from './pull-request.ts'
import { type OwnReviews, readOwnReviews, recogniseOwn } from './read-own-review.ts'
import { type Markup, reviewKey } from './review-text.ts'
import { graphQlAsker } from './review-threads.ts'
import { replaceReviews, updateReview } from './update-reviews.ts'
import { unlessWithheld, type Withheld } from './withhold.ts'

export interface PublishOptions extends GitHubOptions {
  markup: Markup
  /** As whom we write; asked for where not given. */
  author?: string
}

export type PublishOutcome =
  | {
      kind: 'told'
      /** `known`: exactly this had been told before. `nothing`: there is nothing to say, and nothing was said before. */
      how: 'posted' | 'updated' | 'known' | 'nothing'
      /** Of the review that speaks now. */
      url?: string
      inline: number
      apart: number
      standing: number
      dismissed: number
      mended: number
      /** By severity what was found by code and is not dismissed. */
      open: Readonly<Record<ReviewSeverity, number>>
      /** What a person has to do, since we may not. */
      problems: readonly string[]
    }
  /** The pull request has another head than the one that was reviewed: nothing was said. */
  | { kind: 'moved'; head: string }
  | { kind: 'closed' }
  | Withheld

/**
 * Tells a pull request what was found: one review, its comments beside the lines that the diff shows. What earlier runs have said is not said again; what
 * is mended is closed; what a person with write access dismissed stays unsaid. The same notice changes nothing the second time, also after a crash at
 * any point: what was done is seen on the other side (`reviewKey` names it). Not for two at once on one pull request.
 * Rejects with a fault `unavailable` where GitHub cannot be asked now, `invalid-input` for what is no notice.
 */
export async function publishReview(
  told: ReviewNotice,
  options: PublishOptions,
  signal: AbortSignal,
): Promise<PublishOutcome> {
  const { success, data: notice } = reviewNoticeSchema.safeParse(told)
  if (!success) throw new WatchfloorFault('invalid-input', 'That is no review that could be told.')
  return unlessWithheld(options, () => publish(githubAsker(options)(signal), notice, options))
}

async function publish(ask: AskApi, notice: ReviewNotice, options: PublishOptions): Promise<PublishOutcome> {
  const graphQl = graphQlAsker(ask, graphQlPath(options.url))
  const own = await readOwnReviews(ask, graphQl, notice, await recogniseOwn(ask, options.author))
  const shown = notice.findings.length > 0 ? await readShown(ask, notice) : new Map<string, LineRange[]>()
  const writers = await askWriters(ask, notice.repository, dismissersOf(own))
  const plan = planReview(notice, { own, shown, writers })
  // As late as can be: whoever pushes meanwhile hears of the commit that they have.
  const pull = await askPullRequest(ask, notice)
  if (pull.state === 'closed') return { kind: 'closed' }
  if (pull.head.sha !== notice.headSha) return { kind: 'moved', head: pull.head.sha }
  const said = await say(ask, notice, plan, own, options.markup)
  if (said.how === 'moved') return { kind: 'moved', head: said.head }
  const { url } = said
  const problems = url === undefined ? [] : await replaceReviews(ask, notice, own, { ...said, url })
  await closeComments({ ask, graphQl }, notice, plan, own)
  return { kind: 'told', ...outcomeOf(plan), ...said, problems }
}

type Said =
  | { how: 'posted' | 'updated' | 'known' | 'nothing'; id?: number; url?: string }
  | { how: 'moved'; head: string }

async function say(
  ask: AskApi,
  notice: ReviewNotice,
  plan: ReviewPlan,
  { reviews }: OwnReviews,
  markup: Markup,
): Promise<Said> {
  const key = reviewKey(notice)
  const same = reviews.findLast((review) => review.key === key)
  if (same) return { how: 'known', id: same.id, url: same.url }
  const last = reviews.findLast((review) => review.key !== undefined)
  const isBlocked = reviews.some(({ state }) => state === 'CHANGES_REQUESTED')
  const mustBlock = notice.requestChanges && !isBlocked
  if (last && plan.inline.length === 0 && !mustBlock) return updateReview(ask, notice, plan, last, markup)
  if (plan.inline.length + plan.apart.length === 0 && !last) return { how: 'nothing' }
  return postReview(ask, notice, plan, markup)
}

function outcomeOf(plan: ReviewPlan) {
  const { inline, apart, standing, dismissed, mended } = plan
  return {
    inline: inline.length,
    apart: apart.length,
    standing: standing.length,
    dismissed: dismissed.length,
    mended: mended.length,
    open: countSeverities(openIn(plan).filter((finding) => !isByModel(finding))),
  }
}

/** The lines of each file that its diff shows: only there GitHub takes a comment. */
async function readShown(ask: AskApi, notice: ReviewNotice): Promise<Map<string, LineRange[]>> {
  const files = await listFiles(ask, notice)
  return new Map(files.map(({ filename, patch }) => [filename, shownLines(parsePatch(patch ?? '') ?? [])]))
}
