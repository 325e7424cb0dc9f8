import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { Database, Row, Statement } from './database.ts'

export interface SqliteOptions {
  /** `normal`: safe when the process is killed. `full`: safe when the machine loses power, too, at the price of a sync for each step. */
  synchronous?: 'normal' | 'full'
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
      throw isOfTheFile(thrown) ? unavailable(path, 'cannot be used', thrown) : thrown
    }
  }

  return {
    dialect: 'sqlite',
    query: async (sql, values = []) => told(() => run({ sql, values })),
    // Not interrupted by other queries, since nothing here waits; other processes are kept out by the lock of the transaction.
    async batch([first, ...others], { onlyIfFirst = false } = {}) {
      if (!first) return []
      told(() => connection.exec('BEGIN IMMEDIATE'))
      try {
        const rows = [run(first)]
        if (rows[0]?.length !== 0 || !onlyIfFirst) rows.push(...others.map(run))
        connection.exec('COMMIT')
        return rows
      } catch (thrown) {
        if (connection.isTransaction) connection.exec('ROLLBACK')
        throw isOfTheFile(thrown) ? unavailable(path, 'cannot be used', thrown) : thrown
      }
    },
    async close() {
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
