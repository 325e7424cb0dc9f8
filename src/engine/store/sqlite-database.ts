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
  const connection = open(path)
  connection.exec(
    `PRAGMA busy_timeout = ${BUSY}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON`,
  )
  const prepared = new Map<string, StatementSync>()

  function run({ sql, values = [] }: Statement): Row[] {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = connection.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement.all(...values) as Row[]
  }

  return {
    dialect: 'sqlite',
    query: async (sql, values = []) => run({ sql, values }),
    // Not interrupted by other queries, since nothing here waits; other processes are kept out by the lock of the transaction.
    async batch([first, ...others], { onlyIfFirst = false } = {}) {
      if (!first) return []
      connection.exec('BEGIN IMMEDIATE')
      try {
        const rows = [run(first)]
        if (rows[0]?.length !== 0 || !onlyIfFirst) rows.push(...others.map(run))
        connection.exec('COMMIT')
        return rows
      } catch (thrown) {
        connection.exec('ROLLBACK')
        throw thrown
      }
    },
    async close() {
      prepared.clear()
      if (connection.isOpen) connection.close()
    },
  }
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') makePrivate(path)
    return new DatabaseSync(path)
  } catch (cause) {
    throw new WatchfloorFault('unavailable', `The store ${path} cannot be opened: ${messageOf(cause)}`, {
      hint: 'Check the folder, or choose another one with WATCHFLOOR_HOME.',
      cause,
    })
  }
}

/** The journal quotes evidence: nobody else is to read it. SQLite gives its side files the mode of the main file. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}
