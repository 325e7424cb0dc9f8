import { z } from 'zod'
import { lastName } from '../../../../analysts/code/describe-expression.ts'
import type { ModuleCode } from '../../../../analysts/code/program.ts'
import { walkProgram } from '../../../../analysts/code/walk-program.ts'
import { defineReviewTool } from './define-review-tool.ts'

const MOST_CALLS = 25

export const findCallers = defineReviewTool({
  name: 'find_callers',
  description:
    'Calls of a function or method by its name, in the files under review, each with the function it stands in.',
  input: z.object({
    name: z.string().min(1).max(200).describe('the last part of the name: save, not repository.save'),
  }),
  async run({ name }, { opened: { task, lines }, view }) {
    const wanted = name.slice(name.lastIndexOf('.') + 1)
    const found: string[] = []
    let more = 0
    for (const module of task.code.modules.values())
      for (const { line, within } of callsOf(module, wanted)) {
        if (found.length >= MOST_CALLS) {
          more++
          continue
        }
        const text = lines.head.text(module.file)
        const [shown = ''] = view.shown(module.file, text, { line, endLine: line })
        found.push(`${module.file}:${line} in ${within || 'the file itself'}: ${shown.trim()}`)
      }
    if (found.length === 0) return `Nothing under review calls ${wanted}. Files beside the change were not looked at.`
    return more === 0 ? found.join('\n') : `${found.join('\n')}\n${more} more calls.`
  },
})

function callsOf(module: ModuleCode, name: string): { line: number; within: string }[] {
  const calls: { line: number; within: string }[] = []
  walkProgram(module, {
    node(node, position) {
      if (node.kind === 'call' && lastName(node.callee) === name)
        calls.push({ line: node.at.line, within: position.function?.name ?? '' })
    },
  })
  return calls
}
