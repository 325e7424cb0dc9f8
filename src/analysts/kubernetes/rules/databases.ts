import type { Alert } from '../../../core/evidence.ts'
import type { Cluster, Container, Pod, Workload } from '../cluster.ts'
import { citeRecord, containersOf, isUnwell, type Rule } from './rule.ts'

const EXHAUSTED =
  /too many (?:connections|clients)|remaining connection slots|max(?:imum)? (?:number of )?(?:clients|connections) reached|connection pool (?:is )?exhausted/i

/** A database that takes no more connections, said by its probes or in the logs. */
export const exhaustedConnections: Rule = ({ cluster, logs }) => {
  const fromPods = cluster.pods.flatMap((pod) => {
    const event = pod.events.find(({ message }) => EXHAUSTED.test(message))
    return event ? [{ component: pod.workload, at: event.at }] : []
  })
  const fromEvents = cluster.events
    .filter(({ message }) => EXHAUSTED.test(message))
    .flatMap((event) => {
      const pod = cluster.pods.find(({ name }) => event.object === `pod/${name}`)
      return pod ? [{ component: pod.workload, at: event.at }] : []
    })
  const fromLogs = logs
    .filter(
      ({ message, service }) =>
        service && isDatabase(cluster.workloads.find(({ name }) => name === service)) && EXHAUSTED.test(message),
    )
    .slice(-2)
    .map((record) => ({ component: record.service ?? '', at: citeRecord(record) }))
  const groups = Map.groupBy([...fromPods, ...fromEvents, ...fromLogs], ({ component }) => component)
  return [...groups].map(([component, told]) => ({
    component,
    cause: 'connection-pool-exhausted',
    signal: 'database',
    probability: 0.9,
    summary: `${component} takes no more connections${crowd(cluster)}.`,
    citations: told.slice(0, 3).map(({ at }) => at),
  }))
}

function crowd(cluster: Cluster): string {
  const unwell = new Set(cluster.pods.filter(isUnwell).map(({ workload }) => workload)).size
  return unwell > 1 ? `; ${unwell} workloads that may need it are not well` : ''
}

const DATABASE_IMAGE = /mysql|percona|mariadb|postgres|mongo|cockroach|cassandra|redis|valkey|sqlserver|oracle/i
const DATABASE_PORTS = new Set([3306, 5432, 27017, 1433, 1521, 9042])

function isDatabase(workload: Workload | undefined): boolean {
  return workload?.containers.some(isDatabaseContainer) ?? false
}

function isDatabaseContainer({ image, ports }: Container): boolean {
  return DATABASE_IMAGE.test(image?.value ?? '') || ports.some((port) => DATABASE_PORTS.has(port))
}

const LEAST_CROWD = 4

/** Many workloads that do not come up and that all name the same database, while that runs. */
export const crowdedDatabase: Rule = ({ cluster }) => {
  const unwell = [...Map.groupBy(cluster.pods.filter(isUnwell), ({ workload }) => workload).keys()]
  if (unwell.length < LEAST_CROWD) return []
  return cluster.workloads.filter(isDatabase).flatMap((database) => {
    const users = unwell.filter(
      (name) => database.name !== name && settingsOf(name, cluster).some((value) => namesIt(value, database)),
    )
    if (users.length < LEAST_CROWD || users.length < 0.7 * unwell.length) return []
    const pods = cluster.pods.filter(({ workload }) => users.includes(workload)).slice(0, 3)
    return [
      {
        component: database.name,
        cause: 'connection-pool-exhausted' as const,
        signal: 'database',
        probability: 0.5,
        summary: `${users.length} workloads that use ${database.name} do not come up: look whether it takes connections.`,
        citations: [database.at, ...pods.map(({ at }) => at)],
      },
    ]
  })
}

function settingsOf(name: string, { workloads, settings }: Cluster): string[] {
  const containers = workloads.filter((one) => one.name === name).flatMap(containersOf)
  const sources = new Set(containers.flatMap(({ envFrom }) => envFrom))
  return [
    ...containers.flatMap(({ env }) => env.map(({ value }) => value)),
    ...settings.filter((one) => sources.has(one.name)).flatMap(({ entries }) => entries.map(({ value }) => value)),
  ]
}

function namesIt(value: string, { name }: Workload): boolean {
  return value === name || value.startsWith(`${name}-`) || value.startsWith(`${name}:`) || value.startsWith(`${name}.`)
}

const WRITES = /^(?:POST|PUT|PATCH|DELETE)$/i
const READ_ONLY = /read[- _]only (?:option|mode|transaction|replica)|--(?:super-)?read-only|READONLY You can't write/i
const RECENT_SECONDS = 3600
const VERY_RECENT_SECONDS = 900

/**
 * Requests that write fail while everything runs and a database has restarted a short time ago: it may have come back
 * read-only. Read-only errors in logs make it sure.
 */
export const readOnlyDatabase: Rule = ({ cluster, alerts, logs }) => {
  const said = logs.find(({ message }) => READ_ONLY.test(message))
  const databases = cluster.workloads.filter(isDatabase)
  const fresh = databases.filter(({ name }) =>
    cluster.pods.some((pod) => pod.workload === name && isFresh(pod, RECENT_SECONDS)),
  )
  const suspected = fresh.length > 0 ? fresh : said ? databases : []
  return suspected.flatMap((database) => {
    const pods = cluster.pods.filter((pod) => pod.workload === database.name)
    const probability = said ? 0.9 : cluster.pods.some(isUnwell) ? 0 : suspicion(alerts, pods)
    if (probability === 0) return []
    return [
      {
        component: database.name,
        cause: 'db-read-only' as const,
        signal: 'database',
        probability: probability / suspected.length,
        summary: `Requests that write fail, and ${database.name} restarted a short time ago: look whether it is read-only.`,
        citations: [
          ...(said ? [citeRecord(said)] : []),
          ...alerts.slice(0, 2).map(({ citation }) => citation),
          ...pods.slice(0, 2).map(({ at }) => at),
        ],
      },
    ]
  })
}

function suspicion(alerts: readonly Alert[], pods: readonly Pod[]): number {
  const methods = alerts.flatMap(({ labels }) => labels.request_method ?? labels.method ?? [])
  if (methods.length === 0) return pods.some((pod) => isFresh(pod, VERY_RECENT_SECONDS)) ? 0.35 : 0
  const writes = methods.filter((method) => WRITES.test(method)).length / methods.length
  return writes === 1 ? 0.75 : writes >= 0.5 ? 0.6 : 0
}

function isFresh({ restarted }: Pod, seconds: number): boolean {
  return restarted !== undefined && restarted.times > 0 && (restarted.secondsAgo ?? Number.POSITIVE_INFINITY) < seconds
}
