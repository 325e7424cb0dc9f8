import { compareCrews } from '../app/compare-crews.ts'
import { percent } from '../report/text/report-words.ts'
import { visibleText } from '../report/text/visible-text.ts'
import { investigationInput, investigationOptions, readOptions } from './investigation-options.ts'
import type { Output } from './output.ts'
import { showProgress } from './show-progress.ts'
import { formatDuration, writeTable } from './write-table.ts'

/** `watchfloor compare PATH`: one agent beside the crew, at once beside one after the other. */
export async function compare(path: string, given: Record<string, unknown>, out: Output['out']): Promise<number> {
  const options = readOptions(investigationOptions, given)
  const { title, ways, speedUp } = await compareCrews(
    investigationInput(path, options),
    options.quiet ? undefined : showProgress(process.stderr),
  )
  if (options.json) {
    out.write(`${JSON.stringify({ title, ways, speedUp })}\n`)
    return 0
  }
  out.write(`${visibleText(title, 200)}\n\n`)
  writeTable(
    ['', ...ways.map(({ way }) => way)],
    [
      ['verdict', ...ways.map(({ verdict }) => verdict)],
      ['first', ...ways.map(({ first }) => (first ? `${first.component}: ${first.cause}` : 'nothing'))],
      ['confidence', ...ways.map(({ first }) => (first ? percent(first.confidence) : ''))],
      ['specialists', ...ways.map(({ specialists }) => String(specialists))],
      ['findings', ...ways.map(({ findings }) => String(findings))],
      ['tokens', ...ways.map(({ tokens }) => tokens.toLocaleString('en-US'))],
      ['money', ...ways.map(({ dollars }) => (dollars === null ? 'price not listed' : `$${dollars.toFixed(4)}`))],
      ['time', ...ways.map(({ milliseconds }) => formatDuration(milliseconds))],
      ['run', ...ways.map(({ run }) => run)],
    ],
    out,
  )
  out.write(`\nAt once the crew took ${speedUp.toFixed(1)} times less than one after the other.\n`)
  return 0
}
