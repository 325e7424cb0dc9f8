import { resolve } from 'node:path'
import type { CodeReview, ReviewOrigin } from '../core/review.ts'
import type { RunEvent } from '../core/run-event.ts'
import { REVIEW_DEFAULTS, type ReviewInput } from '../crews/review/review-input.ts'
import { titleOf } from '../crews/review/title-of.ts'
import { openPlatform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'
import type { RunsOptions } from './open-runs.ts'

export interface ReviewOptions extends Partial<Omit<ReviewInput, 'origin'>>, Pick<ReviewInput, 'origin'>, RunsOptions {
  onEvent?: (event: RunEvent) => void
  onProblem?: (what: string) => void
  signal?: AbortSignal
}

/** Reviews a change or a tree. Rejects with a fault where it cannot be read or the run was cancelled. */
export async function reviewCode({
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
  await checkModel(input.model ?? 'none', environment)
  const platform = await openPlatform({
    ...(environment && { environment }),
    ...(onForgetful && { onForgetful }),
    ...(onProblem && { onProblem }),
  })
  try {
    if (onEvent) platform.engine.subscribe(onEvent)
    const handle = await platform.engine.start(platform.review, input, { title: titleOf(input.origin) })
    const cancel = () => void handle.cancel()
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    return await handle.result()
  } finally {
    await platform.close()
  }
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
