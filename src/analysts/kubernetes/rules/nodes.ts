import type { Fault } from '../../../core/fault-taxonomy.ts'
import { own } from '../../../core/own.ts'
import type { Rule, Verdict } from './rule.ts'

const UNITS: readonly [RegExp, Fault, string][] = [
  [/^kubelet$/, 'kubelet-down', 'No pod starts, stops or reports on this node.'],
  [/^(?:containerd|crio|cri-o|docker|cri-docker(?:d)?)$/, 'containerd-down', 'No container starts on this node.'],
  [/^kube-proxy$/, 'kube-proxy-down', 'Services are not routed on this node.'],
  [/^kube-scheduler$/, 'kube-scheduler-down', 'No new pod is given a node.'],
]

/** A system component that systemd says is not active. */
export const stoppedUnits: Rule = ({ cluster }) =>
  cluster.units.flatMap(({ name, node, isActive, at }) => {
    const known = UNITS.find(([form]) => form.test(name))
    if (isActive || !known) return []
    return [
      {
        component: node,
        cause: known[1],
        signal: 'system-component',
        probability: 0.97,
        summary: `${name} is not active on ${node}. ${known[2]}`,
        citations: [at],
      },
    ]
  })

/** A node that is not ready although no unit tells why, or that says what it is short of. */
export const unwellNodes: Rule = ({ cluster }) =>
  cluster.nodes.flatMap((node) => {
    const verdicts: Verdict[] = node.pressures.flatMap(({ value, at }) => {
      const cause = own(PRESSURES, value)
      if (!cause) return []
      const summary = `Node ${node.name} reports ${value}.`
      return [{ component: node.name, cause, signal: 'node-condition', probability: 0.75, summary, citations: [at] }]
    })
    if (node.isReady === false)
      verdicts.push({
        component: node.name,
        cause: 'kubelet-down',
        signal: 'node-condition',
        probability: 0.6,
        summary: `Node ${node.name} is not ready.`,
        citations: [node.at],
      })
    return verdicts
  })

const PRESSURES: Record<string, Fault> = {
  DiskPressure: 'disk-full',
  MemoryPressure: 'memory-pressure',
  NetworkUnavailable: 'network-partition',
}

const NO_RUNTIME = /dial unix \S*(?:containerd|crio|docker)\S*|container runtime is (?:down|not ready)/i

/** Pods whose sandbox cannot be made because nothing answers at the socket of the container runtime. */
export const deadRuntime: Rule = ({ cluster }) =>
  cluster.pods.flatMap((pod) => {
    const event = pod.events.find(({ isWarning, message }) => isWarning && NO_RUNTIME.test(message))
    if (!event || !pod.node) return []
    return [
      {
        component: pod.node,
        cause: 'containerd-down' as const,
        signal: 'system-component',
        probability: 0.9,
        summary: `The container runtime of ${pod.node} does not answer: ${pod.name} gets no sandbox.`,
        citations: [event.at],
      },
    ]
  })

/** Pods that wait for a node while the scheduler has not said a word about any of them. */
export const silentScheduler: Rule = ({ cluster }) => {
  const waiting = cluster.pods.filter((pod) => pod.status === 'Pending' && pod.node === undefined)
  const controlPlane = cluster.nodes.find(({ isControlPlane }) => isControlPlane)
  const spoke = waiting.some((pod) => pod.events.some(({ reason }) => /Scheduled|Scheduling/.test(reason)))
  const isDescribed = waiting.some(({ containers }) => containers.length > 0)
  if (waiting.length === 0 || spoke || !isDescribed || !controlPlane) return []
  return [
    {
      component: controlPlane.name,
      cause: 'kube-scheduler-down',
      signal: 'scheduling',
      probability: 0.6,
      summary: `${waiting.length} pods wait for a node and the scheduler says nothing about them.`,
      citations: waiting.slice(0, 3).map(({ at }) => at),
    },
  ]
}
