import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Executor } from '../core/operation.ts'
import { gitExecutor } from '../integrations/git/git-executor.ts'
import { kubectlExecutor } from '../integrations/kubernetes/kubectl-executor.ts'
import { stateFolder } from './state-folder.ts'

/** What can change the world from here. Of the environment only the variables named in `WATCHFLOOR_EXECUTOR_ENV` are handed on. */
export function executors(environment: NodeJS.ProcessEnv): Executor[] {
  const state = stateFolder(environment)
  const handedOn = Object.fromEntries(
    (environment.WATCHFLOOR_EXECUTOR_ENV ?? '')
      .split(',')
      .map((name) => name.trim())
      .flatMap((name) => {
        const value = environment[name]
        return name === '' || name.startsWith('WATCHFLOOR_') || value === undefined ? [] : [[name, value]]
      }),
  )
  const seconds = Number(environment.WATCHFLOOR_ROLLOUT_SECONDS)
  return [
    gitExecutor({ forbidden: [state, real(state)], workFolder: join(state, 'worktrees'), environment: handedOn }),
    kubectlExecutor({
      kubeconfig: environment.KUBECONFIG || join(homedir(), '.kube', 'config'),
      context: environment.WATCHFLOOR_KUBE_CONTEXT || undefined,
      environment: handedOn,
      cacheFolder: join(state, 'kubectl-cache'),
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
