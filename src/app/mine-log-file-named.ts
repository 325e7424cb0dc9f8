import { createReadStream, createWriteStream, mkdtempSync, rmSync, type Stats, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { type MinedLogFile, mineLogFile } from './mine-log-file.ts'

export interface NamedLogFile {
  mined: MinedLogFile
  /** The file that was read: the one named, or what a pipe gave. */
  path: string
  close(): void
}

/** Mines a file that a person named, or a pipe; throws a WatchfloorFault that says what is wrong with it. */
export async function mineNamedLogFile(name: string, options: { workers?: number }): Promise<NamedLogFile> {
  const facts = factsOf(name)
  if (facts.isDirectory()) throw new WatchfloorFault('unreadable', `${name} is a folder; name the log files in it.`)
  const spool = facts.isFile() ? undefined : mkdtempSync(join(tmpdir(), 'watchfloor-'))
  const close = () => spool && rmSync(spool, { recursive: true, force: true })
  try {
    const path = spool ? join(spool, 'pipe.log') : name
    if (spool) await pipeline(createReadStream(name), createWriteStream(path))
    return { mined: await mineLogFile(path, options), path, close }
  } catch (thrown) {
    close()
    throw new WatchfloorFault('unreadable', `${name} cannot be read: ${messageOf(thrown)}`, { cause: thrown })
  }
}

function factsOf(name: string): Stats {
  try {
    return statSync(name)
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new WatchfloorFault('not-found', `There is no file ${name}.`, { cause: thrown })
    throw new WatchfloorFault('unreadable', `${name} cannot be read: ${messageOf(thrown)}`, { cause: thrown })
  }
}
