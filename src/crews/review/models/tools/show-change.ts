import { structuredPatch } from 'diff'
import { z } from 'zod'
import type { ReviewedFile } from '../../../../core/review.ts'
import type { CodeView } from '../code-view.ts'
import { defineReviewTool } from './define-review-tool.ts'

const CONTEXT = 3
/** Beyond so many edits two texts are not compared: it would take longer than it is worth. */
const MOST_EDITS = 1_000

export const showChange = defineReviewTool({
  name: 'show_change',
  description: 'The diff of one changed file, from the base to the head, with the line numbers of the head.',
  input: z.object({ file: z.string().min(1).max(1_000) }),
  async run({ file: path }, { opened: { source }, view }) {
    const file = source.change.files.find((one) => one.path === path)
    if (file === undefined) return `The change does not touch ${path.slice(0, 200)}.`
    const { status, text, baseText } = file
    if (text === undefined) return `${path} was removed.`
    if (baseText === undefined || status === 'added' || status === 'unchanged')
      return `${path} is ${status === 'unchanged' ? 'reviewed as a whole' : 'new'}: use read_code.`
    return diffOf(file, baseText, text, view) ?? `${path} differs too much to be shown as a diff: use read_code.`
  },
})

function diffOf({ path, oldPath = path }: ReviewedFile, before: string, after: string, view: CodeView) {
  const patch = structuredPatch(oldPath, path, before, after, '', '', { context: CONTEXT, maxEditLength: MOST_EDITS })
  return patch?.hunks
    .map((hunk) => {
      let old = hunk.oldStart
      let now = hunk.newStart
      const lines = hunk.lines.map((line) => {
        // The texts themselves are shown and not the patch: what is hidden is known by where it stands.
        if (line.startsWith('-')) return `- ${one(view, oldPath, before, old++)}`
        if (line.startsWith('\\')) return line
        if (!line.startsWith('+')) old++
        const mark = line.startsWith('+') ? '+' : ' '
        return `${mark} ${now}| ${one(view, path, after, now++)}`
      })
      return [`@@ line ${hunk.newStart}`, ...lines].join('\n')
    })
    .join('\n')
}

function one(view: CodeView, path: string, text: string, line: number): string {
  return view.shown(path, text, { line, endLine: line })[0] ?? ''
}
