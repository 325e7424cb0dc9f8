import { WatchfloorFault } from '../core/fault.ts'
import type { LiveSource } from '../core/live-source.ts'
import { elasticsearchSource } from '../integrations/elasticsearch/elasticsearch-source.ts'
import { githubSource } from '../integrations/github/github-source.ts'
import { jaegerSource } from '../integrations/jaeger/jaeger-source.ts'
import { kubernetesSource } from '../integrations/kubernetes/kubernetes-source.ts'
import { lokiSource } from '../integrations/loki/loki-source.ts'
import { prometheusSource } from '../integrations/prometheus/prometheus-source.ts'
import { tempoSource } from '../integrations/tempo/tempo-source.ts'
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

type Environment = NodeJS.ProcessEnv

/** By the variable that names its address. */
const SOURCES: readonly [address: string, open: (url: string, environment: Environment) => LiveSource][] = [
  ['WATCHFLOOR_PROMETHEUS_URL', (url, { WATCHFLOOR_PROMETHEUS_TOKEN: token }) => prometheusSource({ url, token })],
  [
    'WATCHFLOOR_LOKI_URL',
    (url, { WATCHFLOOR_LOKI_TOKEN: token, WATCHFLOOR_LOKI_TENANT: tenant }) => lokiSource({ url, token, tenant }),
  ],
  [
    'WATCHFLOOR_ELASTICSEARCH_URL',
    (url, { WATCHFLOOR_ELASTICSEARCH_API_KEY: apiKey, WATCHFLOOR_ELASTICSEARCH_INDEX: index }) =>
      elasticsearchSource({ url, apiKey, index: index || undefined }),
  ],
  ['WATCHFLOOR_JAEGER_URL', (url, { WATCHFLOOR_JAEGER_TOKEN: token }) => jaegerSource({ url, token })],
  [
    'WATCHFLOOR_TEMPO_URL',
    (url, { WATCHFLOOR_TEMPO_TOKEN: token, WATCHFLOOR_TEMPO_TENANT: tenant }) => tempoSource({ url, token, tenant }),
  ],
]

/** Throws a fault `usage` for an address that is none. */
export function liveSources(environment: Environment = process.env): LiveSources {
  return {
    sources: [...byAddress(environment), ...byName(environment)],
    fetching: {
      hosts: listOf(environment.WATCHFLOOR_ALLOWED_HOSTS),
      privateHosts: listOf(environment.WATCHFLOOR_ALLOWED_PRIVATE_HOSTS),
    },
    repositories: (environment.WATCHFLOOR_REPOSITORIES ?? '').split(':').filter((path) => path !== ''),
    ...(environment.WATCHFLOOR_RUNBOOKS && { runbooks: environment.WATCHFLOOR_RUNBOOKS }),
  }
}

function byAddress(environment: Environment): LiveSource[] {
  return SOURCES.flatMap(([variable, open]) => {
    const url = addressIn(environment, variable)
    return url ? [open(url, environment)] : []
  })
}

/** A cluster by its context, and GitHub by its repositories. */
function byName(environment: Environment): LiveSource[] {
  const repositories = listOf(environment.WATCHFLOOR_GITHUB_REPOSITORIES)
  return [
    ...(environment.WATCHFLOOR_KUBE_CONTEXT ? [kubernetesSource(kubectlOptions(environment))] : []),
    ...(repositories.length > 0
      ? [githubSource({ ...githubOptions(environment, 'WATCHFLOOR_GITHUB_REPOSITORIES'), repositories })]
      : []),
  ]
}

function addressIn(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const url = environment[name]
  if (url && !/^https?:\/\//.test(url))
    throw new WatchfloorFault('usage', `${name} must be a URL such as http://127.0.0.1:9090.`)
  return url || undefined
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
