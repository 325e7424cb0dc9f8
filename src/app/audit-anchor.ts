import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import type { AuditLog } from '../core/gate.ts'

/**
 * Writes the head of the audit log to a file outside the store, a line each time it has changed: `NUMBER HASH TIME`. Whoever changes the store
 * and computes its chain anew would have to change that file as well: keep it where they cannot. Throws a fault `write-failed`.
 */
export async function anchorAudit(audit: Pick<AuditLog, 'head'>, path: string, now: number): Promise<boolean> {
  const head = await audit.head()
  if (!head) return false
  try {
    const last = (await readFile(path, 'utf8').catch(absent)).trimEnd().split('\n').at(-1) ?? ''
    if (last.startsWith(`${head.number} ${head.hash} `)) return false
    await mkdir(dirname(path), { recursive: true })
    await appendFile(path, `${head.number} ${head.hash} ${new Date(now).toISOString()}\n`, { mode: 0o600 })
    return true
  } catch (cause) {
    throw new WatchfloorFault('write-failed', `The audit anchor ${path} cannot be written: ${messageOf(cause)}`, {
      cause,
    })
  }
}

export interface AnchorBreak {
  /** Of the entry that is no longer what it was. */
  number: number
  anchoredAt: string
}

/** The first anchored entry that the log holds otherwise, or no more; undefined where all are there. Throws a fault `unreadable` or `invalid-input`. */
export async function findAnchorBreak(audit: Pick<AuditLog, 'hashOf'>, path: string): Promise<AnchorBreak | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new WatchfloorFault('unreadable', `The audit anchor ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, number, hash, at] = /^(\d+) ([0-9a-f]{64}) (\S+)$/.exec(line.trimEnd()) ?? []
    if (number === undefined || at === undefined)
      throw new WatchfloorFault('invalid-input', `${path}, line ${place + 1}: is no anchor.`)
    if ((await audit.hashOf(Number(number))) !== hash) return { number: Number(number), anchoredAt: at }
  }
  return undefined
}

function absent(thrown: unknown): string {
  if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return ''
  throw thrown
}
