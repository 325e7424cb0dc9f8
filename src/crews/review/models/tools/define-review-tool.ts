import type { z } from 'zod'
import type { Tool } from '../../../../core/tool.ts'
import { fence } from '../../../../reasoner/fence.ts'
import { mapTexts } from '../../../../safety/mask-analysis.ts'
import type { Masker } from '../../../../safety/masker.ts'
import type { OpenedReview } from '../../open-review.ts'
import type { CodeView } from '../code-view.ts'

export interface ReviewToolContext {
  opened: OpenedReview
  view: CodeView
}

/** A tool before it knows which review it works on. All of them only read, and only what the review has read. */
export interface ReviewTool<I = unknown> {
  name: string
  description: string
  input: z.ZodType<I>
  run(input: I, context: ReviewToolContext): Promise<string>
}

export function defineReviewTool<I>(tool: ReviewTool<I>): ReviewTool {
  return tool as ReviewTool
}

/** Less than what the reasoner cuts, so that what is shown ends with its own mark. */
const MOST = 5_500

/** The tool at work on this review: what it gives is masked and fenced, and what was masked may be named by its placeholder. */
export function bindReviewTool(
  { run, ...tool }: ReviewTool,
  open: () => Promise<OpenedReview>,
  view: CodeView,
  masker: Masker,
): Tool {
  return {
    ...tool,
    async run(input) {
      const text = await run(mapTexts(input, masker.restorer()), { opened: await open(), view })
      return fence(tool.name, withinSize(masker.maskKnown(masker.mask(text))))
    },
  }
}

function withinSize(text: string): string {
  if (text.length <= MOST) return text
  const end = text.lastIndexOf('\n', MOST)
  return `${text.slice(0, end > 0 ? end : MOST)}\n(more is not shown)`
}
