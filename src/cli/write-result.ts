import { z } from 'zod'
import { analysisSchema } from '../core/analysis.ts'
import type { CodeReview } from '../core/review.ts'
import { renderReview, renderTerminal } from '../report/index.ts'
import { type Outcome, writeOutcome } from './action-outcome.ts'
import { terminalOptions } from './terminal-options.ts'

const outcomeSchema = z.looseObject({ status: z.string(), detail: z.string() })
const responseSchema = z.looseObject({
  analysis: analysisSchema,
  remediation: z.looseObject({ action: z.looseObject({ title: z.string() }), outcome: outcomeSchema }).optional(),
})

const reviewSchema = z.looseObject({
  verdict: z.enum(['blocked', 'remarks', 'clean']),
  reviewers: z.array(z.looseObject({ reviewer: z.string() })),
  leftOut: z.looseObject({ known: z.number() }),
})
const toldReviewSchema = z.looseObject({ review: reviewSchema })

/** The code review that came of a run, of a change or of a pull request. What the store holds is what a run gave. */
function reviewIn(result: unknown): CodeReview | undefined {
  const review = reviewSchema.safeParse(result)
  const told = toldReviewSchema.safeParse(result)
  return (review.data ?? told.data?.review) as CodeReview | undefined
}

/** Whatever came of a run, as its kind is best read. */
export function writeResult(result: unknown, out: NodeJS.WritableStream): void {
  if (result === undefined) return
  const review = reviewIn(result)
  if (review !== undefined) {
    out.write(`\n${renderReview(review, terminalOptions())}`)
    return
  }
  const analysis = analysisSchema.safeParse(result)
  const response = responseSchema.safeParse(result)
  const shown = analysis.data ?? response.data?.analysis
  if (shown) out.write(`\n${renderTerminal(shown, terminalOptions())}`)
  if (!writeEnding(result, out) && !shown) out.write(`\n${JSON.stringify(result, null, 2)}\n`)
}

/** Only what came of the action in it; false where there is none. */
export function writeEnding(result: unknown, out: NodeJS.WritableStream): boolean {
  const response = responseSchema.safeParse(result)
  const outcome = outcomeSchema.safeParse(response.success ? response.data.remediation?.outcome : result)
  if (!outcome.success) return false
  writeOutcome(response.data?.remediation?.action.title ?? '', outcome.data as unknown as Outcome, out)
  return true
}
