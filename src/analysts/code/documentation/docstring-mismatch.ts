import type { Remark, TouchedFile } from '../change/code-change.ts'
import { parameterNames } from '../parts-of-node.ts'
import type { Comment, FunctionCode, ModuleCode } from '../program.ts'
import { type FunctionFrame, type Position, walkProgram } from '../walk-program.ts'
import { blockParameters, type DocumentedParameter, docstringParameters } from './doc-parameters.ts'

/** Comments that speak of something else than the function below them. */
const OTHER_SUBJECT =
  /@(?:typedef|callback|overload|function|func|method|name|event|mixin|namespace|template|inheritdoc)\b/i
const LONGEST_SIGNATURE = 40

interface Documentation {
  line: number
  endLine: number
  parameters: readonly DocumentedParameter[]
}

/** Comments that document parameters which the function does not have; only where the change touches one of the two. */
export function docstringMismatches({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined || module.language === 'go') return []
  const comments = docComments(module)
  const remarks: Remark[] = []
  walkProgram(module, {
    function(frame, position) {
      const { function: code } = frame
      const from = firstLine(frame, position)
      const to = Math.min(code.body[0]?.at.line ?? code.at.endLine, code.at.line + LONGEST_SIGNATURE)
      const found = module.language === 'python' ? docstring(code, changed.lines) : blockAbove(from, comments)
      if (found === undefined || !(changed.touches(found.line, found.endLine) || changed.touches(from, to))) return
      remarks.push(...strangers(code, found))
    },
  })
  return remarks
}

function docComments({ comments }: ModuleCode): ReadonlyMap<number, Comment> {
  return new Map(comments.filter(({ text }) => text.startsWith('/**')).map((comment) => [comment.at.endLine, comment]))
}

/** The line in which the function begins with all that stands before it: `export const name =`, annotations. */
function firstLine({ function: code }: FunctionFrame, position: Position): number {
  const around = [position.parent, position.up?.parent, position.up?.up?.parent].flatMap((node) =>
    node !== undefined && /^(?:declare|export|assign|expression|function)$/.test(node.kind) ? [node.at.line] : [],
  )
  const near = around.filter((line) => code.at.line - line <= 1)
  return Math.min(code.at.line, ...near, ...code.annotations.map(({ at }) => at.line))
}

function blockAbove(line: number, comments: ReadonlyMap<number, Comment>): Documentation | undefined {
  const comment = comments.get(line - 1)
  if (comment === undefined || OTHER_SUBJECT.test(comment.text)) return undefined
  const { at, text } = comment
  return { line: at.line, endLine: at.endLine, parameters: blockParameters(text) }
}

/** The text between the signature and the first statement, where it is a string. */
function docstring(code: FunctionCode, lines: readonly string[]): Documentation | undefined {
  const end = (code.body[0]?.at.line ?? code.at.endLine + 1) - 1
  const from = lines.slice(code.at.line, end).findIndex((text) => /^\s*[rRuU]?(?:"""|''')/.test(text))
  if (from < 0) return undefined
  const line = code.at.line + from + 1
  const text = lines.slice(line - 1, end).join('\n')
  return { line, endLine: end, parameters: docstringParameters(text) }
}

function strangers(code: FunctionCode, { line, parameters }: Documentation): Remark[] {
  if (mayTakeMore(code)) return []
  const names = new Set(parameterNames(code.parameters))
  const strange = parameters.filter(({ name }) => !names.has(name) && name !== 'this')
  const [first] = strange
  if (first === undefined) return []
  const list = [...new Set(strange.map(({ name }) => `\`${name}\``))].join(', ')
  return [
    {
      rule: 'documentation/docstring-mismatch',
      confidence: 0.75,
      line: line + first.line,
      message: `The comment documents ${list}, which ${code.name === '' ? 'the function' : `\`${code.name}\``} does not take.`,
      fix: 'Name the parameters in the comment as the signature does, or leave them out.',
      effort: 'minutes',
    },
  ]
}

/** Patterns have no name of their own, keywords may be anything, and the object that constructors of old take is unknown. */
function mayTakeMore({ parameters }: FunctionCode): boolean {
  return parameters.some(({ target, rest }) => rest === 'map' || target.kind !== 'name')
}
