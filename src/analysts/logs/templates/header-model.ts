/** What the fields in front of the message look like, inferred from a sample of lines. */
export interface HeaderModel {
  /** Field separator: blank runs (32) or a single character such as `|`. */
  separator: number
  /** Kinds of the leading fields, in order; empty where lines start with the message. */
  fields: FieldKind[]
}

/** number: digits and time punctuation · level · mark: punctuation only · bracket: `[…]`, `<…>`, `(…)` with blanks inside · tag: ends with a colon · name: words up to a lone mark · any: a word between such fields */
export type FieldKind = 'number' | 'level' | 'mark' | 'bracket' | 'tag' | 'name' | 'any'

export const NO_HEADER: HeaderModel = { separator: 32, fields: [] }

const MOST_FIELDS = 14
const AGREEMENT = 0.93
const LEVELS = new Set(
  'trace debug info information notice warn warning error err severe fatal critical crit alert emerg emergency panic failure fine finer finest config verbose'.split(
    ' ',
  ),
)
const MONTH_OR_DAY = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?$/i

interface Field {
  kind: FieldKind
  text: string
}

/** Reads the header that nearly all of the sample lines share. */
export function inferHeader(sample: readonly string[]): HeaderModel {
  const lines = sample.filter((line) => line.trim() !== '')
  if (lines.length < 20) return NO_HEADER
  const separator = separatorOf(lines)
  const rows = lines.map((line) => fieldsOf(line, separator))
  return { separator, fields: headerFields(rows) }
}

function separatorOf(lines: readonly string[]): number {
  const enough = lines.filter((line) => line.split('|').length >= 4 && line.indexOf('|') < 40).length
  return enough >= AGREEMENT * lines.length ? 124 : 32
}

function headerFields(rows: readonly Field[][]): FieldKind[] {
  const kinds: FieldKind[] = []
  let strong = 0
  let gap = 0
  for (let k = 0; k < MOST_FIELDS && gap <= 3; k++) {
    const kind = columnKind(rows, k)
    if (kind === 'any' && strong === k && dashFollows(rows, k)) return [...kinds, 'name']
    kinds.push(kind)
    if (kind === 'any') gap++
    else {
      strong = k + 1
      gap = 0
    }
    if (kind === 'tag') break
  }
  return kinds.slice(0, strong)
}

/** Whether nearly all rows have a lone mark as second to fifth field from here: `program (variant) - message`. */
function dashFollows(rows: readonly Field[][], from: number): boolean {
  const dashed = rows.filter((row) => row.slice(from + 1, from + 5).some((field) => field.kind === 'mark'))
  return dashed.length >= AGREEMENT * rows.length
}

function columnKind(rows: readonly Field[][], column: number): FieldKind {
  const counts = new Map<FieldKind, number>()
  let present = 0
  for (const row of rows) {
    const field = row[column]
    // The last field of a line is message, not header.
    if (!field || column === row.length - 1) continue
    present++
    counts.set(field.kind, (counts.get(field.kind) ?? 0) + 1)
  }
  if (present < AGREEMENT * rows.length) return 'any'
  for (const [kind, count] of counts) if (kind !== 'any' && count >= AGREEMENT * rows.length) return kind
  return 'any'
}

function fieldsOf(line: string, separator: number): Field[] {
  const fields: Field[] = []
  let i = 0
  while (i < line.length && fields.length < MOST_FIELDS + 1) {
    while (line.charCodeAt(i) === 32 || line.charCodeAt(i) === 9) i++
    const end = fieldEndOfText(line, i, separator)
    const text = line.slice(i, end)
    if (text !== '') fields.push({ kind: kindOf(text), text })
    i = end + 1
  }
  return fields
}

function fieldEndOfText(line: string, from: number, separator: number): number {
  if (separator === 32 && line[from] === '[') {
    const close = closing(line, from)
    if (close > 0) return close + 1
  }
  for (let i = from; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if (code === separator || (separator === 32 && code === 9)) return i
  }
  return line.length
}

function closing(line: string, from: number): number {
  let depth = 0
  for (let i = from; i < line.length && i < from + 200; i++) {
    if (line[i] === '[') depth++
    else if (line[i] === ']' && --depth === 0) return i
  }
  return -1
}

function kindOf(text: string): FieldKind {
  if (/^[[<(].*[\])>][:,]?$/.test(text) && text.length > 2) return 'bracket'
  const bare = text.replace(/[^A-Za-z0-9]+$/, '').replace(/^[^A-Za-z0-9]+/, '')
  if (bare === '') return 'mark'
  if (LEVELS.has(bare.toLowerCase()) || /^[VDIWEF]$/.test(bare)) return 'level'
  if (MONTH_OR_DAY.test(bare)) return 'number'
  if (/^[\d.:,/+\-TZ_]*$/.test(bare) && /\d/.test(bare)) return 'number'
  if (/^[^\s]{2,}:$/.test(text)) return 'tag'
  return 'any'
}
