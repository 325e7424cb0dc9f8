import { readSync } from 'node:fs'
import { LONGEST_LINE } from '../analysts/logs/templates/shape-table.ts'

/** One line `bytes[start, end)` without its line break, at byte `at` of the file. The bytes are only valid during the call. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number, at: number) => void

const BLOCK = 1 << 20
const NEWLINE = 10

/**
 * Reads the lines of an open file from byte `from` to byte `to` (or its end), in blocks. Of a line longer than
 * LONGEST_LINE only the beginning is given, once. Returns the number of lines.
 */
export function readLines(file: number, from: number, to: number, take: TakeLine): number {
  // Room for the beginning of a line that the previous block broke off.
  const buffer = Buffer.allocUnsafe(BLOCK + LONGEST_LINE)
  let kept = 0
  let skipping = false
  let lines = 0
  let offset = from
  while (offset < to) {
    const read = readSync(file, buffer, kept, Math.min(BLOCK, to - offset), offset)
    if (read === 0) break
    const base = offset - kept
    const end = kept + read
    offset += read
    let start = 0
    let scanFrom = kept
    for (;;) {
      const newline = buffer.indexOf(NEWLINE, scanFrom)
      if (newline < 0 || newline >= end) break
      if (!skipping) {
        take(buffer, start, newline, base + start)
        lines++
      }
      skipping = false
      start = newline + 1
      scanFrom = start
    }
    kept = skipping ? 0 : end - start
    if (kept >= LONGEST_LINE) {
      take(buffer, start, start + LONGEST_LINE, base + start)
      lines++
      skipping = true
      kept = 0
    }
    if (kept > 0) buffer.copyWithin(0, start, end)
  }
  if (kept > 0) {
    take(buffer, 0, kept, offset - kept)
    lines++
  }
  return lines
}
