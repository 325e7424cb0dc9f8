import type { SqlValue } from './database.ts'

const MOST_WORDS = 8

export interface Mentions {
  /** One for each word, all of which have to hold; none where there is no word. */
  conditions: string[]
  values: SqlValue[]
}

/**
 * That every word of what somebody typed stands somewhere in `columns`, or is how one of `beginnings` begins, or is in what `more` finds (a condition with
 * `{word}` for a comparison with the word). A word means itself, whatever a pattern would make of it; the database makes letters small by its own rules.
 */
export function mentions(
  text: string | undefined,
  columns: readonly string[],
  beginnings: readonly string[] = [],
  more: readonly string[] = [],
): Mentions {
  const words = [...new Set((text ?? '').split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS)
  const templates = [
    ...columns.map((column) => `lower(${column}) {word}`),
    ...beginnings.map((column) => `lower(${column}) {beginning}`),
    ...more,
  ]
  const condition = templates.map((template) => template.replace(/\{\w+\}/g, LIKE)).join(' OR ')
  const slots = templates.flatMap((template) => template.match(/\{\w+\}/g) ?? [])
  return {
    conditions: words.map(() => `(${condition})`),
    values: words.flatMap((word) =>
      slots.map((slot) => (slot === '{word}' ? `%${literal(word)}%` : `${literal(word)}%`)),
    ),
  }
}

const LIKE = "LIKE lower(?) ESCAPE '!'"

function literal(word: string): string {
  // PostgreSQL takes no NUL in a text, and so has none that could match.
  return word.replaceAll('\0', '\ufffd').replace(/[!%_]/g, (wildcard) => `!${wildcard}`)
}
