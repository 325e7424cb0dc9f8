import type { Expression } from '../../program.ts'
import { otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** What an escape of Go stands for: `\n`, `\x41`, `\u00e9`, `\101`. Bytes above 127 are read as their code points. */
function decodeEscape(sequence: string): string {
  const body = sequence.slice(1)
  const letter = body.charAt(0)
  const simple = ESCAPES[letter]
  if (simple !== undefined) return simple
  if ('xuU'.includes(letter) && letter !== '') return character(Number.parseInt(body.slice(1), 16))
  return /^[0-7]{3}$/.test(body) ? character(Number.parseInt(body, 8)) : letter
}

function character(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** The text of a string, rune or package path. */
export function stringOf(node: SyntaxNode): string {
  const { type, text } = node
  if (type === 'raw_string_literal') return text.slice(1, -1).replaceAll('\r', '')
  if (type === 'interpreted_string_literal' && !text.includes('\\')) return text.slice(1, -1)
  if (type === 'rune_literal') return text.charAt(1) === '\\' ? decodeEscape(text.slice(1, -1)) : text.slice(1, -1)
  return partsOf(node)
    .map((part) => (part.type === 'escape_sequence' ? decodeEscape(part.text) : part.text))
    .join('')
}

/** A number as Go writes it: `1_000`, `0x1F`, `0o17`, `017`, `0b1`, `1.5e3`; NaN for what JavaScript can not hold (hexadecimal floats). */
function numberOf(text: string): number {
  const plain = text.replaceAll('_', '')
  return /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain)
}

/** A literal as an expression; a rune is the string of its one character, as an index into a string gives it. */
export function literalOf(node: SyntaxNode): Expression {
  const at = spanOf(node)
  const value = LITERALS[node.type]?.(node) ?? null
  return typeof value === 'number' && Number.isNaN(value) ? otherExpression(at, []) : { kind: 'literal', at, value }
}

const LITERALS: Readonly<Record<string, (node: SyntaxNode) => string | number | boolean | null>> = {
  interpreted_string_literal: stringOf,
  raw_string_literal: stringOf,
  rune_literal: stringOf,
  int_literal: ({ text }) => numberOf(text),
  float_literal: ({ text }) => numberOf(text),
  imaginary_literal: () => Number.NaN,
  iota: () => Number.NaN,
  true: () => true,
  false: () => false,
  nil: () => null,
}

/** The types of nodes that `literalOf` reads. */
export const LITERAL_TYPES: readonly string[] = Object.keys(LITERALS)
