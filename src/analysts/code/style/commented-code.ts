import type { Remark, TouchedFile } from '../change/code-change.ts'
import type { Comment, LanguageName } from '../program.ts'

const FEWEST_LINES = 3
const SHARE = 0.7
/** What begins a line of code and hardly one of prose. */
const CODE_LINE: Readonly<Record<'braces' | 'python', RegExp>> = {
  braces:
    /;\s*$|^\s*[})\]]+[;,)]*\s*$|^\s*(?:const|let|var|return|if|for|while|else|try|catch|await|import|export|public|private|func|this\.)\b.*[({;=]|^\s*[\w.$]+\([^)]*\)\s*[;{]?\s*$|[{(]\s*$/,
  python:
    /^\s*(?:def|class|return|if|elif|else|for|while|with|try|except|import|from|raise|assert)\b.*(?::|\)|\bimport\b.*)\s*$|^\s*[\w.]+(?:\[[^\]]*\])?\s*[-+*/]?=\s*\S|^\s*[\w.]+\([^)]*\)\s*$/,
}
const PROSE =
  /\b(?:the|this is|that|which|when|because|should|we|you|note|todo|fixme|example|e\.g\.|i\.e\.|usage|output|eslint|prettier|istanbul|c8|ts-ignore|ts-expect|noqa|type:|pragma|copyright|license)\b/i

interface Block {
  line: number
  endLine: number
  lines: string[]
}

/** Code that is commented out instead of taken out, in new lines. */
export function commentedCode({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const pattern = CODE_LINE[module.language === 'python' ? 'python' : 'braces']
  return blocksOf(module.comments, module.language)
    .filter((block) => isCode(block, pattern) && isAllNew(block, changed))
    .slice(0, 3)
    .map(({ line, endLine }) => ({
      rule: 'style/commented-code',
      confidence: 0.6,
      line,
      endLine,
      message: `${endLine - line + 1} lines of code are commented out: nobody compiles or tests them from here on.`,
      fix: 'Take them out; the history keeps them.',
      effort: 'minutes',
    }))
}

/** Comments of one line each that stand below one another are one block. Documentation comments are none. */
function blocksOf(comments: readonly Comment[], language: LanguageName): Block[] {
  const mark = language === 'python' ? /^#+ ?/ : /^\/\/+ ?/
  const blocks: Block[] = []
  for (const { at, text } of comments) {
    if (!mark.test(text) || text.startsWith('///') || at.line !== at.endLine) continue
    const last = blocks.at(-1)
    const content = text.replace(mark, '')
    if (last !== undefined && last.endLine + 1 === at.line) {
      last.endLine = at.line
      last.lines.push(content)
    } else blocks.push({ line: at.line, endLine: at.line, lines: [content] })
  }
  return blocks
}

function isCode({ lines }: Block, pattern: RegExp): boolean {
  const told = lines.filter((line) => line.trim() !== '' && line.length < 300)
  if (told.length < FEWEST_LINES || told.some((line) => PROSE.test(line))) return false
  return told.filter((line) => pattern.test(line)).length / told.length >= SHARE
}

function isAllNew({ line, endLine }: Block, { isNew }: TouchedFile['changed']): boolean {
  for (let at = line; at <= endLine; at += 1) if (!isNew(at)) return false
  return true
}
