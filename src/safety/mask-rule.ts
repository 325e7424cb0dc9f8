/** What a placeholder says about the value that it stands for. */
export type MaskKind = 'password' | 'token' | 'key' | 'cookie' | 'email' | 'phone' | 'iban' | 'card'

/** A stretch of a text that must not be shown: `start` inclusive, `end` exclusive. */
export interface SecretSpan {
  kind: MaskKind
  start: number
  end: number
}

/** Reads a text once, in time linear to its length, and yields the stretches to be masked, ascending. */
export type MaskRule = (text: string) => Iterable<SecretSpan>

/**
 * A rule from a regular expression with the flags `g` and `d`. Masked is the group named `secret`, or the whole match
 * where there is none, if `accept` agrees. To stay linear the expression must not begin with an unbounded repetition
 * that can start anywhere: it begins with a literal or with a look-behind that holds only at the start of a word.
 */
export function expressionRule(
  kind: MaskKind,
  expression: RegExp,
  accept = (_value: string): boolean => true,
): MaskRule {
  return function* (text) {
    for (const match of text.matchAll(expression)) {
      const [start, end] = match.indices?.groups?.secret ?? [match.index, match.index + match[0].length]
      if (end > start && accept(text.slice(start, end))) yield { kind, start, end }
    }
  }
}

/** Words joined by dashes or dots, as people and Kubernetes name things: `db-credentials-v2`, `default-token-x7k2p`. */
const READABLE_NAME = /^[a-z]+(?:[-._/](?:[a-z]+|[a-z0-9]{1,5}))*$/i
const ONLY_NUMBER = /^(?:[-+]?[0-9]+(?:\.[0-9]+)?[a-z%]{0,3}|0x[0-9a-f]+)$/i

/**
 * Whether a value looks made by a machine and not by a person: at least eight characters, not a number with a unit, not
 * words, and either letters mixed with digits or 3.5 bits of entropy a character (Shannon 1948) over twenty or more.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || value.includes('‹') || READABLE_NAME.test(value) || ONLY_NUMBER.test(value)) return false
  const mixed = /[0-9]/.test(value) && /[A-Za-z]/.test(value)
  return mixed || (value.length >= 20 && entropy(value.slice(0, 200)) >= 3.5)
}

function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  )
}
