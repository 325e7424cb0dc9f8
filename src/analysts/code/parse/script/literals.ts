import type { Expression } from '../../program.ts'
import { partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r\n': '',
}

/** What an escape sequence (`\n`, `\x41`, `\u{1f600}`) stands for. */
export function unescaped(sequence: string): string {
  const rest = sequence.slice(1)
  const simple = SIMPLE_ESCAPES[rest]
  if (simple !== undefined) return simple
  const code = /^(?:x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4}))$/i.exec(rest)
  if (code === null) return rest
  const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16)
  return point <= 0x10ffff ? String.fromCodePoint(point) : rest
}

/** The text of a string without its quotes. */
export function stringText(node: SyntaxNode): string {
  const text = node.text
  const inner = text.slice(1, text.length > 1 ? -1 : undefined)
  if (!inner.includes('\\')) return inner
  return inner.replace(/\\(?:x[0-9a-f]{2}|u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|\r\n|[\s\S])/gi, unescaped)
}

export function lowerString(node: SyntaxNode): Expression {
  return { kind: 'literal', at: spanOf(node), value: stringText(node) }
}

/** `0x1f`, `1_000`, `10n`; a number too odd to read is its text. */
export function lowerNumber(node: SyntaxNode): Expression {
  const text = node.text
  const plain = text.replaceAll('_', '').replace(/n$/, '')
  const value = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain)
  return { kind: 'literal', at: spanOf(node), value: Number.isNaN(value) ? text : value }
}

export function lowerRegex(node: SyntaxNode): Expression {
  const text = node.text
  const end = text.lastIndexOf('/')
  return { kind: 'regex', at: spanOf(node), source: text.slice(1, end), flags: text.slice(end + 1) }
}

/** Constant parts and inserted values of a template, in their order. Neighbouring pieces of text are one constant. */
export function templateParts(node: SyntaxNode, lowering: Lowering): Expression[] {
  const parts: Expression[] = []
  let text = ''
  let at = spanOf(node)
  const close = () => {
    if (text !== '') parts.push({ kind: 'literal', at, value: text })
    text = ''
  }
  for (const child of partsOf(node)) {
    if (child.type === 'template_substitution') {
      close()
      const [inner] = partsOf(child)
      if (inner !== undefined) parts.push(lowering.expression(inner))
      continue
    }
    if (text === '') at = spanOf(child)
    text += child.type === 'escape_sequence' ? unescaped(child.text) : child.text
  }
  close()
  return parts
}

/** A template without insertions is a plain string. */
export function lowerTemplate(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const parts = templateParts(node, lowering)
  if (parts.length === 0) return { kind: 'literal', at, value: '' }
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'literal' && typeof only.value === 'string') return { ...only, at }
  return { kind: 'template', at, parts }
}
