/**
 * A document before it is Markdown or HTML. Every `string` is plain text that may be hostile: the medium makes it
 * visible and escapes it. Nothing in here is markup, so nothing from the evidence can become markup.
 */
export type Inline = string | { strong: string } | { code: string } | { evidence: number }

export type Block =
  /** `level` 1 is the title of the document. */
  | { type: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { type: 'paragraph'; content: readonly Inline[] }
  | { type: 'list'; ordered: boolean; items: readonly (readonly Inline[])[] }
  | { type: 'table'; head: readonly string[]; rows: readonly (readonly (readonly Inline[])[])[] }
  /** Preformatted text; `language` is a word of ours. */
  | { type: 'code'; language: string; lines: readonly string[] }

export function heading(level: 1 | 2 | 3 | 4, text: string): Block {
  return { type: 'heading', level, text }
}

export function paragraph(...content: Inline[]): Block {
  return { type: 'paragraph', content }
}

export function list(items: readonly (readonly Inline[])[], ordered = false): Block[] {
  return items.length === 0 ? [] : [{ type: 'list', ordered, items }]
}

export function table(head: readonly string[], rows: readonly (readonly (readonly Inline[])[])[]): Block[] {
  return rows.length === 0 ? [] : [{ type: 'table', head, rows }]
}

export function strong(text: string): Inline {
  return { strong: text }
}

export function code(text: string): Inline {
  return { code: text }
}

/** References to the list of evidence: ` [E1] [E4]`. */
export function evidence(numbers: readonly number[]): Inline[] {
  return [...new Set(numbers)].filter((number) => number > 0).flatMap((number) => [' ', { evidence: number }])
}
