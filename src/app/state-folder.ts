import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where runs, approvals and policy are kept: `WATCHFLOOR_HOME`, else the user's state folder by the XDG base directory specification. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.WATCHFLOOR_HOME) return resolve(environment.WATCHFLOOR_HOME)
  const state = environment.XDG_STATE_HOME
  // A relative path is to be ignored, says the specification.
  return join(state?.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'watchfloor')
}
