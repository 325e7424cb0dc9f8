import type { Expression } from '../../program.ts'
import { type SyntaxNode, spanOf } from '../syntax.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  s: ' ',
  '\n': '',
}

/** Text of a string or character literal without its quotes, escapes resolved. */
function decoded(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|\r?(\n)|(.))/gs, (whole, hex, octal, end, one) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    if (end !== undefined) return ''
    return one === undefined ? whole : (ESCAPES[one] ?? one)
  })
}

/** A text block: indentation that all lines share and trailing blanks are no part of it (JLS 3.10.6). */
function textBlock(text: string): string {
  const lines = text
    .slice(3, -3)
    .replace(/^[^\n]*\n/, '')
    .split('\n')
  const last = lines.length - 1
  let shared = Number.POSITIVE_INFINITY
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '' || index === last) shared = Math.min(shared, line.length - line.trimStart().length)
  }
  return decoded(lines.map((line) => line.slice(shared).trimEnd()).join('\n'))
}

export function stringLiteral(node: SyntaxNode): Expression {
  const { text } = node
  const value = text.startsWith('"""') ? textBlock(text) : decoded(text.slice(1, -1))
  return { kind: 'literal', at: spanOf(node), value }
}

/** Any of Java's number forms; what does not fit a double loses its last digits. */
function numberOf(text: string): number {
  const plain = text.replaceAll('_', '')
  if (/^0[xX]/.test(plain)) return plain.includes('.') || /[pP]/.test(plain) ? 0 : Number(plain.replace(/[lL]$/, ''))
  if (/^0[bB]/.test(plain)) return Number(plain.replace(/[lL]$/, ''))
  if (/^0[0-7]+[lL]?$/.test(plain)) return Number.parseInt(plain, 8)
  return Number(plain.replace(/[lLfFdD]$/, ''))
}

export function numberLiteral(node: SyntaxNode): Expression {
  return { kind: 'literal', at: spanOf(node), value: numberOf(node.text) }
}
