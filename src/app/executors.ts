import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Executor } from '../core/operation.ts'
import { gitExecutor } from '../integrations/git/git-executor.ts'
import { kubectlExecutor } from '../integrations/kubernetes/kubectl-executor.ts'
import { executorEnvironment, kubectlOptions } from './kubectl-options.ts'
import { stateFolder } from './state-folder.ts'

/** What can change the world from here. Of the environment only the variables named in `WATCHFLOOR_EXECUTOR_ENV` are handed on. */
export function executors(environment: NodeJS.ProcessEnv): Executor[] {
  const state = stateFolder(environment)
  const seconds = Number(environment.WATCHFLOOR_ROLLOUT_SECONDS)
  return [
    gitExecutor({
      forbidden: [state, real(state)],
      workFolder: join(state, 'worktrees'),
      environment: executorEnvironment(environment),
    }),
    kubectlExecutor({
      ...kubectlOptions(environment),
      ...(seconds > 0 && { rolloutTimeoutMilliseconds: seconds * 1000 }),
    }),
  ]
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
