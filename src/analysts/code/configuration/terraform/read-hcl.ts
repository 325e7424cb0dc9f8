/** A block of HCL: `resource "aws_s3_bucket" "logs" { … }`. */
export interface HclBlock {
  type: string
  labels: readonly string[]
  line: number
  endLine: number
  attributes: readonly HclAttribute[]
  blocks: readonly HclBlock[]
}

export interface HclAttribute {
  name: string
  /** The expression as written, here-documents with their text. */
  text: string
  line: number
  endLine: number
}

/** Deeper blocks, longer expressions and larger files are no configuration. */
const DEEPEST = 50
const LONGEST = 20_000
const LARGEST = 2_000_000

interface Open {
  type: string
  labels: string[]
  line: number
  attributes: HclAttribute[]
  blocks: HclBlock[]
}

const ATTRIBUTE = /^\s*("?)([A-Za-z_][\w.-]*)\1\s*=(?!=)\s*(.*)$/
const BLOCK = /^\s*([A-Za-z_][\w-]*)((?:\s+(?:"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*))*)\s*\{(.*)$/

/** The blocks of a file, by lines: HCL ends an attribute with its line unless a bracket or here-document is open. Never throws. */
export function readHcl(text: string): HclBlock[] {
  if (text.length > LARGEST) return []
  const lines = text.split('\n')
  const top: Open = { type: '', labels: [], line: 1, attributes: [], blocks: [] }
  const open: Open[] = [top]
  let at = 0
  while (at < lines.length) {
    const line = withoutComment(lines[at] ?? '')
    const current = open.at(-1) ?? top
    const attribute = ATTRIBUTE.exec(line)
    if (attribute !== null) {
      const { value, next } = expressionFrom(lines, at, attribute[3] ?? '')
      current.attributes.push({ name: attribute[2] ?? '', text: value, line: at + 1, endLine: next })
      at = next
      continue
    }
    at++
    if (/^\s*\/\*/.test(line)) {
      while (at < lines.length && !(lines[at - 1] ?? '').includes('*/')) at++
      continue
    }
    const block = BLOCK.exec(line)
    if (block !== null && open.length < DEEPEST) beginBlock(open, block, at)
    else if (/^\s*\}/.test(line)) endBlock(open, at)
  }
  while (open.length > 1) endBlock(open, lines.length)
  return top.blocks
}

function beginBlock(open: Open[], [, type = '', labels = '', rest = '']: RegExpExecArray, line: number): void {
  const names = Array.from(
    labels.matchAll(/"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w-]*)/g),
    ([, quoted, bare]) => quoted ?? bare ?? '',
  )
  open.push({ type, labels: names, line, attributes: [], blocks: [] })
  const inner = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*\}\s*$/.exec(rest)
  if (inner !== null) open.at(-1)?.attributes.push({ name: inner[1] ?? '', text: inner[2] ?? '', line, endLine: line })
  if (/\}\s*$/.test(rest)) endBlock(open, line)
}

function endBlock(open: Open[], endLine: number): void {
  if (open.length < 2) return
  const done = open.pop()
  if (done !== undefined) open.at(-1)?.blocks.push({ ...done, endLine })
}

/** Comments begin with `#` or `//` outside of quotes. */
function withoutComment(line: string): string {
  if (!/#|\/\//.test(line)) return line
  let isQuoted = false
  for (let index = 0; index < line.length; index++) {
    const char = line[index]
    if (char === '\\' && isQuoted) index++
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === '#' || (char === '/' && line[index + 1] === '/'))) return line.slice(0, index)
  }
  return line
}

/** The expression that begins on a line, over as many lines as its brackets or here-document are open. */
function expressionFrom(lines: readonly string[], at: number, first: string): { value: string; next: number } {
  const heredoc = /<<[-~]?(\w+)\s*$/.exec(first)?.[1]
  const parts = [first.trim()]
  let length = first.length
  let next = at + 1
  const add = (line: string) => {
    if (length <= LONGEST) parts.push(line)
    length += line.length
    next++
  }
  if (heredoc !== undefined) {
    while (next < lines.length && lines[next]?.trim() !== heredoc) add(lines[next] ?? '')
    next = Math.min(next + 1, lines.length)
  }
  let depth = bracketsIn(first)
  while (depth > 0 && next < lines.length) {
    const line = withoutComment(lines[next] ?? '')
    depth += bracketsIn(line)
    add(line)
  }
  return { value: parts.join('\n').slice(0, LONGEST), next }
}

/** How many brackets a line leaves open. */
function bracketsIn(line: string): number {
  let depth = 0
  for (const [char] of line.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[[\](){}]/g))
    depth += '[({'.includes(char) ? 1 : -1
  return depth
}

/** An attribute of a block; undefined where it has none of the name. */
export function attributeOf(block: HclBlock, name: string): HclAttribute | undefined {
  return block.attributes.find((one) => one.name === name)
}

/** The text between the quotes of an expression that is one string without a hole; a number or word as it is. */
export function literalOf(attribute: HclAttribute | undefined): string | undefined {
  const text = attribute?.text.trim()
  if (text === undefined) return undefined
  const quoted = /^"((?:[^"\\$]|\\.)*)"$/.exec(text)?.[1]
  return quoted ?? (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(text) ? text : undefined)
}

/** All blocks, outer before inner. */
export function allBlocks(blocks: readonly HclBlock[]): HclBlock[] {
  return blocks.flatMap((block) => [block, ...allBlocks(block.blocks)])
}
