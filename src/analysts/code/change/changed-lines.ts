import { once } from '../../../core/once.ts'
import type { LineRange, ReviewedFile } from '../../../core/review.ts'

/** What a change does to the lines of one file. */
export interface ChangedLines {
  /** Whether the change touches a line from `line` to `endLine`. */
  touches(line: number, endLine?: number): boolean
  /** Whether the line is touched and stood nowhere in the file before: not what was only moved or indented anew. */
  isNew(line: number): boolean
  /** Lines of the new text; empty where the file was removed. */
  lines: readonly string[]
}

/** `unchanged` files with their lines marked as changed are a review of a whole tree: all of their lines are new. */
export function changedLines(file: ReviewedFile): ChangedLines {
  const lines = splitLines(file.text ?? '')
  const touched = touchedIn(file.changed, lines.length)
  const base = file.status === 'unchanged' ? undefined : file.baseText
  const before = once(() => (base === undefined ? undefined : trimmedLines(base)))
  return {
    lines,
    touches: (line, endLine = line) => {
      const from = Math.max(1, line)
      const to = Math.min(lines.length, endLine)
      return to >= from && (touched[to] ?? 0) > (touched[from - 1] ?? 0)
    },
    isNew: (line) => {
      if ((touched[line] ?? 0) === (touched[line - 1] ?? 0)) return false
      return before()?.has((lines[line - 1] ?? '').trim()) !== true
    },
  }
}

/** How many lines are touched up to and with each line. */
function touchedIn(changed: readonly LineRange[] | 'all', count: number): Uint32Array {
  const marks = new Uint8Array(count + 1)
  if (changed === 'all') marks.fill(1, 1)
  else for (const { line, endLine } of changed) marks.fill(1, Math.max(1, line), Math.max(0, endLine + 1))
  const sums = new Uint32Array(marks.length)
  for (let line = 1; line < sums.length; line += 1) sums[line] = (sums[line - 1] ?? 0) + (marks[line] ?? 0)
  return sums
}

function trimmedLines(text: string): ReadonlySet<string> {
  return new Set(splitLines(text).map((line) => line.trim()))
}

/** The first line that is not empty; 1 where there is none. */
export function firstSayingLine(text: string): number {
  const before = /^\s*/.exec(text)?.[0] ?? ''
  return before.length === text.length ? 1 : before.split('\n').length
}

/** Lines without their ends, whichever those are. */
export function splitLines(text: string): string[] {
  return text.split(/\r?\n/)
}
