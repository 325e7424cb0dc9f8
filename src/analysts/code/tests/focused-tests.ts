import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName, textIn } from '../describe-expression.ts'
import type { CallExpression, Expression, FunctionCode, ModuleCode } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { annotationName } from './test-cases.ts'

const ONLY =
  /^(?:it|test|describe|context|suite|specify)(?:\.\w+)*\.only(?:\.\w+(?:\(\))?)*$|^(?:fit|fdescribe|fcontext)$/
const SKIPPED =
  /^(?:it|test|describe|context|suite|specify)(?:\.\w+)*\.skip(?:\.\w+(?:\(\))?)*$|^(?:xit|xtest|xdescribe|xcontext|xspecify)$/
const SKIP_ANNOTATIONS = /^(?:pytest\.mark\.skip|unittest\.skip|skip|Disabled|Ignore)$/

/** A title that says why by itself: what it needs, or which report it waits for. */
const TELLS_WHY =
  /\b(?:requires?|needs?|only|until|unless|flaky|see|because|not supported|unsupported|todo|fixme|skip(?:ped)?|once)\b|#\d+|https?:|: ?\S+ \S+|\(\S+ \S+/i

/** Tests that keep others from running, and tests that are switched off without a word why. */
export function focusedTests({ changed, module, text }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const remarks: Remark[] = []
  const explained = explainedLines(module)
  const add = (remark: Remark) => {
    if (changed.isNew(remark.line)) remarks.push(remark)
  }
  walkProgram(module, {
    node(node) {
      if (node.kind !== 'call') return
      const line = lineOfName(node)
      if (isFocused(node)) add(focused(line, calleeName(node), changed.lines[line - 1]))
      else if (isSkipped(node, text) && !isExplained(line, explained)) add(skipped(line))
    },
    function({ function: code }) {
      const line = skipAnnotation(code)
      if (line !== undefined && !isExplained(line, explained)) add(skipped(line))
    },
  })
  return remarks
}

function lineOfName({ callee }: CallExpression): number {
  return callee.at.line
}

function isFocused(call: CallExpression): boolean {
  return ONLY.test(calleeName(call)) && hasTitle(call)
}

function hasTitle({ arguments: [first] }: CallExpression): boolean {
  return first !== undefined && textIn(first) !== undefined
}

function isSkipped(call: CallExpression, text: string): boolean {
  const name = calleeName(call)
  if (SKIPPED.test(name)) return hasTitle(call) && !TELLS_WHY.test(titleOf(call))
  return name === 't.Skip' && call.arguments.length === 0 && text.includes('testing')
}

function titleOf({ arguments: [title] }: CallExpression): string {
  return (title && textIn(title)) ?? ''
}

function skipAnnotation({ annotations }: FunctionCode): number | undefined {
  const skip = annotations.find((one) => SKIP_ANNOTATIONS.test(annotationName(one)) && !saysWhy(one))
  return skip?.at.line
}

function saysWhy(annotation: Expression): boolean {
  return annotation.kind === 'call' && (annotation.arguments.length > 0 || annotation.named.length > 0)
}

/** Lines with a comment. */
function explainedLines({ comments }: ModuleCode): ReadonlySet<number> {
  return new Set(comments.flatMap(({ at }) => [at.line, at.endLine]))
}

function isExplained(line: number, explained: ReadonlySet<number>): boolean {
  return explained.has(line) || explained.has(line - 1)
}

function focused(line: number, name: string, text: string | undefined): Remark {
  const mended = text?.replace(/\.only\b/, '')
  return {
    rule: 'tests/only-left-behind',
    severity: 'medium',
    confidence: 0.95,
    line,
    message: `\`${name}\` keeps every other test of the file from running: what they guard is no longer checked.`,
    fix: 'Take the focus off again before the change lands.',
    ...(mended !== undefined && mended !== text ? { suggestion: { line, endLine: line, text: mended } } : {}),
    effort: 'minutes',
  }
}

function skipped(line: number): Remark {
  return {
    rule: 'tests/skipped-without-reason',
    confidence: 0.7,
    line,
    message: 'A test is switched off and nothing says why, or until when.',
    fix: 'Say the reason beside it, with a link to what has to happen before it runs again.',
    effort: 'minutes',
  }
}
