import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cluster, Settings, Workload } from '../cluster.ts'
import { citeRecord, containersOf, isShort, isUnwell, type Rule, type Verdict } from './rule.ts'

/** Workloads scaled to nothing; surely a fault where a service needs their pods. */
export const zeroReplicas: Rule = ({ cluster }) =>
  cluster.workloads
    .filter(({ desired }) => desired === 0)
    .flatMap((workload) => {
      const service = cluster.services.find(
        ({ selector }) =>
          Object.keys(selector).length > 0 &&
          (Object.entries(selector).every(([key, value]) => workload.labels[key] === value) ||
            selector.app === workload.name),
      )
      const isMissed =
        cluster.unreachable.some(({ value }) => value === (service?.name ?? workload.name)) ||
        service?.endpoints?.value === 0
      return [
        {
          component: workload.name,
          cause: 'zero-replicas' as const,
          signal: 'replicas',
          probability: isMissed ? 0.94 : service ? 0.6 : 0.15,
          summary: `${workload.kind} ${workload.name} is scaled to zero${service ? `, and service ${service.name} has nobody behind it` : ''}.`,
          citations: [workload.at, ...(service?.endpoints ? [service.endpoints.at] : [])],
        },
      ]
    })

/** A DNS policy of its own that leaves the cluster's names out, at a workload that does not come up. */
export const ownResolver: Rule = ({ cluster }) =>
  cluster.workloads.flatMap((workload) => {
    if (workload.dnsPolicy?.value !== 'None' && workload.dnsPolicy?.value !== 'Default') return []
    const isNone = workload.dnsPolicy.value === 'None'
    return [
      {
        component: workload.name,
        cause: 'service-dns-failure' as const,
        signal: 'dns',
        probability: isShort(workload) ? (isNone ? 0.94 : 0.6) : isNone ? 0.4 : 0.1,
        summary: `${workload.name} does not ask the DNS of the cluster (dnsPolicy ${workload.dnsPolicy.value}).`,
        citations: [workload.dnsPolicy.at, workload.at],
      },
    ]
  })

const STATUS_PORT = /(?:"?statusPort"?\s*:\s*"?|status\.sidecar\.istio\.io\/port:\s*"?)(\d+)/

/** A sidecar that takes the port of the application it stands beside. */
export const sidecarPorts: Rule = ({ cluster }) =>
  cluster.workloads.flatMap((workload) => {
    const ports = workload.containers.flatMap((container) => container.ports)
    const taken = workload.annotations.find(({ value }) => ports.includes(Number(STATUS_PORT.exec(value)?.[1])))
    const twice = ports.find((port, index) => ports.indexOf(port) !== index)
    const at = taken?.at ?? (twice === undefined ? undefined : workload.at)
    if (!at) return []
    return [
      {
        component: workload.name,
        cause: 'sidecar-port-conflict' as const,
        signal: 'ports',
        probability: (isShort(workload) ? 0.94 : 0.5) * (taken ? 1 : 0.5),
        summary: `Two containers of ${workload.name} want port ${STATUS_PORT.exec(taken?.value ?? '')?.[1] ?? twice}.`,
        citations: [at, workload.at],
      },
    ]
  })

const MEANINGS: readonly [RegExp, Fault, string][] = [
  [/PASS(?:WORD|WD)?$|_PWD$|USER(?:NAME)?$/i, 'db-invalid-credentials', 'credentials'],
  [/PORT$/i, 'db-wrong-port', 'port'],
  [/HOST(?:NAME)?$|ADDR(?:ESS)?$|URL$/i, 'service-address-mismatch', 'address'],
]
const LEAST_PEERS = 3

/**
 * A setting in which one workload differs from all of its peers: `ORDER_MYSQL_PORT` is compared with the `…_MYSQL_PORT` of
 * the others. The values are not repeated, they may be secret.
 */
export const oddSettings: Rule = ({ cluster }) =>
  cluster.workloads.flatMap((workload) => {
    const own = cluster.settings.filter(({ name }) =>
      containersOf(workload).some(({ envFrom }) => envFrom.includes(name)),
    )
    return own.flatMap((settings) => settings.entries.flatMap((entry) => oddEntry(workload, settings, entry, cluster)))
  })

