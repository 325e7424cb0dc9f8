import { access, copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { checkSqliteFile, copySqliteFile, refuseInUse } from '../engine/store/sqlite-file.ts'
import { openRuns } from './open-runs.ts'
import { stateFolder } from './state-folder.ts'
import { whoAmI } from './who-am-i.ts'

/** Copies the embedded database while it is in use, whole as of one moment. Throws a fault `usage` for another database or a file that is there. */
export async function backUp(file: string, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const store = embedded(environment)
  if (await isThere(file)) throw new WatchfloorFault('usage', `${file} is there already.`, { hint: 'Name a new file.' })
  if (!(await isThere(store))) throw new WatchfloorFault('not-found', `There is no store at ${store}.`)
  try {
    await mkdir(dirname(file), { recursive: true })
    await copySqliteFile(store, file)
  } catch (cause) {
    await rm(file, { force: true })
    throw new WatchfloorFault('write-failed', `The backup cannot be written: ${messageOf(cause)}`, { cause })
  }
}

export interface Restored {
  /** Where the store that was there before lies now; absent where there was none. */
  aside?: string
}

/**
 * Puts a backup in the place of the embedded database, and keeps what was there. The kill switch is on afterwards: what the backup says was not
 * done may have been done since. Throws a fault `conflict` while a process uses the store, `invalid-input` for a file that is no whole store.
 */
export async function restore(file: string, environment: NodeJS.ProcessEnv = process.env): Promise<Restored> {
  const store = embedded(environment)
  checkSqliteFile(file)
  const isOver = await isThere(store)
  if (isOver) refuseInUse(store)
  const aside = isOver ? `${store}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}` : undefined
  await mkdir(dirname(store), { recursive: true, mode: 0o700 })
  if (aside !== undefined) {
    // It is out of WAL mode, so one file is all of it.
    await rename(store, aside)
    for (const part of ['-wal', '-shm']) await rm(`${store}${part}`, { force: true })
  }
  const beside = `${store}.restoring`
  await copyFile(file, beside)
  await rename(beside, store)
  const runs = await openRuns({ environment })
  try {
    const why = `restored from ${file}: look at what was under way before it goes on`
    await runs.store.killSwitch.set(true, whoAmI(), why)
    await runs.store.audit.add({ actor: whoAmI(), event: 'store_restored', subject: 'store', detail: { file } })
  } finally {
    await runs.engine.close()
  }
  return aside === undefined ? {} : { aside }
}

function embedded(environment: NodeJS.ProcessEnv): string {
  if (environment.WATCHFLOOR_DATABASE_URL)
    throw new WatchfloorFault('usage', 'The store is a PostgreSQL server.', { hint: 'Use pg_dump and pg_restore.' })
  return join(stateFolder(environment), 'watchfloor.db')
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
