import type { Expression } from '../../program.ts'

const VERB = /%[-+# 0]*(?:\d+)?(?:\.\d+)?([a-zA-Z%])/g

/** Verbs that write a value as it is; the others (`%d`, `%x`, `%t` …) write digits and a few letters. */
const PLAIN = new Set(['s', 'v', 'q', 'w', 'c'])

/**
 * The parts of the text that a format and its arguments give. Undefined for widths taken from arguments, indexes and formats that are
 * not constant: there the call stays a call.
 */
export function formatParts(format: Expression, values: readonly Expression[]): Expression[] | undefined {
  if (format.kind !== 'literal' || typeof format.value !== 'string' || /%[^a-zA-Z%]*[*[]/.test(format.value))
    return undefined
  const text = format.value
  const parts: Expression[] = []
  const literal = (value: string) => {
    if (value !== '') parts.push({ kind: 'literal', at: format.at, value })
  }
  let from = 0
  let next = 0
  for (const match of text.matchAll(VERB)) {
    literal(text.slice(from, match.index))
    from = match.index + match[0].length
    if (match[1] === '%') literal('%')
    else parts.push(...written(match[1] ?? '', values[next++]))
  }
  literal(text.slice(from))
  return parts
}

function written(verb: string, value: Expression | undefined): Expression[] {
  if (value === undefined) return []
  return [PLAIN.has(verb) ? value : { kind: 'cast', at: value.at, type: 'int', value }]
}

/** What `Sprintln` puts between its arguments. */
export function spaced(values: readonly Expression[]): Expression[] {
  return values.flatMap((value, index) =>
    index === 0 ? [value] : [{ kind: 'literal' as const, at: value.at, value: ' ' }, value],
  )
}