function oddEntry(
  workload: Workload,
  settings: Settings,
  entry: Settings['entries'][number],
  cluster: Cluster,
): Verdict[] {
  const meaning = MEANINGS.find(([form]) => form.test(entry.key))
  if (!meaning) return []
  const suffix = entry.key.split('_').slice(-2).join('_')
  const peers = cluster.settings
    .filter((other) => other.kind === settings.kind && other.name !== settings.name)
    .flatMap((other) => other.entries.filter(({ key }) => key.split('_').slice(-2).join('_') === suffix))
  const common = mostCommon(peers.map(({ value }) => value))
  if (!common || common.count < LEAST_PEERS || common.count < 0.75 * peers.length || common.value === entry.value)
    return []
  return [
    {
      component: workload.name,
      cause: meaning[1],
      signal: 'settings',
      probability: isShort(workload) ? 0.94 : 0.5,
      summary: `${settings.kind} ${settings.name} gives ${workload.name} another ${meaning[2]} (${entry.key}) than its ${common.count} peers have.`,
      citations: [entry.at, workload.at],
    },
  ]
}

function mostCommon(values: readonly string[]): { value: string; count: number } | undefined {
  const groups = [...Map.groupBy(values, (value) => value)].map(([value, list]) => ({ value, count: list.length }))
  return groups.sort((a, b) => b.count - a.count)[0]
}

const LOG_REASONS: readonly [RegExp, Fault, number, string][] = [
  [
    /access denied for user|password authentication failed|authentication failed|invalid credentials/i,
    'db-invalid-credentials',
    0.8,
    'its database refuses the credentials',
  ],
  [
    /UnknownHostException|name resolution|no such host|EAI_AGAIN|getaddrinfo ENOTFOUND/i,
    'service-dns-failure',
    0.6,
    'a name does not resolve',
  ],
  [/address already in use|EADDRINUSE|BindException/i, 'sidecar-port-conflict', 0.6, 'its port is taken'],
  [/no space left on device/i, 'disk-full', 0.85, 'its disk is full'],
]

/** What a crashing workload logged itself. */
export const lastWords: Rule = ({ cluster, logs }) =>
  [...new Set(cluster.pods.filter(isUnwell).map(({ workload }) => workload))].flatMap((workload) => {
    const own = logs.filter(({ service, level }) => service === workload && level !== 'info' && level !== 'debug')
    return LOG_REASONS.flatMap(([form, cause, probability, words]) => {
      const said = own.filter(({ message }) => form.test(message)).slice(-2)
      if (said.length === 0) return []
      return [
        {
          component: workload,
          cause,
          signal: 'log-failure',
          probability,
          summary: `${workload} does not come up: ${words}.`,
          citations: said.map(citeRecord),
        },
      ]
    })
  })

/** Pods that do not run and that no other rule explains. The surer something else is, the less is left for them. */
export function unexplained(cluster: Cluster, explained: readonly Verdict[]): Verdict[] {
  const known = new Set(explained.filter(({ probability }) => probability >= 0.5).map(({ component }) => component))
  const best = Math.max(0, ...explained.map(({ probability }) => probability))
  const groups = Map.groupBy(
    cluster.pods.filter((pod) => isUnwell(pod) && !known.has(pod.workload)),
    ({ workload }) => workload,
  )
  return [...groups].map(([component, pods]) => {
    const restarts = pods.flatMap(({ containers }) =>
      containers.flatMap((one) => (one.lastReason ? [one.lastReason.at] : [])),
    )
    const events = pods.flatMap(({ events: own }) => own.filter(({ isWarning }) => isWarning).slice(-1))
    return {
      component,
      cause: 'unknown',
      signal: 'unwell',
      probability: Math.max(0.02, (0.5 * (1 - best)) / groups.size),
      summary: `${pods.length === 1 ? `Pod ${pods[0]?.name} is` : `${pods.length} pods of ${component} are`} ${pods[0]?.status || 'not ready'}${events[0] ? `: ${events[0].message.slice(0, 160)}` : ''}.`,
      citations: [
        ...pods.slice(0, 2).map(({ at }) => at),
        ...events.slice(0, 1).map(({ at }) => at),
        ...restarts.slice(0, 1),
      ],
    }
  })
}
