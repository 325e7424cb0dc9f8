import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, WatchfloorFault } from '../core/fault.ts'

const WRITABLE_BY_OTHERS = 0o022
const MOST_BYTES = 1 << 20

/**
 * A file that says what may be done here; undefined where there is none. Throws a fault `invalid-input` where others could have written it, or
 * put it there, and `unreadable`. `what` is what people call it, such as `policy`.
 */
export async function readTrusted(path: string, what: string): Promise<string | undefined> {
  try {
    const file = await stat(path)
    if (!file.isFile()) throw untrusted(path, what, 'is no file')
    refuseForeign(path, what, file)
    refuseForeign(dirname(path), what, await stat(dirname(path)))
    if (file.size > MOST_BYTES) throw untrusted(path, what, 'is larger than 1 MiB')
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof WatchfloorFault) throw cause
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new WatchfloorFault('unreadable', `The ${what} ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** What others own or may write says nothing, nor does what lies where others may put it. */
function refuseForeign(path: string, what: string, { mode, uid }: Stats): void {
  if ((mode & WRITABLE_BY_OTHERS) !== 0) throw untrusted(path, what, 'may be written by others', `chmod go-w ${path}`)
  const own = process.getuid?.()
  if (own !== undefined && uid !== own && uid !== 0)
    throw untrusted(path, what, 'belongs to somebody else', 'chown it, or choose another file.')
}

function untrusted(path: string, what: string, why: string, hint?: string): WatchfloorFault {
  return new WatchfloorFault(
    'invalid-input',
    `${path} ${why}, so the ${what} says nothing.`,
    hint === undefined ? {} : { hint },
  )
}
