import { visibleText } from '../text/visible-text.ts'
import { createPaint, type Paint } from './paint.ts'
import { columnsOf, fitColumns, wrapText } from './wrap-text.ts'

/** A page that is written from top to bottom; whatever text it is given is made visible, wrapped and indented. */
export interface Page {
  readonly width: number
  readonly paint: Paint
  /** A blank line and a heading in capitals. */
  section(title: string, note?: string): void
  /** Wrapped text; the first line begins with `lead`, the others are indented to the same column. */
  text(text: string, options?: { lead?: string; style?: (line: string) => string; lines?: number }): void
  /** A line of ours as it is: its parts were made visible before. */
  raw(line: string): void
  /** A command over as many lines as it needs, broken between words so that it can still be copied. */
  command(words: readonly string[], indent: string): void
  toString(): string
}

const LONGEST_TEXT = 2000
const [NARROWEST, USUAL, WIDEST] = [40, 80, 120]

/** `columns` is what the terminal says of its width, which may be nothing or anything. */
export function createPage(columns: number, color: boolean): Page {
  const width = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(columns) || USUAL))
  const lines: string[] = []
  const paint = createPaint(color)
  return {
    width,
    paint,
    section(title, note = '') {
      lines.push('', `${paint.bold(title.toUpperCase())}${note === '' ? '' : ` ${paint.dim(`(${note})`)}`}`)
    },
    text(text, { lead = '', style = (line: string) => line, lines: most = 4 } = {}) {
      const hang = ' '.repeat(columnsOf(lead))
      const wrapped = shorten(wrapText(visibleText(text, LONGEST_TEXT), width - hang.length), most, width - hang.length)
      for (const [index, line] of wrapped.entries()) lines.push(`${index === 0 ? lead : hang}${style(line)}`)
    },
    raw: (line) => void lines.push(line),
    command: (words, indent) => void lines.push(...commandLines(words, indent, width).map(paint.cyan)),
    toString: () => `${lines.map((line) => line.trimEnd()).join('\n')}\n`,
  }
}

/** At most so many lines; an ellipsis says that there were more. */
function shorten(lines: readonly string[], most: number, columns: number): readonly string[] {
  if (lines.length <= most) return lines
  const last = lines[most - 1] ?? ''
  return [...lines.slice(0, most - 1), columnsOf(last) < columns ? `${last}…` : fitColumns(`${last}…`, columns)]
}

function commandLines(words: readonly string[], indent: string, width: number): string[] {
  const lines: string[] = []
  let line = `${indent}${words[0] ?? ''}`
  for (const word of words.slice(1)) {
    if (columnsOf(line) + columnsOf(word) + 3 <= width) line += ` ${word}`
    else {
      lines.push(`${line} \\`)
      line = `${indent}  ${word}`
    }
  }
  return [...lines, line]
}
