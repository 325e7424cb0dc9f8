import { open } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'

/** Copies a database that others may be writing, whole as of one moment, to a new file that only its owner may read. Rejects where that is there. */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  const connection = new DatabaseSync(from, { readOnly: true })
  try {
    // Before anything is in it.
    await (await open(to, 'wx', 0o600)).close()
    await backup(connection, to)
  } finally {
    connection.close()
  }
}

/** Throws a fault `invalid-input` for a file that is no database, damaged, or no store of ours. */
export function checkSqliteFile(path: string): void {
  try {
    const connection = new DatabaseSync(path, { readOnly: true })
    try {
      const [row] = connection.prepare('PRAGMA integrity_check').all()
      if (row?.integrity_check !== 'ok') throw new Error(String(row?.integrity_check))
      connection.prepare('SELECT max(version) FROM schema_versions').all()
    } finally {
      connection.close()
    }
  } catch (cause) {
    throw new WatchfloorFault('invalid-input', `${path} is no whole store: ${messageOf(cause)}`, { cause })
  }
}

/** Throws a fault `conflict` where another connection is open: only the last one may take a database out of WAL mode (sqlite.org/wal.html). */
export function refuseInUse(path: string): void {
  const connection = new DatabaseSync(path)
  try {
    connection.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE')
  } catch (cause) {
    throw new WatchfloorFault('conflict', 'A process is at work on the store.', {
      hint: 'End `watchfloor serve` and workers first.',
      cause,
    })
  } finally {
    connection.close()
  }
}
