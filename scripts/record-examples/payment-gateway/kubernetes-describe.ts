import { podEvents } from './kubernetes-events.ts'
import { readyCount } from './kubernetes-tables.ts'
import { podStatus } from './pod-status.ts'
import { FAILING_PODS, type Pod, PREVIOUS_REPLICA_SET, STEADY_PODS, WORKLOADS, type Workload } from './pods.ts'
import { age, DEPLOY_AT, ENDS, NAMESPACE, rfc1123 } from './story.ts'

const DESCRIBED = ['payment-gateway', 'checkout', 'fraud-check']

/** `kubectl describe pods -n shop -l 'app in (payment-gateway, checkout, fraud-check)'` */
export function describePods(): string {
  const pods = [...STEADY_PODS, ...FAILING_PODS].filter(({ service }) => DESCRIBED.includes(service))
  return pods
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(describePod)
    .join('\n\n')
}

function describePod(pod: Pod): string {
  const workload = WORKLOADS.find(({ service }) => service === pod.service)
  if (!workload) return ''
  const { ready } = podStatus(pod)
  return `Name:             ${pod.name}
Namespace:        ${NAMESPACE}
Priority:         0
Service Account:  ${pod.service}
Node:             ${pod.node}/10.0.0.1${pod.node.slice(-1)}
Start Time:       ${rfc1123(pod.createdAt)}
Labels:           app=${pod.service}
                  pod-template-hash=${workload.replicaSet.slice(pod.service.length + 1)}
                  version=${workload.image.split(':')[1]}
Annotations:      prometheus.io/scrape: true
Status:           Running
IP:               ${pod.ip}
IPs:
  IP:           ${pod.ip}
Controlled By:  ReplicaSet/${workload.replicaSet}
${describedContainer(pod, workload)}
Conditions:
  Type                        Status
  PodReadyToStartContainers   True
  Initialized                 True
  Ready                       ${ready ? 'True' : 'False'}
  ContainersReady             ${ready ? 'True' : 'False'}
  PodScheduled                True
QoS Class:                   Burstable
Node-Selectors:              <none>
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
${describedEvents(pod)}`
}

function describedContainer(pod: Pod, workload: Workload): string {
  return `Containers:
  ${pod.service}:
    Container ID:   containerd://${containerId(pod)}
    Image:          ${workload.image}
    Port:           ${workload.port}/TCP
    Host Port:      0/TCP
${containerState(pod)}
    Ready:          ${podStatus(pod).ready ? 'True' : 'False'}
    Restart Count:  ${podStatus(pod).restarts}
    Limits:
      cpu:     1
      memory:  ${workload.memoryLimit}
    Requests:
      cpu:      ${workload.cpuRequest}
      memory:   ${workload.memoryRequest}
    Liveness:   http-get http://:${workload.port}/actuator/health/liveness delay=60s timeout=2s period=20s #success=1 #failure=5
    Readiness:  http-get http://:${workload.port}/actuator/health/readiness delay=5s timeout=1s period=5s #success=1 #failure=3
    Environment Variables from:
      ${pod.service}-config  ConfigMap  Optional: false
    Environment:
${environmentLines(pod.service)}
    Mounts:
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access (ro)`
}

function containerState(pod: Pod): string {
  const { status, runningSince, lastKilledAt, lastStartedAt } = podStatus(pod)
  const state =
    status === 'Running'
      ? `    State:          Running\n      Started:      ${rfc1123(runningSince ?? pod.createdAt)}`
      : '    State:          Waiting\n      Reason:       CrashLoopBackOff'
  if (lastKilledAt === undefined || lastStartedAt === undefined) return state
  return `${state}
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      ${rfc1123(lastStartedAt)}
      Finished:     ${rfc1123(lastKilledAt)}`
}

function environmentLines(service: string): string {
  const options = service === 'payment-gateway' ? '-Xms160m -Xmx400m -XX:+UseG1GC' : '-XX:MaxRAMPercentage=60'
  return `      JAVA_TOOL_OPTIONS:  ${options}`
}

