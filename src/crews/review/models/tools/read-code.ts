import { z } from 'zod'
import type { OpenedReview } from '../../open-review.ts'
import { numbered } from '../code-view.ts'
import { defineReviewTool } from './define-review-tool.ts'

const MOST_LINES = 80

/** The new text of a file: of the change, or of the tree around it. Nothing outside of the tree has a path here. */
export async function textOf({ source }: OpenedReview, file: string): Promise<string | undefined> {
  const changed = source.change.files.find(({ path }) => path === file)
  if (changed !== undefined) return changed.text
  const [found] = await source.nearby((path) => path === file)
  return found?.text
}

export const readCode = defineReviewTool({
  name: 'read_code',
  description: 'Lines of a file of the change or of the tree around it, in the new version, with their numbers.',
  input: z.object({
    file: z.string().min(1).max(1_000),
    from: z.number().int().min(1).default(1).describe('the first line'),
    to: z.number().int().min(1).optional().describe(`the last line; at most ${MOST_LINES} lines are shown`),
  }),
  async run({ file, from, to = from + MOST_LINES - 1 }, { opened, view }) {
    const text = await textOf(opened, file)
    if (text === undefined) return `There is no file ${file.slice(0, 200)} here.`
    const endLine = Math.min(to, from + MOST_LINES - 1)
    const lines = numbered(view.shown(file, text, { line: from, endLine }), from)
    return lines.join('\n') || `${file} has no line ${from}.`
  },
})
