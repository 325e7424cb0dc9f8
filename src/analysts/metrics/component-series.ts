import type { Series } from '../../core/evidence.ts'
import { isCounter, type MetricKind, metricKind } from './metric-kind.ts'

/** A series together with what it is about. */
export interface ComponentSeries {
  series: Series
  kind: MetricKind
  /** The service, workload or host measured; for a call edge the callee. */
  component: string
  /** Set where the series measures a call edge. */
  caller?: string
  pod?: string
  version?: string
  /** The values as judged: a counter's rate per second, everything else as read. */
  values: Float64Array
}

const COMPONENT_LABELS = [
  'service',
  'service_name',
  'app',
  'workload',
  'deployment',
  'statefulset',
  'component',
  'job',
  'container',
  'node',
  'instance',
  'host',
  'name',
] as const
const CALLER_LABELS = ['source', 'source_workload', 'source_service', 'client', 'caller'] as const
const CALLEE_LABELS = [
  'destination',
  'destination_workload',
  'destination_service',
  'server',
  'callee',
  'target',
] as const

export function componentSeries(series: Series): ComponentSeries {
  const { labels } = series
  const caller = first(labels, CALLER_LABELS)
  const callee = first(labels, CALLEE_LABELS)
  const pod = labels.pod ?? labels.pod_name
  const isEdge = caller !== undefined && callee !== undefined
  const component =
    (isEdge ? callee : undefined) ??
    first(labels, COMPONENT_LABELS) ??
    (pod ? workloadOf(pod) : undefined) ??
    callee ??
    ownerInName(series.name)
  return {
    series,
    kind: metricKind(series.name),
    component,
    ...(isEdge && { caller }),
    ...(pod && { pod }),
    ...(labels.version && { version: labels.version }),
    values: isCounter(series) ? ratePerSecond(series) : series.values,
  }
}

function first(labels: Readonly<Record<string, string>>, keys: readonly string[]): string | undefined {
  for (const key of keys) if (labels[key]) return labels[key]
  return undefined
}

function workloadOf(pod: string): string {
  return pod.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, '').replace(/-\d{1,3}$/, '')
}

/** Wide tables put the owner into the column: `orders_cpu`, `orders.latency_p99`. */
function ownerInName(name: string): string {
  const owner =
    /^(.+?)[_.:/](?=[a-z0-9_.]*(?:cpu|mem|latency|err|rps|request|disk|load|duration|qps|heap|workload))/i.exec(
      name,
    )?.[1]
  return owner ?? name
}

/** Per second between neighbours; NaN for the first sample and across a reset. */
function ratePerSecond({ timestamps, values }: Series): Float64Array {
  return values.map((value, index) => {
    const before = values[index - 1] ?? Number.NaN
    const seconds = ((timestamps[index] ?? 0) - (timestamps[index - 1] ?? 0)) / 1000
    return value >= before && seconds > 0 ? (value - before) / seconds : Number.NaN
  })
}
