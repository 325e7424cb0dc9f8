import { WatchfloorFault } from '../core/fault.ts'
import type { LiveSource } from '../core/live-source.ts'
import { githubSource } from '../integrations/github/github-source.ts'
import { kubernetesSource } from '../integrations/kubernetes/kubernetes-source.ts'
import { prometheusSource } from '../integrations/prometheus/prometheus-source.ts'
import type { FetchRules } from '../integrations/web/guarded-fetch.ts'
import { githubOptions } from './github-options.ts'
import { kubectlOptions } from './kubectl-options.ts'

/** Where evidence comes from, as the environment names it. */
export interface LiveSources {
  sources: readonly LiveSource[]
  repositories: readonly string[]
  runbooks?: string
  /** From where what an alert names may be fetched. */
  fetching: FetchRules
}

/** Throws a fault `usage` for an address that is none. */
export function liveSources(environment: NodeJS.ProcessEnv = process.env): LiveSources {
  const sources: LiveSource[] = []
  const prometheus = addressIn(environment, 'WATCHFLOOR_PROMETHEUS_URL')
  if (prometheus) sources.push(prometheusSource({ url: prometheus, token: environment.WATCHFLOOR_PROMETHEUS_TOKEN }))
  if (environment.WATCHFLOOR_KUBE_CONTEXT) sources.push(kubernetesSource(kubectlOptions(environment)))
  const onGitHub = listOf(environment.WATCHFLOOR_GITHUB_REPOSITORIES)
  if (onGitHub.length > 0)
    sources.push(
      githubSource({ ...githubOptions(environment, 'WATCHFLOOR_GITHUB_REPOSITORIES'), repositories: onGitHub }),
    )
  return {
    sources,
    fetching: {
      hosts: listOf(environment.WATCHFLOOR_ALLOWED_HOSTS),
      privateHosts: listOf(environment.WATCHFLOOR_ALLOWED_PRIVATE_HOSTS),
    },
    repositories: (environment.WATCHFLOOR_REPOSITORIES ?? '').split(':').filter((path) => path !== ''),
    ...(environment.WATCHFLOOR_RUNBOOKS && { runbooks: environment.WATCHFLOOR_RUNBOOKS }),
  }
}

function addressIn(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const url = environment[name]
  if (url && !/^https?:\/\//.test(url))
    throw new WatchfloorFault('usage', `${name} must be a URL such as http://prometheus:9090.`)
  return url || undefined
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
