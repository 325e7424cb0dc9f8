import type { Parsers } from '../../analysts/code/parse/parse-module.ts'
import type { Coverage } from '../../core/coverage.ts'
import type { ChildOutcome, Workflow } from '../../core/engine.ts'
import { once } from '../../core/once.ts'
import { type CodeReview, REVIEWERS, type Reviewer, type ReviewSource } from '../../core/review.ts'
import { composeReview } from './compose-review.ts'
import { conductReviewer, type ReviewerFindings } from './conduct-reviewer.ts'
import type { ConsultingParts } from './models/consult-models.ts'
import { reviewModels } from './models/review-models.ts'
import { type OpenedReview, openedReview } from './open-review.ts'
import type { ReviewInput } from './review-input.ts'
import { REVIEWER_PARTS } from './reviewers.ts'

export interface ReviewParts {
  openSource(input: ReviewInput, signal: AbortSignal): Promise<ReviewSource>
  parsers(): Promise<Parsers>
  readCoverage(input: ReviewInput, source: ReviewSource): Promise<Coverage | undefined>
  consulting: ConsultingParts
}

/**
 * The review crew: the change is read and parsed once, the reviewers look at it in parallel, each at its own matter, and what they say
 * is made one review. With a broken part it still ends in a review that says so.
 */
export function reviewing(parts: ReviewParts): Workflow<ReviewInput, CodeReview> {
  // Texts and syntax trees are in no journal: whoever goes on with a run reads them again.
  const open = new Map<string, () => Promise<OpenedReview>>()
  const opened = (review: string) => {
    const here = open.get(review)
    if (here === undefined) throw new Error(`Review ${review} is not open here.`)
    return here()
  }
  const reviewerRun = conductReviewer(REVIEWER_PARTS, opened)
  const models = reviewModels(parts.consulting)
  return {
    name: 'review.change',
    async run(run, input) {
      const here = once(() => openReview(parts, input, run.signal))
      open.set(run.id, here)
      try {
        run.emit({ type: 'phase_started', phase: 'reading' })
        // Before the others, so that a change that cannot be read is said once.
        await run.step('read', async () => {
          const { source } = await here()
          return { files: source.change.files.length }
        })
        const agents = await models.agents(run, input, here)
        run.emit({ type: 'phase_started', phase: 'review' })
        const chosen = REVIEWERS.filter((name) => input.only.length === 0 || input.only.includes(name))
        const outcomes = await Promise.all(
          chosen.map(
            async (reviewer): Promise<[Reviewer, ChildOutcome<ReviewerFindings>]> => [
              reviewer,
              await run.child(
                reviewerRun,
                { reviewer, review: run.id },
                { key: reviewer, timeoutMilliseconds: input.timeoutMilliseconds },
              ),
            ],
          ),
        )
        run.emit({ type: 'phase_started', phase: 'synthesis' })
        const review = await run.step('review', async () =>
          composeReview(await here(), outcomes, { cap: input.cap, origin: input.origin }),
        )
        return await models.consult(run, review, input, agents, here)
      } finally {
        open.delete(run.id)
      }
    },
  }
}

async function openReview(parts: ReviewParts, input: ReviewInput, signal: AbortSignal): Promise<OpenedReview> {
  const [source, parsers] = await Promise.all([parts.openSource(input, signal), parts.parsers()])
  const coverage = await parts.readCoverage(input, source)
  return openedReview(source, parsers, coverage)
}
