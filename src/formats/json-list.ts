import type { Citation } from '../core/evidence.ts'
import { lineAt } from './metric-matrix.ts'

export interface ListedObject {
  fields: Record<string, unknown>
  citation: Citation
}

/** Keys under which tools wrap a list. */
const WRAPPERS = ['items', 'changes', 'alerts', 'data', 'results', 'figures', 'deployments', 'events']

/**
 * The objects of a JSON array, of an object that wraps one, or of JSON lines, each with the line it begins on.
 * `quoteKeys` name the field whose text is quoted, first match wins. Throws `SyntaxError` where it is neither.
 */
export function parseJsonList(text: string, source: string, quoteKeys: readonly string[]): ListedObject[] {
  let cursor = 0
  return rowsOf(text).map((fields) => {
    const citation = citeObject(text, source, fields, quoteKeys, cursor)
    cursor = citation.next
    return { fields, citation: { source, line: citation.line, quote: citation.quote } }
  })
}

function rowsOf(text: string): Record<string, unknown>[] {
  try {
    return unwrap(JSON.parse(text) as unknown)
  } catch (thrown) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 2) throw thrown
    return lines.flatMap((line) => unwrap(JSON.parse(line) as unknown))
  }
}

function unwrap(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter(isObject)
  if (!isObject(value)) return []
  for (const key of WRAPPERS) {
    const inner = value[key]
    if (Array.isArray(inner)) return inner.filter(isObject)
    if (isObject(inner)) return unwrap(inner)
  }
  return [value]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function citeObject(
  text: string,
  source: string,
  fields: Record<string, unknown>,
  keys: readonly string[],
  from: number,
) {
  for (const key of keys) {
    const value = key.split('.').reduce<unknown>((inner, part) => (isObject(inner) ? inner[part] : undefined), fields)
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const quoted = JSON.stringify(value)
    const at = text.indexOf(quoted, from)
    if (at >= 0)
      return { source, line: lineAt(text, at), quote: quoted.replace(/^"|"$/g, ''), next: at + quoted.length }
  }
  return { source, line: lineAt(text, from), quote: '', next: from }
}
