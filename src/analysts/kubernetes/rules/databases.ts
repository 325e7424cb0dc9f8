import type { Alert } from '../../../core/evidence.ts'
import type { Cluster, Pod, Workload } from '../cluster.ts'
import { citeRecord, isUnwell, type Rule } from './rule.ts'

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
  return (
    workload !== undefined &&
    workload.containers.some(
      ({ image, ports }) => DATABASE_IMAGE.test(image?.value ?? '') || ports.some((port) => DATABASE_PORTS.has(port)),
    )
  )
}

const WRITES = /^(?:POST|PUT|PATCH|DELETE)$/i
const RECENT_SECONDS = 3600

/**
 * Requests that write fail and none that read does, while everything runs and a database has restarted a short time ago: it
 * may have come back read-only. Read-only errors in logs make it sure.
 */
export const readOnlyDatabase: Rule = ({ cluster, alerts, logs }) => {
  const databases = cluster.workloads.filter(isDatabase)
  const said = logs.find(({ message }) =>
    /read[- _]only (?:option|mode|transaction|replica)|--(?:super-)?read-only|READONLY You can't write/i.test(message),
  )
  const methods = alerts.flatMap(({ labels }) => labels.request_method ?? labels.method ?? [])
  const isWriteOnly = methods.length > 0 && methods.every((method) => WRITES.test(method))
  const restarted = databases.filter(({ name }) => cluster.pods.some((pod) => pod.workload === name && isFresh(pod)))
  const isCalm = !cluster.pods.some((pod) => isUnwell(pod))
  if (!said && !(isWriteOnly && isCalm)) return []
  return (restarted.length > 0 ? restarted : said ? databases : []).map(({ name }) => ({
    component: name,
    cause: 'db-read-only',
    signal: 'database',
    probability: (said ? 0.9 : 0.75) / Math.max(1, restarted.length),
    summary: `Only requests that write fail, and ${name} restarted a short time ago: look whether it is read-only.`,
    citations: [
      ...(said ? [citeRecord(said)] : []),
      ...alerts.slice(0, 2).map(({ citation }: Alert) => citation),
      ...cluster.pods
        .filter((pod) => pod.workload === name && isFresh(pod))
        .slice(0, 2)
        .map(({ at }) => at),
    ],
  }))
}

function isFresh({ restarted }: Pod): boolean {
  return (
    restarted !== undefined &&
    restarted.times > 0 &&
    (restarted.secondsAgo ?? Number.POSITIVE_INFINITY) < RECENT_SECONDS
  )
}
