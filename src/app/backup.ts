import { access, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { openStore } from '../engine/store/open-store.ts'
import { sqliteDatabase } from '../engine/store/sqlite-database.ts'
import { checkSqliteFile, copySqliteFile, refuseInUse } from '../engine/store/sqlite-file.ts'
import { stateFolder } from './state-folder.ts'
import { whoAmI } from './who-am-i.ts'

/** Copies the embedded database while it is in use, whole as of one moment. Throws a fault `usage` for another database or a file that is there. */
export async function backUp(file: string, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const store = embedded(environment)
  if (await isThere(file)) throw new WatchfloorFault('usage', `${file} is there already.`, { hint: 'Name a new file.' })
  if (!(await isThere(store))) throw new WatchfloorFault('not-found', `There is no store at ${store}.`)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await copySqliteFile(store, file)
  } catch (cause) {
    if (!isOfAnother(cause)) await rm(file, { force: true })
    throw new WatchfloorFault('write-failed', `The backup cannot be written: ${messageOf(cause)}`, { cause })
  }
}

/** Whether somebody else has made the file meanwhile. */
function isOfAnother(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'EEXIST'
}

export interface Restored {
  /** Where the store that was there before lies now; absent where there was none. */
  aside?: string
}

/**
 * Puts a backup in the place of the embedded database, and keeps what was there. The kill switch is on afterwards: what the backup says was not
 * done may have been done since. Whenever it ends, by whatever, the store is the old one or the whole new one. Throws a fault `conflict` while a
 * process uses the store, `invalid-input` for a file that is no whole store, `usage` for the store itself, `write-failed`.
 */
export async function restore(file: string, environment: NodeJS.ProcessEnv = process.env): Promise<Restored> {
  const store = embedded(environment)
  if (await isSame(file, store))
    throw new WatchfloorFault('usage', `${file} is the store itself.`, { hint: 'Name a backup.' })
  checkSqliteFile(file)
  const isOver = await isThere(store)
  if (isOver) refuseInUse(store)
  const beside = `${store}.restoring`
  try {
    await mkdir(dirname(store), { recursive: true, mode: 0o700 })
    // What a restore that was killed has left.
    await removeDatabase(beside)
    await copySqliteFile(file, beside)
    checkSqliteFile(beside)
    await halt(beside, file)
    return isOver ? { aside: await exchange(store, beside) } : await rename(beside, store).then(() => ({}))
  } catch (cause) {
    await removeDatabase(beside).catch(() => undefined)
    if (cause instanceof WatchfloorFault) throw cause
    throw new WatchfloorFault('write-failed', `The store cannot be restored: ${messageOf(cause)}`, { cause })
  }
}

/** Turns the kill switch of a store on that nobody uses yet, and leaves it in one file, on the disk. */
async function halt(path: string, restoredFrom: string): Promise<void> {
  const database = sqliteDatabase(path, { synchronous: 'full' })
  try {
    const { killSwitch, audit } = await openStore(database)
    const actor = whoAmI()
    await killSwitch.set(true, actor, `restored from ${restoredFrom}: look at what was under way before it goes on`)
    await audit.add({ actor, event: 'store_restored', subject: 'store', detail: { file: restoredFrom } })
  } finally {
    await database.close()
  }
  refuseInUse(path)
}

/** One store in the place of another, at no moment with neither. Gives where the other one is. */
async function exchange(store: string, next: string): Promise<string> {
  const aside = `${store}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
  // Somebody may have begun while the copy was made. It is out of WAL mode then, so one file is all of it.
  refuseInUse(store)
  await keepAside(store, aside)
  try {
    for (const part of ['-wal', '-shm']) await rm(`${store}${part}`, { force: true })
    await rename(next, store)
  } catch (thrown) {
    await rm(aside, { force: true })
    throw thrown
  }
  return aside
}

/** A second name for the file, or a copy where its file system knows no second names: it stays where it is. */
async function keepAside(path: string, aside: string): Promise<void> {
  try {
    await link(path, aside)
  } catch {
    await copySqliteFile(path, aside)
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const part of ['', '-wal', '-shm', '-journal']) await rm(`${path}${part}`, { force: true })
}

/** Whether two paths lead to one file. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
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
