import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cluster, Pod } from '../cluster.ts'
import type { Rule } from './rule.ts'

const TAINTED = /untolerated taint|had taints?\b.*didn't tolerate/i

/** What the scheduler says of the nodes it passed over; the first that applies names the cause. */
const REASONS: readonly [RegExp, (said: string, pod: Pod, cluster: Cluster) => Fault | undefined][] = [
  [/insufficient memory/i, () => 'insufficient-memory'],
  [/insufficient cpu/i, () => 'insufficient-cpu'],
  [/node affinity\/selector|node\(s\) didn't match node selector/i, affinityCause],
  [/pod anti-affinity/i, () => 'pod-anti-affinity-conflict'],
  [TAINTED, () => 'taint-not-tolerated'],
]

/** Where the selector does admit a node, and taints are spoken of as well, the taint is what keeps the pod out. */
function affinityCause(said: string, { nodeSelectors }: Pod, { nodes }: Cluster): Fault {
  if (nodeSelectors.length === 0) return 'node-affinity-mismatch'
  const admits = nodes.some(({ labels }) =>
    nodeSelectors.every(({ value }) => {
      const [key = '', wanted] = value.split('=')
      return labels[key] === wanted
    }),
  )
  return admits && TAINTED.test(said) ? 'taint-not-tolerated' : 'node-selector-mismatch'
}

const TAINTS_OF_TROUBLE =
  /untolerated taint \{node\.kubernetes\.io\/(?:not-ready|unreachable|disk-pressure|memory-pressure)/

/** Pods that no node takes, by the scheduler's own reason. */
export const unschedulable: Rule = ({ cluster }) =>
  cluster.pods.flatMap((pod) => {
    const event = pod.events.filter(({ reason }) => reason === 'FailedScheduling').at(-1)
    if (!event || pod.node !== undefined) return []
    const said = event.message.split(/\s*preemption:/)[0] ?? ''
    const cause = REASONS.find(([form]) => form.test(said))?.[1](said, pod, cluster) ?? cordoned(said, cluster)
    if (!cause) return []
    const selector = cause === 'node-selector-mismatch' ? pod.nodeSelectors.map(({ at }) => at) : []
    return [
      {
        component: pod.workload,
        cause,
        signal: 'scheduling',
        probability: TAINTS_OF_TROUBLE.test(said) ? 0.3 : 0.94,
        summary: `No node takes ${pod.name}: ${said.replace(/\.$/, '')}.`,
        citations: [event.at, ...selector.slice(0, 1), ...cordons(cause, cluster)],
      },
    ]
  })

function cordoned(said: string, cluster: Cluster): Fault | undefined {
  const all = /^0\/(\d+) nodes/.exec(said)?.[1]
  const passed = /(\d+) node\(s\) were unschedulable/.exec(said)?.[1]
  const workers = cluster.nodes.filter(({ isControlPlane }) => !isControlPlane)
  const isClosed = workers.length > 0 && workers.every(({ isSchedulable }) => !isSchedulable)
  return passed !== undefined && (passed === all || isClosed) ? 'node-cordoned' : undefined
}

function cordons(cause: Fault, cluster: Cluster) {
  return cause === 'node-cordoned'
    ? cluster.nodes
        .filter(({ isSchedulable }) => !isSchedulable)
        .slice(0, 3)
        .map(({ at }) => at)
    : []
}
