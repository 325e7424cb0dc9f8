import { visibleText } from '../report/text/visible-text.ts'

/** Rows under a head, in columns as wide as their widest cell; nothing in a cell acts on the terminal. */
export function writeTable(head: readonly string[], rows: readonly (readonly string[])[], out: NodeJS.WritableStream) {
  const table = [head, ...rows].map((row) => row.map((cell) => visibleText(cell, 120)))
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  for (const row of table)
    out.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}

/** `850 ms`, `12.5 s`, `7 min`, `3.2 h`, `4 d`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`
  if (milliseconds < 48 * 3_600_000) return `${(milliseconds / 3_600_000).toFixed(1)} h`
  return `${Math.round(milliseconds / 86_400_000)} d`
}
