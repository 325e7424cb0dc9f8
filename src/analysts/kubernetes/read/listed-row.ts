import type { DocumentLine } from './document-lines.ts'

/** One row of a `kubectl get` table, its cells by column name. */
export interface ListedRow {
  cells: Readonly<Record<string, string>>
  line: DocumentLine
}

const HEADER = /^(?:NAMESPACE\s+)?NAME\s{2,}[A-Z]/

/** Reads every `kubectl get` table in the lines. Columns begin where their heading begins; a row that is short leaves cells empty. */
export function listedRows(lines: readonly DocumentLine[]): ListedRow[] {
  const rows: ListedRow[] = []
  let columns: { name: string; from: number }[] = []
  for (const line of lines) {
    if (HEADER.test(line.text))
      columns = Array.from(line.text.matchAll(/\S+(?: \S+)*/g), (match) => ({ name: match[0], from: match.index }))
    else if (line.text.trim() === '') columns = []
    else if (columns.length > 0) rows.push({ cells: cellsOf(line.text, columns), line })
  }
  return rows
}

function cellsOf(text: string, columns: readonly { name: string; from: number }[]): Record<string, string> {
  return Object.fromEntries(
    columns.map(({ name, from }, index) => [name, text.slice(from, columns[index + 1]?.from ?? text.length).trim()]),
  )
}
