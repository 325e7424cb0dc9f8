import { parse } from 'csv-parse/sync'

export interface ValueRow {
  /** As written. */
  timestamp: string
  /** NaN where the cell is no number. */
  value: number
}

const TIME = /^(?:@?timestamp|time|ts|date|datetime)$/i
const VALUE = /^value$/i

/**
 * Reads CSV of one series, a row a measurement, in the order of the file: `timestamp,value` with or without a header, or
 * more columns of which one is named. Throws `SyntaxError` that says which columns there are.
 */
export function parseValueRows(text: string, column?: string): ValueRow[] {
  const rows = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][]
  const header = rows[0] ?? []
  const hasHeader = header.length > 0 && !header.some((cell) => cell !== '' && Number.isFinite(Number(cell)))
  const time = hasHeader
    ? Math.max(
        0,
        header.findIndex((name) => TIME.test(name)),
      )
    : 0
  const value = hasHeader ? valueColumn(header, time, column) : 1
  const body = hasHeader ? rows.slice(1) : rows
  if (!hasHeader && header.length < 2) throw new SyntaxError('rows need a timestamp and a value')
  return body.map((row) => ({ timestamp: row[time] ?? '', value: numberOf(row[value]) }))
}

function valueColumn(header: readonly string[], time: number, column: string | undefined): number {
  const others = header.filter((_, index) => index !== time)
  const wanted = column ?? others.find((name) => VALUE.test(name)) ?? (others.length === 1 ? others[0] : undefined)
  const index = wanted === undefined ? -1 : header.indexOf(wanted)
  if (index >= 0) return index
  throw new SyntaxError(
    column === undefined
      ? `several columns could be meant: name one of ${others.join(', ')} with --column`
      : `there is no column ${column}, only ${others.join(', ')}`,
  )
}

function numberOf(cell: string | undefined): number {
  return cell === undefined || cell === '' ? Number.NaN : Number(cell)
}
