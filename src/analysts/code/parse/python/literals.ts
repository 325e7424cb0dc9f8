import type { Expression } from '../../program.ts'
import { literalOf } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression, tokenSpan } from './frame.ts'

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
}
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{[^}]*\}|\r?([\s\S]))/g
const HIGHEST_CODE_POINT = 0x10ffff

/** Python's escapes undone; one that it does not know stays as it is, and a character by name becomes a question mark. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(ESCAPE, (whole, hex, short, long, octal, simple) => {
    const code = hex ?? short ?? long
    if (code !== undefined) return codePoint(Number.parseInt(code, 16))
    if (octal !== undefined) return codePoint(Number.parseInt(octal, 8))
    if (simple === undefined) return '?'
    return SIMPLE_ESCAPES[simple] ?? whole
  })
}

function codePoint(code: number): string {
  return code <= HIGHEST_CODE_POINT ? String.fromCodePoint(code) : '?'
}

/** A string, of whatever prefix: a literal where all of it is constant, else a template. */
export function lowerString(node: SyntaxNode, frame: Frame): Expression {
  return joined(node, stringParts(node, frame))
}

/** `'a' "b" f'{c}'`. */
export function lowerConcatenated(node: SyntaxNode, frame: Frame): Expression {
  return joined(
    node,
    partsOf(node).flatMap((part) =>
      part.type === 'string' ? stringParts(part, frame) : [lowerExpression(part, frame, part)],
    ),
  )
}

function joined(node: SyntaxNode, parts: readonly Expression[]): Expression {
  const merged: Expression[] = []
  let text = ''
  const flush = () => {
    if (text !== '') merged.push(literalOf(spanOf(node), text))
    text = ''
  }
  for (const part of parts) {
    if (part.kind === 'literal' && typeof part.value === 'string') text += part.value
    else {
      flush()
      merged.push(part)
    }
  }
  if (merged.length === 0) return literalOf(spanOf(node), text)
  flush()
  return { kind: 'template', at: spanOf(node), parts: merged }
}

function stringParts(node: SyntaxNode, frame: Frame): Expression[] {
  const parts: Expression[] = []
  let prefix = ''
  for (const child of node.namedChildren) {
    if (child === null) continue
    if (child.type === 'string_start') prefix = child.text.toLowerCase()
    else if (child.type === 'string_content') parts.push(literalOf(tokenSpan(child), contentOf(child.text, prefix)))
    else if (child.type === 'interpolation') parts.push(...interpolationParts(child, frame))
  }
  return parts
}

function contentOf(text: string, prefix: string): string {
  const plain = prefix.includes('f') || prefix.includes('t') ? text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : text
  return prefix.includes('r') ? plain : decodeEscapes(plain)
}

/** The value and what its format takes from variables: `{x:>{width}}`. */
function interpolationParts(node: SyntaxNode, frame: Frame): Expression[] {
  const value = fieldOf(node, 'expression')
  const format = fieldOf(node, 'format_specifier')
  const widths = format === undefined ? [] : partsOf(format).map((part) => fieldOf(part, 'expression') ?? part)
  const parts = value === undefined ? widths : [value, ...widths]
  return parts.map((part) => lowerExpression(part, frame, part))
}

/** Integers, floats; imaginary numbers have no word. */
export function lowerNumber(node: SyntaxNode): Expression {
  const text = node.text.toLowerCase().replaceAll('_', '')
  if (text.endsWith('j')) return otherExpression(tokenSpan(node), [])
  const plain = text.replace(/l$/, '').replace(/^0+(?=\d)/, '')
  const value = Number(plain)
  return Number.isNaN(value) ? otherExpression(tokenSpan(node), []) : literalOf(tokenSpan(node), value)
}
