import { open } from 'node:fs/promises'
import { join } from 'node:path'
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
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return READ_ONLY
    throw new WatchfloorFault('unreadable', `The policy ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
  try {
    const { mode, size } = await file.stat()
    if ((mode & WRITABLE_BY_OTHERS) !== 0)
      throw new WatchfloorFault('invalid-input', `Others may write the policy ${path}, so it says nothing.`, {
        hint: `chmod go-w ${path}`,
      })
    if (size > MOST_BYTES) throw new WatchfloorFault('invalid-input', `The policy ${path} is larger than 1 MiB.`)
    return parsePolicy(await file.readFile('utf8'), path)
  } finally {
    await file.close()
  }
}
