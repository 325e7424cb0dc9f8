import { z } from 'zod'
import type { Cluster, Pod } from '../../../analysts/kubernetes/cluster.ts'
import { readCluster } from '../../../analysts/kubernetes/read/read-cluster.ts'
import { citedLine, defineTool, type ToolContext } from './define-tool.ts'

const MOST = 40

async function clusterOf({ source }: ToolContext): Promise<Cluster> {
  return readCluster(await Array.fromAsync(source.documents('kubernetes'))).cluster
}

const nothing = (what: string) => `The outputs that are at hand show no ${what}.`

function podLine({ name, namespace, status, node, restarted, at }: Pod): string {
  const where = node === undefined ? '' : ` on ${node}`
  const again = restarted ? `, ${restarted.times} restarts` : ''
  return `${namespace ?? '?'}/${name}: ${status}${where}${again} (${citedLine({ ...at, quote: '' }).trim()})`
}

export const listPods = defineTool({
  name: 'list_pods',
  description: 'Pods with status, node and restarts; those in trouble first.',
  input: z.object({ workload: z.string().optional().describe('only pods of this workload') }),
  async run({ workload }, context) {
    const { pods } = await clusterOf(context)
    const wanted = pods.filter(
      (pod) => workload === undefined || pod.workload === workload || pod.name.startsWith(workload),
    )
    const troubled = (pod: Pod) => (pod.status === 'Running' && !pod.restarted?.times ? 1 : 0)
    return (
      wanted
        .toSorted((a, b) => troubled(a) - troubled(b))
        .slice(0, MOST)
        .map(podLine)
        .join('\n') || nothing('such pod')
    )
  },
})

export const describePod = defineTool({
  name: 'describe_pod',
  description: 'Containers of a pod with image, state, last state, probes, and the events of the pod.',
  input: z.object({ pod: z.string().min(1).describe('the name of the pod, or the beginning of it') }),
  async run({ pod: name }, context) {
    const { pods } = await clusterOf(context)
    const pod = pods.find((one) => one.name === name) ?? pods.find((one) => one.name.startsWith(name))
    if (!pod) return nothing(`pod ${name}`)
    const containers = pod.containers.map(
      ({ name: container, image, state, reason, lastReason, lastExitCode, restarts, isReady }) =>
        `container ${container}: ${image?.value ?? 'no image'}, ${state ?? 'unknown'}${reason ? ` (${reason.value})` : ''}${lastReason ? `, before: ${lastReason.value} ${lastExitCode ?? ''}` : ''}, ${restarts?.value ?? 0} restarts, ${isReady ? 'ready' : 'not ready'}`,
    )
    return [podLine(pod), ...containers, ...pod.events.map(({ at }) => citedLine(at))].join('\n')
  },
})

export const getEvents = defineTool({
  name: 'get_events',
  description: 'Events of the cluster, warnings first.',
  input: z.object({ object: z.string().optional().describe('only of objects whose name holds this') }),
  async run({ object }, context) {
    const { events, pods } = await clusterOf(context)
    const all = [...events, ...pods.flatMap((pod) => pod.events)].filter(
      (event) => object === undefined || event.object?.includes(object) || event.message.includes(object),
    )
    const lines = all
      .toSorted((a, b) => Number(b.isWarning) - Number(a.isWarning))
      .map(({ at, isWarning }) => `${isWarning ? 'Warning ' : ''}${citedLine(at)}`)
    return [...new Set(lines)].slice(0, MOST).join('\n') || nothing('such event')
  },
})

export const listDeployments = defineTool({
  name: 'list_deployments',
  description:
    'Deployments, stateful sets and daemon sets with how many replicas are wanted and ready, and their images.',
  input: z.object({}),
  async run(_, context) {
    const { workloads } = await clusterOf(context)
    const lines = workloads.map(
      ({ kind, namespace, name, desired, ready, containers }) =>
        `${kind} ${namespace ?? '?'}/${name}: ${ready ?? '?'} of ${desired ?? '?'} ready, ${
          containers
            .map(({ image }) => image?.value)
            .filter(Boolean)
            .join(', ') || 'images unknown'
        }`,
    )
    return [...new Set(lines)].slice(0, MOST).join('\n') || nothing('workload')
  },
})
