import type { Citation, TextDocument } from '../../../core/evidence.ts'

/** A line of a document, so that whatever is read from it can be cited. */
export interface DocumentLine {
  source: string
  /** From 1. */
  number: number
  text: string
  /** Columns before the first character. */
  indent: number
}

const LONGEST_QUOTE = 300

export function documentLines({ source, text }: TextDocument): DocumentLine[] {
  return text.split('\n').map((raw, index) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    return { source, number: index + 1, text: line, indent: line.search(/\S|$/) }
  })
}

export function citeLine({ source, number, text }: DocumentLine): Citation {
  return { source, line: number, quote: text.trim().slice(0, LONGEST_QUOTE) }
}
