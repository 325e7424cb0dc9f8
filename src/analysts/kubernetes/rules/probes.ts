import type { Citation } from '../../../core/evidence.ts'
import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cluster, Container, Probe, Workload } from '../cluster.ts'
import { isShort, isUnwell, type Rule, type Verdict } from './rule.ts'

type Kind = 'liveness' | 'readiness'
const KINDS: readonly Kind[] = ['liveness', 'readiness']

/**
 * Probes that cannot succeed, or kill what still starts, as the template declares them (a service mesh rewrites them in
 * the pod). Counts where the pods restart, are not ready, or fail that probe.
 */
export const wrongProbes: Rule = ({ cluster }) =>
  cluster.workloads.flatMap((workload) =>
    workload.containers.flatMap((container) =>
      KINDS.flatMap((kind) => {
        const probe = container.probes[kind]
        const trouble = probe && troubleOf(workload, kind, cluster)
        return probe && trouble ? judge(workload, container, kind, probe, trouble, cluster) : []
      }),
    ),
  )

interface Trouble {
  isCertain: boolean
  citations: Citation[]
}

function troubleOf(workload: Workload, kind: Kind, { pods }: Cluster): Trouble | undefined {
  const own = pods.filter((pod) => pod.workload === workload.name)
  const failures = own.flatMap((pod) => pod.events.filter((event) => isFailure(event.message, kind)).slice(-1))
  const restarts = own.flatMap(({ containers }) =>
    containers.flatMap((one) => ((one.restarts?.value ?? 0) > 0 && one.restarts ? [one.restarts.at] : [])),
  )
  const unready = own.filter((pod) => isUnwell(pod)).map(({ at }) => at)
  const shows = kind === 'liveness' ? restarts : unready
  if (shows.length === 0 && !isShort(workload)) return undefined
  return { isCertain: shows.length > 0, citations: [...failures.map(({ at }) => at), ...shows].slice(0, 3) }
}

function isFailure(message: string, kind: Kind): boolean {
  return message.startsWith(kind === 'liveness' ? 'Liveness probe failed' : 'Readiness probe failed')
}

function judge(
  workload: Workload,
  container: Container,
  kind: Kind,
  probe: Probe,
  trouble: Trouble,
  cluster: Cluster,
): Verdict[] {
  const port = probe.port === undefined ? undefined : (container.portNames[probe.port] ?? Number(probe.port))
  const other = container.probes[kind === 'liveness' ? 'readiness' : 'liveness']
  const make = (fault: string, probability: number, words: string): Verdict[] => [
    {
      component: workload.name,
      cause: `${kind}-probe-${fault}` as Fault,
      signal: 'probe',
      probability: trouble.isCertain ? probability : probability / 2,
      summary: `The ${kind} probe of ${workload.name} ${words}.`,
      citations: [probe.at, ...trouble.citations],
    },
  ]
  if (port !== undefined && container.ports.length > 0 && !container.ports.includes(port))
    return make('wrong-port', 0.94, `asks port ${probe.port}, the container listens on ${container.ports.join(', ')}`)
  if (other && isProtocolOdd(workload, container, probe, other, cluster))
    return make('wrong-protocol', 0.92, `speaks ${probe.handler} where the container answers ${other.handler}`)
  if (kind === 'liveness' && isHasty(probe) && !isHasty(other))
    return make(
      'wrong-timing',
      0.9,
      `begins after ${probe.delay} s, comes every ${probe.period} s and forgives ${probe.failureThreshold - 1} failures`,
    )
  return []
}

/**
 * Two probes of one container and port that speak different protocols: the odd one is that which fails, or else that which
 * fewer of the other workloads use.
 */
function isProtocolOdd(
  workload: Workload,
  container: Container,
  probe: Probe,
  other: Probe,
  { workloads, pods }: Cluster,
): boolean {
  if (probe.handler === other.handler || probe.handler === 'exec' || other.handler === 'exec') return false
  const use = (handler: Probe['handler']) =>
    workloads
      .filter(({ name }) => name !== workload.name)
      .flatMap(({ containers }) => containers.flatMap(({ probes }) => Object.values(probes)))
      .filter((one) => one?.handler === handler).length
  const kind = container.probes.liveness === probe ? 'liveness' : 'readiness'
  const fails = (one: Kind) =>
    pods.some((pod) => pod.workload === workload.name && pod.events.some(({ message }) => isFailure(message, one)))
  if (fails(kind) !== fails(kind === 'liveness' ? 'readiness' : 'liveness')) return fails(kind)
  return use(probe.handler) < use(other.handler)
}

/** Restarts within seconds of the start, at the first failure. */
function isHasty(probe: Probe | undefined): boolean {
  return probe !== undefined && probe.delay + probe.period * probe.failureThreshold <= 5
}
