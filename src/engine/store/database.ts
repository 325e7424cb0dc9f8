/** A value that both databases keep as it is. Times are milliseconds since the epoch; structures are JSON text. */
export type SqlValue = string | number | null

export interface Statement {
  /** Standard SQL with `?` for values. */
  sql: string
  values?: readonly SqlValue[]
}

export type Row = Record<string, SqlValue>

/** The little that the store needs of a database, so that one text of SQL serves SQLite and PostgreSQL. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres'
  query(sql: string, values?: readonly SqlValue[]): Promise<Row[]>
  /** All of the statements or none. Gives the rows of each. */
  batch(statements: readonly Statement[], options?: BatchOptions): Promise<Row[][]>
  close(): Promise<void>
}

export interface BatchOptions {
  /** Nobody else is inside a batch of this name meanwhile. */
  exclusive?: string
  /** Nothing is done where the first statement gives no row. */
  onlyIfFirst?: boolean
  /** Takes a lock on rows, in the same transaction; a database that has one writer at a time needs none. */
  before?: Statement
}

export function textOf(row: Row, column: string): string {
  return String(row[column])
}

export function numberOf(row: Row, column: string): number {
  return Number(row[column])
}

/** The column under the name of the field, where it holds something. */
export function optional<K extends string, T>(
  row: Row,
  column: string,
  field: K,
  read: (value: NonNullable<SqlValue>) => T,
): { [key in K]?: T } {
  const value = row[column]
  return value === null || value === undefined ? {} : ({ [field]: read(value) } as { [key in K]?: T })
}

/** The structure that a column of JSON text holds; undefined where it holds nothing. */
export function jsonOf(value: SqlValue | undefined): unknown {
  return typeof value === 'string' ? JSON.parse(value) : undefined
}

export function jsonText(value: unknown): string | null {
  return JSON.stringify(value) ?? null
}
