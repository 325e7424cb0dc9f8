import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Engine } from '../core/engine.ts'
import { journaledEngine } from './journaled/journaled-engine.ts'
import type { Database } from './store/database.ts'
import { migrate } from './store/schema.ts'
import { sqlJournal } from './store/sql-journal.ts'

export interface DatabaseEngineOptions {
  /** Opened by the caller, closed with the engine. */
  database: Database
  clock?: () => number
  newId?: () => string
}

/**
 * Runs in this process, kept in a database that other processes may share: a run survives `kill -9` and can be gone on with by
 * any of them. On SQLite this is the local engine, on PostgreSQL the distributed one, with workers on any number of hosts.
 * Throws a fault `unavailable` where the database cannot be used.
 */
export async function databaseEngine({
  database,
  clock = Date.now,
  newId = () => newRunId(clock()),
}: DatabaseEngineOptions): Promise<Engine> {
  await migrate(database)
  const journal = sqlJournal(database, { host: hostName(), pid: process.pid, isRunning })
  return journaledEngine({ journal, owner: randomUUID(), clock, newId })
}

/** Sorts by time and is short enough to be typed. */
function newRunId(now: number): string {
  return `run_${now.toString(36)}${randomUUID().slice(0, 6)}`
}

/** Where process ids mean the same: containers may share a name, and have numbers of their own (pid_namespaces(7)). */
function hostName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
