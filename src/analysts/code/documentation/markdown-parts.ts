import { splitLines } from '../change/changed-lines.ts'

/** What stands in code marks: `inline`, or a line of a fence. Lines count from 1. */
export interface MarkedCode {
  text: string
  line: number
  /** Language of the fence; undefined for code in a line. */
  fence: string | undefined
}

export interface Fence {
  language: string
  /** Of the first line inside. */
  line: number
  lines: string[]
  isClosed: boolean
}

export interface Link {
  target: string
  line: number
}

export interface MarkdownParts {
  code: readonly MarkedCode[]
  fences: readonly Fence[]
  links: readonly Link[]
}

const FENCE = /^\s*(?:>\s*)?(`{3,}|~{3,})\s*([\w+-]*)/
const INLINE_CODE = /(?<!`)(`+)([^`]+)\1(?!`)/g
const LINK = /\]\(\s*<?([^()\s<>]+)/g
const DEFINITION = /^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/
const LONGEST_LINE = 4000

/** Reads code and links of Markdown; links inside of code do not count. */
export function markdownParts(text: string): MarkdownParts {
  const code: MarkedCode[] = []
  const fences: Fence[] = []
  const links: Link[] = []
  let open: { mark: string; fence: Fence } | undefined
  for (const [index, whole] of splitLines(text).entries()) {
    const line = index + 1
    const content = whole.slice(0, LONGEST_LINE)
    const [, mark = '', language = ''] = FENCE.exec(content) ?? []
    if (open !== undefined) {
      if (mark !== '' && language === '' && mark.startsWith(open.mark)) {
        open.fence.isClosed = true
        open = undefined
      } else {
        open.fence.lines.push(content)
        code.push({ text: content, line, fence: open.fence.language })
      }
    } else if (mark !== '') {
      const fence: Fence = { language: language.toLowerCase(), line: line + 1, lines: [], isClosed: false }
      fences.push(fence)
      open = { mark, fence }
    } else readLine(content, line, code, links)
  }
  return { code, fences, links }
}

function readLine(content: string, line: number, code: MarkedCode[], links: Link[]): void {
  for (const [, , text = ''] of content.matchAll(INLINE_CODE)) code.push({ text: text.trim(), line, fence: undefined })
  const plain = content.replace(INLINE_CODE, '``')
  for (const [, target = ''] of plain.matchAll(LINK)) links.push({ target, line })
  const defined = DEFINITION.exec(plain)?.[1]
  if (defined !== undefined) links.push({ target: defined, line })
}

/** Whether a file is written in Markdown. */
export function isMarkdown(path: string): boolean {
  return /\.(?:md|mdx|markdown)$/i.test(path)
}

/** Records of what was: they speak of what is gone by right. */
export function isRecord(path: string): boolean {
  return /(?:^|\/)(?:change-?log|changes|history|news|releases?|release-?notes|migrat\w*|upgrad\w*|adr|decisions|rfcs?|blog|archive\w*|licen[cs]e\w*)(?:[./-]|$)/i.test(
    path,
  )
}
