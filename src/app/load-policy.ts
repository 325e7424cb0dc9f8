import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { type Policy, parsePolicy, READ_ONLY } from '../safety/gate/policy.ts'
import { stateFolder } from './state-folder.ts'

/** Where the policy is: `WATCHFLOOR_POLICY`, else `policy.yaml` in the state folder. Never the folder that a command is run in, which may be anybody's. */
export function policyPath(environment: NodeJS.ProcessEnv): string {
  return environment.WATCHFLOOR_POLICY || join(stateFolder(environment), 'policy.yaml')
}

const WRITABLE_BY_OTHERS = 0o022
const MOST_BYTES = 1 << 20

/** The policy of this machine; read-only where there is none. Throws a fault where it cannot be trusted or read. */
export async function loadPolicy(path: string): Promise<Policy> {
  let text: string
  try {
    const file = await stat(path)
    if (!file.isFile()) throw untrusted(path, 'is no file')
    await refuseForeign(path, file)
    await refuseForeign(dirname(path), await stat(dirname(path)))
    if (file.size > MOST_BYTES) throw untrusted(path, 'is larger than 1 MiB')
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof WatchfloorFault) throw cause
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return READ_ONLY
    throw new WatchfloorFault('unreadable', `The policy ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
  return parsePolicy(text, path)
}

/** What others own or may write says nothing, nor does what lies where others may put it. */
async function refuseForeign(path: string, { mode, uid }: Stats): Promise<void> {
  if ((mode & WRITABLE_BY_OTHERS) !== 0) throw untrusted(path, 'may be written by others', `chmod go-w ${path}`)
  const own = process.getuid?.()
  if (own !== undefined && uid !== own && uid !== 0)
    throw untrusted(path, 'belongs to somebody else', `chown it, or choose another file with WATCHFLOOR_POLICY.`)
}

function untrusted(path: string, what: string, hint?: string): WatchfloorFault {
  return new WatchfloorFault(
    'invalid-input',
    `${path} ${what}, so the policy says nothing.`,
    hint === undefined ? {} : { hint },
  )
}
