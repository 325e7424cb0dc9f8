import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { parseLogLine } from '../formats/log-line.ts'

const LONGEST = 4096

/**
 * Tells when the lines of a log file were written: a function from the byte at which a line starts to its timestamp
 * (ISO 8601), undefined where the line has none that is recognised. A timestamp without a year has the file's.
 */
export function timesOfLines(path: string): { at(offset: number): string | undefined; close(): void } {
  const file = openSync(path, 'r')
  const yearOf = statSync(path).mtimeMs
  const block = Buffer.allocUnsafe(LONGEST)
  return {
    at(offset) {
      const read = readSync(file, block, 0, LONGEST, offset)
      const line = block.toString('utf8', 0, read).split('\n', 1)[0] ?? ''
      const at = parseLogLine(line, 1, { source: path, yearOf })?.at
      return at === undefined ? undefined : new Date(at).toISOString()
    },
    close: () => closeSync(file),
  }
}
