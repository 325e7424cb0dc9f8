/** What a text of SQL lays down and asks for, as far as indexes are concerned. Names are in lower case and without quotes. */
export interface SqlReading {
  /** Columns that come with a new table or are added, as `table.column`, with the line in the text, from 0. */
  added: readonly { table: string; column: string; line: number }[]
  /** First columns of indexes, primary keys and unique constraints, as `table.column`. */
  indexed: readonly string[]
  /** For each query of one table only: the columns that it compares in WHERE. */
  filtered: readonly Filter[]
}

export interface Filter {
  table: string
  columns: readonly string[]
}

interface Token {
  text: string
  line: number
}

const TOKEN =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"]*"|`[^`]*`|\[\w+\]|[A-Za-z_][\w$]*|\d+|[<>=!]+|[^\s]/g
const CONSTRAINTS = /^(?:primary|unique|foreign|constraint|check|key|index|exclude|like|period)$/
const COMPARES = /^(?:=|<|>|<=|>=|<>|!=|in|like|between|is|ilike)$/
/** What is thrown away by its age is thrown away in the background. */
const EQUALS = /^(?:=|in)$/
const CLAUSE_ENDS = /^(?:group|order|limit|having|union|returning|offset|for|;)$/
const LONGEST = 2_000_000

/** Reads CREATE TABLE, ALTER TABLE … ADD, CREATE INDEX and the conditions of queries; whatever else it meets it steps over. */
export function readSql(text: string): SqlReading {
  const added: { table: string; column: string; line: number }[] = []
  const indexed: string[] = []
  const filtered: Filter[] = []
  for (const statement of statementsOf(text)) {
    const words = statement.map(({ text: word }) => word)
    if (words[0] === 'create' && words.includes('index')) indexed.push(...indexIn(words))
    else if (words[0] === 'create' && words.includes('table')) readTable(statement, added, indexed)
    else if (words[0] === 'alter' && words[1] === 'table') readAlter(statement, added, indexed)
    else if (/^(?:select|update|delete|with)$/.test(words[0] ?? '')) filtered.push(...filtersIn(words))
  }
  return { added, indexed, filtered }
}

function statementsOf(text: string): Token[][] {
  const statements: Token[][] = [[]]
  let line = 0
  let lineEnd = text.indexOf('\n')
  for (const match of text.slice(0, LONGEST).matchAll(TOKEN)) {
    for (; lineEnd >= 0 && lineEnd < match.index; lineEnd = text.indexOf('\n', lineEnd + 1)) line += 1
    const [token] = match
    if (/^(?:--|\/\*)/.test(token)) continue
    if (token === ';') statements.push([])
    else statements.at(-1)?.push({ text: plain(token), line })
  }
  return statements.filter(({ length }) => length > 0)
}

function plain(token: string): string {
  return (/^["`[]/.test(token) && token.length > 1 ? token.slice(1, -1) : token).toLowerCase()
}

/** A name that may have a schema before it: the place after it, and its last part. */
function nameAt(words: readonly string[], at: number): { name: string; next: number } {
  let next = at
  while (words[next + 1] === '.') next += 2
  return { name: words[next] ?? '', next: next + 1 }
}

function skip(words: readonly string[], at: number, among: RegExp): number {
  let next = at
  while (among.test(words[next] ?? '')) next += 1
  return next
}

function indexIn(words: readonly string[]): string[] {
  const on = words.indexOf('on')
  if (on < 0) return []
  const { name, next } = nameAt(words, skip(words, on + 1, /^only$/))
  const open = words.indexOf('(', next)
  const column = words[open + 1]
  return open < 0 || column === undefined ? [] : [`${name}.${column}`]
}

type Added = { table: string; column: string; line: number }[]

function readTable(statement: readonly Token[], added: Added, indexed: string[]): void {
  const words = statement.map(({ text }) => text)
  const { name: table, next } = nameAt(words, skip(words, words.indexOf('table') + 1, /^(?:if|not|exists)$/))
  if (words[next] !== '(') return
  for (const part of partsBetween(statement, next)) readColumn(table, part, added, indexed)
}

/** The parts between a bracket and its end, divided at commas. */
function partsBetween(tokens: readonly Token[], open: number): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens.slice(open)) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    if (depth === 0) break
    if (depth === 1 && token.text === ',') parts.push([])
    else if (depth > 1 || token.text !== '(') parts.at(-1)?.push(token)
  }
  return parts
}

function readColumn(table: string, part: readonly Token[], added: Added, indexed: string[]): void {
  const words = part.map(({ text }) => text)
  const [first] = part
  if (first === undefined) return
  if (CONSTRAINTS.test(first.text)) {
    const open = words.indexOf('(')
    if (words.some((word) => /^(?:primary|unique|key|index)$/.test(word)) && !words.includes('foreign') && open >= 0)
      indexed.push(`${table}.${words[open + 1] ?? ''}`)
    return
  }
  added.push({ table, column: first.text, line: first.line })
  if (words.includes('primary') || words.includes('unique')) indexed.push(`${table}.${first.text}`)
}

function readAlter(statement: readonly Token[], added: Added, indexed: string[]): void {
  const words = statement.map(({ text }) => text)
  const { name: table } = nameAt(words, skip(words, 2, /^(?:if|exists|only)$/))
  for (const [at, word] of words.entries()) {
    if (word !== 'add') continue
    const from = skip(words, at + 1, /^(?:column|if|not|exists)$/)
    const end = words.indexOf('add', from)
    readColumn(table, statement.slice(from, end < 0 ? undefined : end), added, indexed)
  }
}

/** Only queries of one table: with more it would have to be known whose column a name is. */
function filtersIn(words: readonly string[]): Filter[] {
  const from = words[0] === 'update' ? 0 : words.indexOf('from')
  const where = words.indexOf('where')
  if (from < 0 || where < from || words.includes('join') || words.filter((word) => word === 'select').length > 1)
    return []
  const { name: table, next } = nameAt(words, from + 1)
  if (words.slice(next, where).includes(',')) return []
  const columns: string[] = []
  const compares = words[0] === 'delete' ? EQUALS : COMPARES
  for (let at = where + 1; at < words.length && !CLAUSE_ENDS.test(words[at] ?? ''); at += 1) {
    const word = words[at] ?? ''
    if (/^[a-z_][\w$]*$/.test(word) && compares.test(words[at + 1] ?? '') && words[at - 1] !== '(') columns.push(word)
  }
  return columns.length === 0 ? [] : [{ table, columns }]
}
