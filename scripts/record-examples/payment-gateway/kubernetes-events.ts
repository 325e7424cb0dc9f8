import type { ContainerLife } from './container-lives.ts'
import { kubectlTable } from './kubectl-table.ts'
import { FAILING_PODS, type Pod, PREVIOUS_REPLICA_SET } from './pods.ts'
import { age, DEPLOY_AT, ENDS } from './story.ts'

export interface WrittenEvent {
  type: 'Normal' | 'Warning'
  reason: string
  object: string
  from: string
  first: number
  last: number
  count: number
  message: string
}

const IMAGE = 'registry.example/shop/payment-gateway:v2.8.0'

/** The events of a pod, the oldest first; none for pods that have been well for longer than events are kept. */
export function podEvents(pod: Pod): WrittenEvent[] {
  if (!pod.lives) return []
  const begun = pod.lives.filter(({ startedAt }) => startedAt <= ENDS)
  const starts = begun.map(({ startedAt }) => startedAt)
  const kills = begun.filter(({ killedAt }) => killedAt <= ENDS)
  const event = eventOf(pod)
  const container = pod.service
  return [
    event(
      'Normal',
      'Scheduled',
      [pod.createdAt],
      `Successfully assigned shop/${pod.name} to ${pod.node}`,
      'default-scheduler',
    ),
    event('Normal', 'Pulling', [pod.createdAt + 1], `Pulling image "${IMAGE}"`),
    event(
      'Normal',
      'Pulled',
      [pod.createdAt + 2],
      `Successfully pulled image "${IMAGE}" in 1.412s (1.412s including waiting). Image size: 214088312 bytes.`,
    ),
    event('Normal', 'Created', starts, `Created container: ${container}`),
    event('Normal', 'Started', starts, `Started container ${container}`),
    event('Normal', 'Pulled', starts.slice(1), `Container image "${IMAGE}" already present on machine`),
    event(
      'Warning',
      'Unhealthy',
      begun.flatMap(earlyProbes),
      `Readiness probe failed: Get "http://${pod.ip}:8080/actuator/health/readiness": dial tcp ${pod.ip}:8080: connect: connection refused`,
    ),
    event(
      'Warning',
      'Unhealthy',
      kills.flatMap(unansweredProbes),
      `Readiness probe failed: Get "http://${pod.ip}:8080/actuator/health/readiness": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    ),
    event(
      'Warning',
      'BackOff',
      backOffs(kills, starts),
      `Back-off restarting failed container ${container} in pod ${pod.name}_shop`,
    ),
  ].filter(({ count }) => count > 0)
}

function eventOf(pod: Pod) {
  return (
    type: WrittenEvent['type'],
    reason: string,
    times: readonly number[],
    message: string,
    from = `kubelet, ${pod.node}`,
  ): WrittenEvent => ({
    type,
    reason,
    object: `pod/${pod.name}`,
    from,
    first: times[0] ?? pod.createdAt,
    last: times.at(-1) ?? pod.createdAt,
    count: times.length,
    message,
  })
}

/** The first probe comes five seconds after the start, and the process listens only when it is ready. */
function earlyProbes({ startedAt, readyAt }: ContainerLife): number[] {
  return [5, 10, 15, 20].map((seconds) => startedAt + seconds).filter((at) => at < Math.min(readyAt, ENDS))
}

/** A probe every five seconds fails while the collector holds the process, from shortly before the heap is full. */
function unansweredProbes({ heapFullAt, killedAt }: ContainerLife): number[] {
  return [heapFullAt - 6, heapFullAt - 1, heapFullAt + 4].filter((at) => at < killedAt)
}

/** The kubelet says so every dozen seconds while it waits. */
function backOffs(kills: readonly ContainerLife[], starts: readonly number[]): number[] {
  return kills.slice(1).flatMap(({ killedAt }) => {
    const next = starts.find((start) => start > killedAt) ?? ENDS
    return Array.from({ length: Math.ceil((next - killedAt) / 12) }, (_, index) => killedAt + 1 + index * 12).filter(
      (at) => at < ENDS,
    )
  })
}

/** `kubectl get events -n shop --sort-by=.lastTimestamp`, with what the node problem detector saw in the kernel's log. */
export function getEvents(): string {
  const events = [...FAILING_PODS.flatMap(podEvents), ...FAILING_PODS.flatMap(kernelKills), ...rollout()]
  const rows = events
    .toSorted((a, b) => a.last - b.last)
    .map(({ last, first, count, type, reason, object, message }) => {
      const when = count > 1 ? `${age(ENDS - last)} (x${count} over ${age(ENDS - first)})` : age(ENDS - last)
      return [when, type, reason, object, message]
    })
  return kubectlTable(['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'], rows)
}

function kernelKills(pod: Pod): WrittenEvent[] {
  const kills = (pod.lives ?? []).filter(({ killedAt }) => killedAt <= ENDS)
  return kills.map(({ killedAt }, index) => ({
    type: 'Warning',
    reason: 'OOMKilling',
    object: `node/${pod.node}`,
    from: 'kernel-monitor',
    first: killedAt,
    last: killedAt,
    count: 1,
    message: `Memory cgroup out of memory: Killed process ${21_000 + index * 1_731 + Number(pod.node.slice(-1)) * 97} (java) total-vm:3291844kB, anon-rss:521${index}32kB, file-rss:1024kB, shmem-rss:0kB, UID:1000 pgtables:1412kB oom_score_adj:984`,
  }))
}

function rollout(): WrittenEvent[] {
  const scaled = (seconds: number, message: string): WrittenEvent => ({
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    object: 'deployment/payment-gateway',
    from: 'deployment-controller',
    first: DEPLOY_AT + seconds,
    last: DEPLOY_AT + seconds,
    count: 1,
    message,
  })
  return [
    scaled(1, 'Scaled up replica set payment-gateway-6f9c7d8b54 from 0 to 1'),
    scaled(28, `Scaled down replica set ${PREVIOUS_REPLICA_SET} from 3 to 2`),
    scaled(29, 'Scaled up replica set payment-gateway-6f9c7d8b54 from 1 to 2'),
    scaled(56, `Scaled down replica set ${PREVIOUS_REPLICA_SET} from 2 to 1`),
    scaled(57, 'Scaled up replica set payment-gateway-6f9c7d8b54 from 2 to 3'),
    scaled(84, `Scaled down replica set ${PREVIOUS_REPLICA_SET} from 1 to 0`),
  ]
}
