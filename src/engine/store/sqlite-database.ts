import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { Database, Row, Statement } from './database.ts'
import { isOfTheLayout, unlikeItsVersion } from './store-layout.ts'

export interface SqliteOptions {
  /** `normal`: safe when the process is killed. `full`: safe when the machine loses power, too, at the price of a sync for each step. */
  synchronous?: 'normal' | 'full'
}

const [BEGIN, COMMIT] = [{ sql: 'BEGIN IMMEDIATE' }, { sql: 'COMMIT' }]
const [SAVE, UNDO, RELEASE] = [{ sql: 'SAVEPOINT one' }, { sql: 'ROLLBACK TO one' }, { sql: 'RELEASE one' }]

interface Waiting {
  statements: readonly Statement[]
  onlyIfFirst: boolean
  resolve(rows: Row[][]): void
  reject(thrown: unknown): void
}

/** Milliseconds to wait for another process that writes. */
const BUSY = 10_000

/**
 * A database in a file that only its owner may read, or in memory (`:memory:`). Several processes may share the file.
 * Throws a fault `unavailable` where it cannot be opened.
 */
export function sqliteDatabase(path: string, { synchronous = 'normal' }: SqliteOptions = {}): Database {
  const connection = open(path, synchronous)
  const prepared = new Map<string, StatementSync>()

  function run({ sql, values = [] }: Statement): Row[] {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = connection.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement.all(...values) as Row[]
  }

  function told<T>(use: () => T): T {
    try {
      return use()
    } catch (thrown) {
      throw asFault(path, thrown)
    }
  }

  /** Those that were asked for in the same turn of the event loop share one transaction, each whole or not at all: a commit is dearer than what is in it. */
  const waiting: Waiting[] = []

  function commitWaiting(): void {
    const group = waiting.splice(0)
    if (group.length === 0) return
    const done: (() => void)[] = []
    try {
      told(() => run(BEGIN))
      // Not interrupted by other queries, since nothing here waits; other processes are kept out by the lock of the transaction.
      for (const one of group) done.push(attempt(one, group.length === 1))
      told(() => run(COMMIT))
    } catch (thrown) {
      if (connection.isOpen && connection.isTransaction) connection.exec('ROLLBACK')
      for (const { reject } of group) reject(thrown)
      return
    }
    for (const tell of done) tell()
  }

  /** Does one of a group, and gives how to tell whoever asked, once the group is committed. */
  function attempt(
    { statements: [first, ...others], onlyIfFirst, resolve, reject }: Waiting,
    isAlone: boolean,
  ): () => void {
    if (!first) return () => resolve([])
    if (!isAlone) run(SAVE)
    try {
      const rows = [run(first)]
      if (rows[0]?.length !== 0 || !onlyIfFirst) rows.push(...others.map(run))
      if (!isAlone) run(RELEASE)
      return () => resolve(rows)
    } catch (thrown) {
      // What fails alone, and what SQLite has ended by itself, ends the group.
      if (isAlone || isOfTheFile(thrown) || !connection.isOpen || !connection.isTransaction) throw asFault(path, thrown)
      run(UNDO)
      run(RELEASE)
      return () => reject(asFault(path, thrown))
    }
  }

  return {
    dialect: 'sqlite',
    query: async (sql, values = []) => told(() => run({ sql, values })),
    batch: (statements, { onlyIfFirst = false } = {}) =>
      new Promise<Row[][]>((resolve, reject) => {
        if (waiting.push({ statements, onlyIfFirst, resolve, reject }) === 1) setImmediate(commitWaiting)
      }),
    async close() {
      commitWaiting()
      prepared.clear()
      if (connection.isOpen) connection.close()
    },
  }
}

function open(path: string, synchronous: string): DatabaseSync {
  try {
    if (path !== ':memory:') makePrivate(path)
    const connection = new DatabaseSync(path)
    connection.exec(
      `PRAGMA busy_timeout = ${BUSY}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON`,
    )
    return connection
  } catch (cause) {
    throw unavailable(path, 'cannot be opened', cause)
  }
}

function unavailable(path: string, what: string, cause: unknown): WatchfloorFault {
  return new WatchfloorFault('unavailable', `The store ${path} ${what}: ${messageOf(cause)}`, {
    hint: 'Check the disk and the folder, or choose another one with WATCHFLOOR_HOME.',
    cause,
  })
}

function asFault(path: string, thrown: unknown): unknown {
  if (isOfTheFile(thrown)) return unavailable(path, 'cannot be used', thrown)
  return isOfTheLayout(thrown) ? unlikeItsVersion(path, thrown) : thrown
}

/** What SQLite says of the file and not of the statement (sqlite.org/rescode.html): busy, read-only, I/O, corrupt, full, cannot open, not a database. */
const OF_THE_FILE: ReadonlySet<number> = new Set([5, 8, 10, 11, 13, 14, 26])

function isOfTheFile(thrown: unknown): boolean {
  const { errcode } = thrown as { errcode?: unknown }
  return typeof errcode === 'number' && OF_THE_FILE.has(errcode & 0xff)
}

/** The journal quotes evidence: nobody else is to read it. SQLite gives its side files the mode of the main file. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}
