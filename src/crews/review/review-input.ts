import type { ReviewOrigin } from '../../core/review.ts'
import type { ModelInput } from './models/review-models.ts'

export interface ReviewInput extends ModelInput {
  origin: ReviewOrigin
  /** Which of the five, and of the user's own by their names; all where empty. */
  only: string[]
  /** Findings that are made comments. */
  cap: number
  runsProjectTools: boolean
  /** A coverage file of the new version, lcov or Cobertura. */
  coverage?: string
  timeoutMilliseconds: number
}

export const REVIEW_DEFAULTS: Omit<ReviewInput, 'origin'> = {
  only: [],
  cap: 10,
  runsProjectTools: false,
  timeoutMilliseconds: 300_000,
}
