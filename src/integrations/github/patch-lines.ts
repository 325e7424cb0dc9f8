import type { LineRange } from '../../core/review.ts'
import { extendRanges } from '../../formats/source-text.ts'

/** One part of a patch. Lines begin with ` `, `+` or `-`; those that follow one with `\` have no line break at their end. */
export interface Hunk {
  oldStart: number
  newStart: number
  lines: readonly string[]
}

const HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/

/** The parts of a patch as GitHub gives it, without the names of files; undefined for what is none. */
export function parsePatch(patch: string): Hunk[] | undefined {
  const hunks: { oldStart: number; newStart: number; lines: string[] }[] = []
  for (const line of patch.replace(/\n$/, '').split('\n')) {
    const [, oldStart, newStart] = HEADER.exec(line) ?? []
    if (oldStart !== undefined) hunks.push({ oldStart: Number(oldStart), newStart: Number(newStart), lines: [] })
    else {
      const last = hunks.at(-1)
      if (!last || !/^[ +\-\\]/.test(line)) return undefined
      last.lines.push(line)
    }
  }
  return hunks.length > 0 ? hunks : undefined
}

/** Lines of the new text that a patch adds. */
export function addedLines(hunks: readonly Hunk[]): LineRange[] {
  const ranges: LineRange[] = []
  for (const { newStart, lines } of hunks) {
    let at = newStart
    for (const line of lines)
      if (line.startsWith('+')) extendRanges(ranges, at++)
      else if (line.startsWith(' ')) at++
  }
  return ranges
}

/** The lines of the new text that a patch shows, a range for each part: what can be commented on. */
export function shownLines(hunks: readonly Hunk[]): LineRange[] {
  return hunks.flatMap(({ newStart, lines }) => {
    const count = lines.filter((line) => line.startsWith(' ') || line.startsWith('+')).length
    return count > 0 ? [{ line: newStart, endLine: newStart + count - 1 }] : []
  })
}

/** What a patch that adds a whole file, or takes one away, says of its text. */
export function wholeText(hunks: readonly Hunk[], sign: '+' | '-'): string {
  const lines = hunks.flatMap((hunk) => hunk.lines)
  const text = lines.flatMap((line) => (line.startsWith(sign) ? [`${line.slice(1)}\n`] : [])).join('')
  return lines.at(-1)?.startsWith('\\') ? text.slice(0, -1) : text
}

/** The text before a patch, out of the text after it; undefined where the patch does not fit the text. */
export function textBefore(text: string, hunks: readonly Hunk[]): string | undefined {
  // Each with its own end of line, so that a missing one at the end of the file is a difference as any other.
  const after = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const before: string[] = []
  let at = 0
  for (const hunk of hunks) {
    const start = firstOf(hunk)
    if (start < at || start > after.length) return undefined
    for (; at < start; at++) before.push(after[at] ?? '')
    for (const { sign, line } of linesOf(hunk)) {
      if (sign !== '-' && after[at++] !== line) return undefined
      if (sign !== '+') before.push(line)
    }
  }
  for (; at < after.length; at++) before.push(after[at] ?? '')
  return before.join('')
}

/** From 0. A part without any new line names the one before it. */
function firstOf({ newStart, lines }: Hunk): number {
  return lines.some((line) => /^[ +]/.test(line)) ? newStart - 1 : newStart
}

function linesOf({ lines }: Hunk): { sign: string; line: string }[] {
  return lines.flatMap((line, place) => {
    if (line.startsWith('\\')) return []
    const end = lines[place + 1]?.startsWith('\\') ? '' : '\n'
    return [{ sign: line.slice(0, 1), line: `${line.slice(1)}${end}` }]
  })
}
