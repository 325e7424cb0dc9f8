import { kubectlTable } from './kubectl-table.ts'
import { podStatus, restartsText } from './pod-status.ts'
import { FAILING_PODS, NODES, type Pod, PREVIOUS_REPLICA_SET, STEADY_PODS, WORKLOADS, type Workload } from './pods.ts'
import { age, at, DEPLOY_AT, ENDS } from './story.ts'

const NODE_AGE = '96d'
const PRESENT: readonly Pod[] = [...STEADY_PODS, ...FAILING_PODS].toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** `kubectl get pods -n shop -o wide` */
export function getPods(): string {
  const rows = PRESENT.map((pod) => {
    const { ready, status } = podStatus(pod)
    return [
      pod.name,
      ready ? '1/1' : '0/1',
      status,
      restartsText(pod),
      age(ENDS - pod.createdAt),
      pod.ip,
      pod.node,
      '<none>',
      '<none>',
    ]
  })
  return kubectlTable(
    ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES'],
    rows,
  )
}

export function readyCount({ service }: Workload): number {
  return PRESENT.filter((pod) => pod.service === service && podStatus(pod).ready).length
}

/** `kubectl get deployments -n shop -o wide` */
export function getDeployments(): string {
  const rows = WORKLOADS.map((workload) => {
    const ready = readyCount(workload)
    const { service, replicas, image, createdAt } = workload
    return [
      service,
      `${ready}/${replicas}`,
      String(replicas),
      String(ready),
      age(ENDS - createdAt),
      service,
      image,
      `app=${service}`,
    ]
  })
  return kubectlTable(['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE', 'CONTAINERS', 'IMAGES', 'SELECTOR'], rows)
}

/** `kubectl get replicasets -n shop` */
export function getReplicaSets(): string {
  const rows = WORKLOADS.map((workload) => {
    const count = String(workload.replicas)
    const created = workload.service === 'payment-gateway' ? DEPLOY_AT : firstPodOf(workload)
    return [workload.replicaSet, count, count, String(readyCount(workload)), age(ENDS - created)]
  })
  const previous = [PREVIOUS_REPLICA_SET, '0', '0', '0', age(ENDS - at('07:31:10') + 12 * 86_400)]
  const sorted = [...rows, previous].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  return kubectlTable(['NAME', 'DESIRED', 'CURRENT', 'READY', 'AGE'], sorted)
}

function firstPodOf({ service, createdAt }: Workload): number {
  return PRESENT.find((pod) => pod.service === service)?.createdAt ?? createdAt
}

/** `kubectl get services -n shop` */
export function getServices(): string {
  const rows = WORKLOADS.map(({ service, clusterIp, port, createdAt }) => [
    service,
    'ClusterIP',
    clusterIp,
    '<none>',
    `${port}/TCP`,
    age(ENDS - createdAt),
  ])
  const database = ['ledger-db', 'ClusterIP', 'None', '<none>', '5432/TCP', age(ENDS - at('07:31:12') + 40 * 86_400)]
  const sorted = [...rows, database].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  return kubectlTable(['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'], sorted)
}

/** `kubectl get endpoints -n shop`: pods that are not ready stand in none. */
export function getEndpoints(): string {
  const names = [...WORKLOADS.map(({ service }) => service), 'ledger-db'].toSorted()
  const rows = names.map((service) => {
    const port = service === 'ledger-db' ? 5432 : 8080
    const ready = PRESENT.filter((pod) => pod.service === service && podStatus(pod).ready)
    return [service, ready.map(({ ip }) => `${ip}:${port}`).join(',') || '<none>', '41d']
  })
  return kubectlTable(['NAME', 'ENDPOINTS', 'AGE'], rows)
}

/** `kubectl get nodes` */
export function getNodes(): string {
  const rows = NODES.map((node) => [node, 'Ready', 'worker', NODE_AGE, 'v1.31.4'])
  return kubectlTable(
    ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
    [['control-1', 'Ready', 'control-plane', NODE_AGE, 'v1.31.4'], ...rows],
  )
}

/** `kubectl top nodes` and the memory that is left: the nodes are not the trouble. */
export function topNodes(): string {
  return kubectlTable(
    ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'],
    [
      ['control-1', '212m', '10%', '1689Mi', '43%'],
      ['worker-1', '1180m', '29%', '5214Mi', '33%'],
      ['worker-2', '1092m', '27%', '4876Mi', '31%'],
      ['worker-3', '1244m', '31%', '6340Mi', '40%'],
    ],
  )
}

/** `kubectl rollout history deployment/payment-gateway -n shop` */
export function rolloutHistory(): string {
  return `deployment.apps/payment-gateway
REVISION  CHANGE-CAUSE
11        payment-gateway v2.7.1: retry idempotency conflicts
12        payment-gateway v2.7.2: update TLS libraries
13        payment-gateway v2.7.3: correct rounding of partial refunds
14        payment-gateway v2.8.0: add reconciliation job
`
}
