import type { LineRange } from '../core/review.ts'

/** Larger than this is not read. Bytes. */
export const MOST_SOURCE_BYTES = 2 * 1024 * 1024

/** Of all files of one side together; what comes after is not read. Bytes. */
export const MOST_BYTES_TOGETHER = 256 * 1024 * 1024
export const BEYOND = `beyond the ${MOST_BYTES_TOGETHER / 1024 / 1024} MB that are read together`

export type SourceText =
  | { kind: 'text'; text: string; isLossy: boolean }
  /** `why` reads on from the name of the file. */
  | { kind: 'unread'; why: string }

const EXACT = new TextDecoder('utf-8', { fatal: true })
const LENIENT = new TextDecoder('utf-8')

/** Said of a file that is larger than what is read. */
export function tooLarge(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB, more than the ${MOST_SOURCE_BYTES / 1024 / 1024} MB that are read`
}

/** The bytes of a file as text: UTF-8, with replacement characters (`isLossy`) where it is not; binary where there is a NUL. */
export function decodeSource(bytes: Uint8Array): SourceText {
  if (bytes.length > MOST_SOURCE_BYTES) return { kind: 'unread', why: tooLarge(bytes.length) }
  if (bytes.includes(0)) return { kind: 'unread', why: 'binary' }
  try {
    return { kind: 'text', text: EXACT.decode(bytes), isLossy: false }
  } catch {
    return { kind: 'text', text: LENIENT.decode(bytes), isLossy: true }
  }
}

/** What became of reading a file, as `src/safety/read-inside.ts` tells it. */
export type FileRead =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'refused'; why: string }
  | { kind: 'too-large'; size: number }
  | { kind: 'beyond' }

/** A file that was read, or was not, as a text. */
export function sourceOf(file: FileRead): SourceText {
  switch (file.kind) {
    case 'bytes':
      return decodeSource(file.bytes)
    case 'refused':
      return { kind: 'unread', why: file.why }
    case 'too-large':
      return { kind: 'unread', why: tooLarge(file.size) }
    case 'beyond':
      return { kind: 'unread', why: BEYOND }
  }
}

/** How many lines a text has; what follows the last line break counts where there is something. */
export function countLines(text: string): number {
  let lines = 0
  let from = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    lines++
    from = at + 1
  }
  return from < text.length ? lines + 1 : lines
}

/** Adds a line at the end of ranges that ascend. */
export function extendRanges(ranges: LineRange[], line: number): void {
  const last = ranges.at(-1)
  if (last?.endLine === line - 1) last.endLine = line
  else ranges.push({ line, endLine: line })
}

/** Ranges in ascending order, without overlap, and within a text of so many lines. */
export function tidyRanges(ranges: readonly LineRange[], lines: number): LineRange[] {
  const tidy: LineRange[] = []
  const within = ranges
    .map(({ line, endLine }) => ({ line: Math.max(1, line), endLine: Math.min(lines, endLine) }))
    .filter(({ line, endLine }) => line <= endLine)
    .sort((a, b) => a.line - b.line)
  for (const range of within) {
    const last = tidy.at(-1)
    if (last === undefined || range.line > last.endLine + 1) tidy.push(range)
    else last.endLine = Math.max(last.endLine, range.endLine)
  }
  return tidy
}
