import { z } from 'zod'
import { isTestPath } from '../../../../analysts/code/path-role.ts'
import { defineReviewTool } from './define-review-tool.ts'

const MOST_FILES = 12
const MOST_LINES = 3

export const findTests = defineReviewTool({
  name: 'find_tests',
  description: 'Test files that name a function, a class or a module, with the first lines that do.',
  input: z.object({ name: z.string().min(2).max(200) }),
  async run({ name }, { opened: { source, task }, view }) {
    const tests = await task.tests()
    const changed = source.change.files.flatMap(({ path, text }) =>
      text !== undefined && isTestPath(path) ? [{ path, text }] : [],
    )
    const all = new Map([...tests, ...changed].map(({ path, text }) => [path, text]))
    const naming = [...all].filter(([, text]) => text.includes(name))
    const shown = naming
      .slice(0, MOST_FILES)
      .map(([path, text]) =>
        [
          path,
          ...linesWith(text, name).flatMap((line) =>
            view.shown(path, text, { line, endLine: line }).map((one) => `  ${line}| ${one.trim()}`),
          ),
        ].join('\n'),
      )
    if (naming.length === 0)
      return source.paths === undefined
        ? 'No changed test names it; the tests that the change does not touch are not at hand.'
        : `No test names ${name}.`
    const more = naming.length - shown.length
    return more === 0 ? shown.join('\n') : `${shown.join('\n')}\n${more} more files.`
  },
})

function linesWith(text: string, name: string): number[] {
  const found: number[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (!line.includes(name)) continue
    found.push(index + 1)
    if (found.length === MOST_LINES) break
  }
  return found
}