function describedEvents(pod: Pod): string {
  const events = podEvents(pod)
  if (events.length === 0) return 'Events:                      <none>'
  const rows = events.map(({ type, reason, last, first, count, from, message }) => {
    const when = count > 1 ? `${age(ENDS - last)} (x${count} over ${age(ENDS - first)})` : age(ENDS - last)
    return [type, reason, when, from, message]
  })
  const header = [
    ['Type', 'Reason', 'Age', 'From', 'Message'],
    ['----', '------', '----', '----', '-------'],
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...[...header, ...rows].map((row) => row[column]?.length ?? 0)))
  const text = [...header, ...rows].map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`,
  )
  return `Events:\n${text.join('\n')}`
}

function containerId(pod: Pod): string {
  const digits = [...pod.name].map((letter) => letter.charCodeAt(0).toString(16)).join('')
  return digits.repeat(4).slice(0, 64)
}

/** `kubectl describe deployments -n shop` for the ones that matter and one neighbour. */
export function describeDeployments(): string {
  return WORKLOADS.filter(({ service }) => DESCRIBED.includes(service))
    .map(describeDeployment)
    .join('\n\n')
}

function describeDeployment(workload: Workload): string {
  const { service, replicas } = workload
  const ready = readyCount(workload)
  const isNew = service === 'payment-gateway'
  const missing = replicas - ready
  return `Name:                   ${service}
Namespace:              ${NAMESPACE}
CreationTimestamp:      ${rfc1123(workload.createdAt)}
Labels:                 app=${service}
Annotations:            deployment.kubernetes.io/revision: ${workload.revision}${isNew ? '\n                        kubernetes.io/change-cause: payment-gateway v2.8.0: add reconciliation job' : ''}
Selector:               app=${service}
Replicas:               ${replicas} desired | ${replicas} updated | ${replicas} total | ${ready} available | ${missing} unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:           app=${service}
                    version=${workload.image.split(':')[1]}
  Service Account:  ${service}
  Containers:
   ${service}:
    Image:      ${workload.image}
    Port:       ${workload.port}/TCP
    Host Port:  0/TCP
    Limits:
      cpu:     1
      memory:  ${workload.memoryLimit}
    Requests:
      cpu:      ${workload.cpuRequest}
      memory:   ${workload.memoryRequest}
    Environment Variables from:
      ${service}-config  ConfigMap  Optional: false
    Environment:
${environmentLines(service)}
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      ${missing === 0 ? 'True    MinimumReplicasAvailable' : 'False   MinimumReplicasUnavailable'}
  Progressing    True    NewReplicaSetAvailable
OldReplicaSets:  ${isNew ? `${PREVIOUS_REPLICA_SET} (0/0 replicas created)` : '<none>'}
NewReplicaSet:   ${workload.replicaSet} (${replicas}/${replicas} replicas created)
${isNew ? deploymentEvents(workload) : 'Events:          <none>'}`
}

function deploymentEvents({ replicaSet }: Workload): string {
  const scaled = (seconds: number, text: string) =>
    `  Normal  ScalingReplicaSet  ${age(ENDS - DEPLOY_AT - seconds).padEnd(4)}  deployment-controller  Scaled ${text}`
  return `Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
${scaled(1, `up replica set ${replicaSet} from 0 to 1`)}
${scaled(28, `down replica set ${PREVIOUS_REPLICA_SET} from 3 to 2`)}
${scaled(29, `up replica set ${replicaSet} from 1 to 2`)}
${scaled(56, `down replica set ${PREVIOUS_REPLICA_SET} from 2 to 1`)}
${scaled(57, `up replica set ${replicaSet} from 2 to 3`)}
${scaled(84, `down replica set ${PREVIOUS_REPLICA_SET} from 1 to 0`)}`
}
