import type { FileCoverage } from '../core/coverage.ts'
import { coverageLines } from './coverage-lines.ts'

/** The lines of an lcov tracefile (geninfo(1)) by file, with the paths as they stand there. Linear; throws on nothing. */
export function parseLcov(text: string): Map<string, FileCoverage> {
  const lines = coverageLines()
  let path = ''
  for (const record of linesIn(text)) {
    if (record.startsWith('SF:')) path = record.slice(3).trim().replaceAll('\\', '/')
    else if (record.startsWith('DA:')) {
      const [line = '', hits = ''] = record.slice(3).split(',', 2)
      lines.add(path, line, hits)
    } else if (record.startsWith('end_of_record')) path = ''
  }
  return lines.done()
}

/** One by one: a large file as a list of lines would stand twice in memory. */
function* linesIn(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? text.length : end)
    if (end < 0) return
    from = end + 1
  }
}
