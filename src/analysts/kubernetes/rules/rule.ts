import type { Alert, CallEdge, Citation, LogRecord } from '../../../core/evidence.ts'
import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cluster, Container, Pod, Workload } from '../cluster.ts'

/** What a rule holds for true of one component. */
export interface Verdict {
  component: string
  cause: Fault | 'unknown'
  /** The kind of evidence: `image-pull`, `scheduling`, `probe`, … */
  signal: string
  /** How often the component is the cause where the rule fires, 0 to 1. */
  probability: number
  summary: string
  citations: Citation[]
}

export interface RuleInput {
  cluster: Cluster
  alerts: readonly Alert[]
  edges: readonly CallEdge[]
  logs: readonly LogRecord[]
  /** The namespace of the incident, where it is known. */
  namespace: string | undefined
}

/** One kind of fault, looked for in the state of the cluster. Independent of every other rule. */
export type Rule = (input: RuleInput) => Verdict[]

const HEALTHY = /^(?:Running|Succeeded|Completed)$/

/** A pod that does not run with all of its containers. */
export function isUnwell(pod: Pod): boolean {
  if (/^(?:Succeeded|Completed)$/.test(pod.status)) return false
  return !HEALTHY.test(pod.status) || pod.containers.some(({ isReady }) => isReady === false)
}

/** A workload with fewer pods ready than it wants. */
export function isShort({ desired = 0, ready }: Workload): boolean {
  return ready !== undefined && ready < desired
}

/** All containers of a pod or template, init containers first. */
export function containersOf(spec: {
  initContainers: readonly Container[]
  containers: readonly Container[]
}): Container[] {
  return [...spec.initContainers, ...spec.containers]
}

/** Of several verdicts on one component and cause the surest, with the citations of the others behind its own. */
export function surest(verdicts: readonly Verdict[]): Verdict[] {
  const groups = Map.groupBy(verdicts, ({ component, cause }) => `${component}\0${cause}`)
  return [...groups.values()].flatMap((group) => {
    const best = group.toSorted((a, b) => b.probability - a.probability)[0]
    if (!best) return []
    const others = group.filter((one) => one !== best).flatMap(({ citations }) => citations)
    return [{ ...best, citations: [...best.citations, ...others].slice(0, 5) }]
  })
}

export function citeRecord({ source, line, raw }: LogRecord): Citation {
  return { source, line, quote: raw.trim().slice(0, 300) }
}
