import { join } from 'node:path'
import { type Policy, parsePolicy, READ_ONLY } from '../safety/gate/policy.ts'
import { readTrusted } from './read-trusted.ts'
import { stateFolder } from './state-folder.ts'

/** Where the policy is: `WATCHFLOOR_POLICY`, else `policy.yaml` in the state folder. Never the folder that a command is run in, which may be anybody's. */
export function policyPath(environment: NodeJS.ProcessEnv): string {
  return environment.WATCHFLOOR_POLICY || join(stateFolder(environment), 'policy.yaml')
}

/** The policy of this machine; read-only where there is none. Throws a fault where it cannot be trusted or read. */
export async function loadPolicy(path: string): Promise<Policy> {
  const text = await readTrusted(path, 'policy')
  return text === undefined ? READ_ONLY : parsePolicy(text, path)
}
