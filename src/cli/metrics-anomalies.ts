import { type ScoredRow, scoreAnomalies } from '../app/score-anomalies.ts'
import { visibleText } from '../report/text/visible-text.ts'

/** A row from here on is worth a look: as far from all before it as the farthest half per cent. */
const WORTH_A_LOOK = 0.5
const MOST_LISTED = 20

/**
 * Scores the rows of a CSV file. With `json` one object `{"scores": [{"timestamp", "score"}]}`, one for each row; otherwise
 * the rows that stand out, in order of time. Returns the exit status; throws a WatchfloorFault for a file that cannot be read.
 */
export async function metricsAnomalies(
  file: string,
  options: { json: boolean; column?: string | undefined },
  out: NodeJS.WritableStream,
): Promise<number> {
  const rows = await scoreAnomalies(file, options.column)
  if (options.json) {
    const scores = rows.map(({ timestamp, score }) => ({ timestamp, score: Number(score.toFixed(6)) }))
    out.write(`${JSON.stringify({ scores })}\n`)
  } else out.write(table(rows))
  return 0
}

function table(rows: readonly ScoredRow[]): string {
  const found = rows.filter(({ score }) => score >= WORTH_A_LOOK)
  const listed = found.toSorted((a, b) => b.score - a.score).slice(0, MOST_LISTED)
  const lines = rows
    .filter((row) => listed.includes(row))
    .map(
      ({ timestamp, value, score }) =>
        `${score.toFixed(2).padStart(5)}  ${visibleText(timestamp, 40).padEnd(24)}  ${value}`,
    )
  const head = lines.length > 0 ? ['score  timestamp                 value'] : []
  const rest = found.length > listed.length ? ` The ${listed.length} strongest are shown.` : ''
  return `${[...head, ...lines, `${found.length} of ${rows.length} rows stand out.${rest}`].join('\n')}\n`
}
