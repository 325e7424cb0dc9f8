import { parse } from 'csv-parse/sync'
import type { Series } from '../core/evidence.ts'
import { parseTimeField } from './timestamp.ts'

interface Column {
  name: string
  labels: Record<string, string>
  rows: { at: number; value: number; line: number; raw: string }[]
}

const TIME_COLUMNS = ['timestamp', 'time', 'ts', 'date', 'datetime', '@timestamp']
const LONG_COLUMNS = new Set(['metric', 'name', 'value', '__name__'])

/** Reads CSV, long (`timestamp,service,metric,value`) or wide (`timestamp` and a column a series). Throws on text that is no CSV with a time column. */
export function parseMetricTable(text: string, source: string): { series: Series[]; skipped: number } {
  const rows = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    raw: true,
    trim: true,
  }) as unknown as {
    record: string[]
    raw: string
    info: { lines: number }
  }[]
  const header = rows[0]?.record ?? []
  const timeColumn = header.findIndex((name) => TIME_COLUMNS.includes(name.toLowerCase()))
  if (timeColumn < 0) throw new SyntaxError('no column named timestamp')
  const columns = new Map<string, Column>()
  const isLong =
    header.includes('value') && (header.includes('metric') || header.includes('name') || header.includes('__name__'))
  let skipped = 0
  for (const { record, raw, info } of rows.slice(1)) {
    const at = parseTimeField(record[timeColumn])?.at
    if (at === undefined) skipped++
    else if (isLong) addLong(columns, header, record, { at, line: info.lines, raw: raw.trim() })
    else addWide(columns, header, timeColumn, record, { at, line: info.lines, raw: raw.trim() })
  }
  return { series: [...columns.values()].map((column) => toSeries(column, source)), skipped }
}

type Cell = { at: number; line: number; raw: string }

function addLong(columns: Map<string, Column>, header: string[], record: string[], cell: Cell): void {
  const labels: Record<string, string> = {}
  let name = 'value'
  header.forEach((key, index) => {
    const value = record[index]
    if (!value || TIME_COLUMNS.includes(key.toLowerCase())) return
    if (key === 'metric' || key === 'name' || key === '__name__') name = value
    else if (!LONG_COLUMNS.has(key)) labels[key] = value
  })
  add(columns, `${name}\0${JSON.stringify(labels)}`, name, labels, record[header.indexOf('value')], cell)
}

function addWide(
  columns: Map<string, Column>,
  header: string[],
  timeColumn: number,
  record: string[],
  cell: Cell,
): void {
  header.forEach((key, index) => {
    if (index !== timeColumn) add(columns, key, key, {}, record[index], cell)
  })
}

function add(
  columns: Map<string, Column>,
  key: string,
  name: string,
  labels: Record<string, string>,
  value: string | undefined,
  cell: Cell,
): void {
  let column = columns.get(key)
  if (!column) {
    column = { name, labels, rows: [] }
    columns.set(key, column)
  }
  column.rows.push({ ...cell, value: value === undefined || value === '' ? Number.NaN : Number(value) })
}

function toSeries({ name, labels, rows }: Column, source: string): Series {
  rows.sort((a, b) => a.at - b.at)
  return {
    source,
    name,
    labels,
    timestamps: Float64Array.from(rows, (row) => row.at),
    values: Float64Array.from(rows, (row) => row.value),
    cite: (index) => ({ source, line: rows[index]?.line ?? 1, quote: (rows[index]?.raw ?? '').slice(0, 200) }),
  }
}
