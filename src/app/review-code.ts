import { resolve } from 'node:path'
import type { CodeReview, ReviewOrigin } from '../core/review.ts'
import { REVIEW_DEFAULTS, type ReviewInput } from '../crews/review/review-input.ts'
import { titleOf } from '../crews/review/title-of.ts'
import { type WatchOptions, watchRun } from './watch-run.ts'

export interface ReviewOptions
  extends Partial<Omit<ReviewInput, 'origin'>>,
    Pick<ReviewInput, 'origin'>,
    WatchOptions {}

/** Reviews a change or a tree. Rejects with a fault where it cannot be read or the run was cancelled. */
export function reviewCode({
  environment,
  onForgetful,
  onProblem,
  onEvent,
  signal,
  ...given
}: ReviewOptions): Promise<CodeReview> {
  const input = {
    ...REVIEW_DEFAULTS,
    ...given,
    origin: absolute(given.origin),
    ...(given.coverage !== undefined && { coverage: resolve(given.coverage) }),
  }
  const watched = { environment, onForgetful, onProblem, onEvent, signal }
  return watchRun(input.model ?? 'none', watched, (engine, { review }) =>
    engine.start(review, input, { title: titleOf(input.origin) }),
  )
}

/** A run may be gone on with from another folder. */
function absolute(origin: ReviewOrigin): ReviewOrigin {
  switch (origin.kind) {
    case 'tree':
      return { ...origin, path: resolve(origin.path) }
    case 'git':
      return { ...origin, repository: resolve(origin.repository) }
    case 'folders':
      return {
        ...origin,
        base: resolve(origin.base),
        head: resolve(origin.head),
        ...(origin.diff !== undefined && { diff: resolve(origin.diff) }),
      }
    case 'pull-request':
      return origin
  }
}
