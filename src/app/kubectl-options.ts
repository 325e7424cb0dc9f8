import { homedir } from 'node:os'
import { join } from 'node:path'
import type { KubectlOptions } from '../integrations/kubernetes/kubectl.ts'
import { stateFolder } from './state-folder.ts'

/** For `WATCHFLOOR_KUBE_CONTEXT`: the service account of the pod that this runs in, which kubectl finds by itself where it has no kubeconfig. */
const IN_CLUSTER = 'in-cluster'
const API_SERVER = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']

/** How kubectl gets to the cluster. Of the environment only the variables named in `WATCHFLOOR_EXECUTOR_ENV` are handed on. */
export function kubectlOptions(environment: NodeJS.ProcessEnv): KubectlOptions {
  const context = environment.WATCHFLOOR_KUBE_CONTEXT
  const cacheFolder = join(stateFolder(environment), 'kubectl-cache')
  const handedOn = executorEnvironment(environment)
  if (context === IN_CLUSTER)
    return { kubeconfig: '', environment: { ...handedOn, ...picked(environment, API_SERVER) }, cacheFolder }
  return {
    kubeconfig: environment.KUBECONFIG || join(homedir(), '.kube', 'config'),
    context: context || undefined,
    environment: handedOn,
    cacheFolder,
  }
}

/** The variables that programs are to see, such as those that a credential plug-in needs. */
export function executorEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = (environment.WATCHFLOOR_EXECUTOR_ENV ?? '').split(',').map((name) => name.trim())
  return picked(
    environment,
    names.filter((name) => !name.startsWith('WATCHFLOOR_')),
  )
}

function picked(environment: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]
      return name === '' || value === undefined ? [] : [[name, value]]
    }),
  )
}
