import type { FileCoverage } from '../core/coverage.ts'

/** Lines beyond this are no lines of a source file. */
const MOST_LINES = 1_000_000
const MOST_DIGITS = 15

/** Collects which lines were run, file by file; a line that is told several times was run if it was run once. */
export interface CoverageLines {
  /** `line` and `hits` as they stand in the file; what is no number is left out. */
  add(path: string, line: string, hits: string): void
  done(): Map<string, FileCoverage>
}

export function coverageLines(): CoverageLines {
  const files = new Map<string, Map<number, boolean>>()
  return {
    add(path, line, hits) {
      const [number, count] = [numberIn(line), numberIn(hits)]
      if (path === '' || number === undefined || count === undefined || number < 1 || number > MOST_LINES) return
      const lines = files.get(path) ?? new Map<number, boolean>()
      files.set(path, lines)
      lines.set(number, count > 0 || lines.get(number) === true)
    },
    done: () => new Map([...files].map(([path, lines]) => [path, sorted(lines)])),
  }
}

/** A count may be negative where a counter ran over, which some tools write; it was run then. */
function numberIn(text: string): number | undefined {
  const trimmed = text.length > MOST_DIGITS * 2 ? '' : text.trim()
  return /^-?\d{1,15}$/.test(trimmed) ? Math.abs(Number(trimmed)) : undefined
}

function sorted(lines: ReadonlyMap<number, boolean>): FileCoverage {
  const numbers = [...lines.keys()].sort((a, b) => a - b)
  return {
    covered: new Set(numbers.filter((line) => lines.get(line) === true)),
    uncovered: new Set(numbers.filter((line) => lines.get(line) === false)),
  }
}
