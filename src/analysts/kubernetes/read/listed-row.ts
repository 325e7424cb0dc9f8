import type { DocumentLine } from './document-lines.ts'

/** One row of a `kubectl get` table, its cells by column name. */
export interface ListedRow {
  cells: Readonly<Record<string, string>>
  line: DocumentLine
}

interface Column {
  name: string
  from: number
}

const HEADER = /^(?:NAMESPACE\s+)?NAME\s{2,}[A-Z]/

/**
 * Reads every `kubectl get` table in the lines. A row with as many cells as there are columns is read in order, so that a
 * table whose alignment was lost by pasting or editing is still read; one with empty cells is read by where its cells begin.
 */
export function listedRows(lines: readonly DocumentLine[]): ListedRow[] {
  const rows: ListedRow[] = []
  let columns: Column[] = []
  for (const line of lines) {
    if (HEADER.test(line.text)) columns = pieces(line.text)
    else if (line.text.trim() === '') columns = []
    else if (columns.length > 0) rows.push({ cells: cellsOf(line.text, columns), line })
  }
  return rows
}

/** What stands between gaps of two spaces or more. */
function pieces(text: string): Column[] {
  return Array.from(text.matchAll(/\S+(?: \S+)*/g), (match) => ({ name: match[0], from: match.index }))
}

function cellsOf(text: string, columns: readonly Column[]): Record<string, string> {
  const cells = Object.fromEntries(columns.map(({ name }) => [name, '']))
  const found = pieces(text)
  const isWhole = found.length === columns.length
  let next = 0
  found.forEach(({ name: cell, from }, index) => {
    const at = isWhole ? index : nearest(columns, from, next, columns.length - (found.length - index))
    const column = columns[at]
    if (column) cells[column.name] = cell
    next = at + 1
  })
  return cells
}

/** The column from `first` to `last` that begins nearest to a place. */
function nearest(columns: readonly Column[], from: number, first: number, last: number): number {
  let best = first
  for (let index = first; index <= last; index++) {
    if (Math.abs((columns[index]?.from ?? 0) - from) < Math.abs((columns[best]?.from ?? 0) - from)) best = index
  }
  return best
}
