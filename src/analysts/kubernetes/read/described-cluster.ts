import type {
  Claim,
  ClusterEvent,
  Container,
  Node,
  Pod,
  PodSpec,
  Probe,
  QuotaLine,
  Service,
  ServicePort,
  Volume,
  Workload,
} from '../cluster.ts'
import { childOf, type DescribeNode, describedObjects, textOf, valuesOf } from './describe-tree.ts'
import { citeLine, type DocumentLine } from './document-lines.ts'
import { describedEvent } from './events.ts'
import { quantity } from './quantity.ts'

/** What one output of `kubectl describe` holds. */
export interface DescribedCluster {
  pods: Omit<Pod, 'workload'>[]
  workloads: Workload[]
  services: Service[]
  claims: Claim[]
  volumes: Volume[]
  nodes: Node[]
  quotas: QuotaLine[]
  storageClasses: string[]
  events: ClusterEvent[]
}

/** Reads every object that the lines describe. Other text gives nothing. */
export function readDescribed(lines: readonly DocumentLine[]): DescribedCluster {
  const found: DescribedCluster = {
    pods: [],
    workloads: [],
    services: [],
    claims: [],
    volumes: [],
    nodes: [],
    quotas: [],
    storageClasses: [],
    events: [],
  }
  for (const object of describedObjects(lines)) addObject(object, found)
  return found
}

/** Told by keys that only this kind prints. */
function addObject(object: DescribeNode, found: DescribedCluster): void {
  const has = (key: string) => childOf(object, key) !== undefined
  const at = citeLine(childOf(object, 'Name')?.line ?? object.line)
  if (has('Allocatable') || has('System Info') || has('Unschedulable')) found.nodes.push(toNode(object))
  else if (has('TargetPort') || has('Endpoints') || has('Session Affinity')) found.services.push(toService(object))
  else if (has('Pod Template') && !textOf(object, 'Controlled By')) found.workloads.push(toWorkload(object))
  else if (has('Reclaim Policy'))
    found.volumes.push({
      ...storageOf(object),
      labels: pairs(valuesOf(object, 'Labels')),
      claim: textOf(object, 'Claim'),
      at,
    })
  else if (has('Used By') || has('VolumeMode'))
    found.claims.push({ ...storageOf(object), request: undefined, selector: {}, events: eventsOf(object), at })
  else if (has('Containers') || has('QoS Class')) found.pods.push(toPod(object))
  else if (has('Provisioner')) found.storageClasses.push(nameOf(object))
  else found.quotas.push(...quotasOf(object))
  if (has('Controlled By') && !has('Containers'))
    found.events.push(...eventsOf(object).map((event) => ({ ...event, object: `replicaset/${nameOf(object)}` })))
}

function nameOf(object: DescribeNode): string {
  return textOf(object, 'Name') ?? ''
}

function eventsOf(object: DescribeNode): ClusterEvent[] {
  return linesBelow(childOf(object, 'Events')).flatMap((line) => describedEvent(line) ?? [])
}

/** The lines of a table, whether or not one looks like a key. */
function linesBelow(node: DescribeNode | undefined): DocumentLine[] {
  if (!node) return []
  return [...node.more, ...node.children.map(({ line }) => line)].sort((a, b) => a.number - b.number)
}

function pairs(values: readonly { value: string }[]): Record<string, string> {
  return Object.fromEntries(
    values
      .flatMap(({ value }) => value.split(','))
      .map((pair) => {
        const [key = '', ...rest] = pair.trim().split(/[=:]\s*/)
        return [key, rest.join('=')]
      }),
  )
}

function cited(node: DescribeNode | undefined) {
  return node && node.value !== '' && node.value !== '<none>'
    ? { value: node.value, at: citeLine(node.line) }
    : undefined
}

function toSpec(object: DescribeNode): PodSpec {
  return {
    serviceAccount: cited(childOf(object, 'Service Account')),
    labels: pairs(valuesOf(object, 'Labels')),
    annotations: valuesOf(object, 'Annotations').map(({ value, line }) => ({ value, at: citeLine(line) })),
    initContainers: (childOf(object, 'Init Containers')?.children ?? []).map(toContainer),
    containers: (childOf(object, 'Containers')?.children ?? []).map(toContainer),
    nodeSelectors: valuesOf(object, 'Node-Selectors').map(({ value, line }) => ({ value, at: citeLine(line) })),
    volumes: (childOf(object, 'Volumes')?.children ?? []).map((volume) => ({
      claim: textOf(volume, 'ClaimName'),
      hostPath: textOf(volume, 'Type')?.startsWith('HostPath') ? cited(childOf(volume, 'Path')) : undefined,
    })),
    dnsPolicy: cited(childOf(object, 'DNS Policy')),
  }
}

function toPod(object: DescribeNode): Omit<Pod, 'workload'> {
  return {
    ...toSpec(object),
    name: nameOf(object),
    namespace: textOf(object, 'Namespace'),
    node: textOf(object, 'Node')?.split('/')[0],
    status: textOf(object, 'Status') ?? '',
    restarted: undefined,
    events: eventsOf(object),
    at: citeLine(childOf(object, 'Status')?.line ?? object.line),
  }
}

function toContainer(node: DescribeNode): Container {
  const restarts = childOf(node, 'Restart Count')
  const exitCode = textOf(node, 'Last State', 'Exit Code') ?? textOf(node, 'State', 'Exit Code')
  return {
    name: node.key,
    image: cited(childOf(node, 'Image')),
    ports: (textOf(node, 'Ports') ?? textOf(node, 'Port') ?? '')
      .split(',')
      .flatMap((port) => Number.parseInt(port, 10) || []),
    portNames: {},
    probes: {
      ...toProbe('liveness', childOf(node, 'Liveness')),
      ...toProbe('readiness', childOf(node, 'Readiness')),
      ...toProbe('startup', childOf(node, 'Startup')),
    },
    env: (childOf(node, 'Environment')?.children ?? []).map(({ key, value, line }) => ({
      name: key,
      value,
      at: citeLine(line),
    })),
    envFrom: linesBelow(childOf(node, 'Environment Variables from')).flatMap(
      ({ text }) => text.trim().split(/\s+/)[0] ?? [],
    ),
    state: textOf(node, 'State'),
    reason: cited(childOf(node, 'State', 'Reason')),
    message: cited(childOf(node, 'State', 'Message')),
    lastReason: cited(childOf(node, 'Last State', 'Reason')),
    lastExitCode: exitCode === undefined ? undefined : Number(exitCode),
    restarts: restarts && { value: Number(restarts.value), at: citeLine(restarts.line) },
    isReady: childOf(node, 'Ready') && textOf(node, 'Ready') === 'True',
  }
}

const HANDLERS: readonly [Probe['handler'], RegExp][] = [
  ['http', /^http-get https?:\/\/[^:/]*:([\w-]+)/],
  ['tcp', /^tcp-socket [^:\s]*:([\w-]+)/],
  ['grpc', /^grpc [^:\s]*:(\d+)/],
  ['exec', /^exec /],
]

function toProbe(kind: string, node: DescribeNode | undefined): Record<string, Probe> {
  for (const [handler, form] of HANDLERS) {
    const match = form.exec(node?.value ?? '')
    if (!node || !match) continue
    const seconds = (key: string, otherwise: number) =>
      Number(new RegExp(`${key}=(\\d+)`).exec(node.value)?.[1] ?? otherwise)
    return {
      [kind]: {
        handler,
        port: match[1],
        delay: seconds('delay', 0),
        period: seconds('period', 10),
        failureThreshold: seconds('#failure', 3),
        at: citeLine(node.line),
      },
    }
  }
  return {}
}

function toWorkload(object: DescribeNode): Workload {
  const template = childOf(object, 'Pod Template')
  const replicas = textOf(object, 'Replicas') ?? ''
  const count = (word: string) => {
    const text = new RegExp(`(\\d+) ${word}`).exec(replicas)?.[1]
    return text === undefined ? undefined : Number(text)
  }
  const isDeployment = childOf(object, 'StrategyType') !== undefined || childOf(object, 'NewReplicaSet') !== undefined
  return {
    ...toSpec(template ?? object),
    kind: isDeployment ? 'Deployment' : childOf(object, 'Update Strategy') ? 'StatefulSet' : 'DaemonSet',
    name: nameOf(object),
    namespace: textOf(object, 'Namespace'),
    desired: count('desired'),
    created: count('total') ?? count('updated'),
    ready: count('available'),
    at: citeLine(childOf(object, 'Replicas')?.line ?? object.line),
  }
}

function toService(object: DescribeNode): Service {
  const ports: ServicePort[] = []
  object.children.forEach((child, index) => {
    const match = child.key === 'Port' ? /(\d+)\/(\w+)$/.exec(child.value) : undefined
    if (!match) return
    const target = object.children.slice(index + 1).find(({ key }) => key === 'TargetPort' || key === 'Port')
    ports.push({
      port: Number(match[1]),
      protocol: match[2] ?? 'TCP',
      targetPort: target?.key === 'TargetPort' ? (target.value.split('/')[0] ?? '') : (match[1] ?? ''),
      at: citeLine(target?.key === 'TargetPort' ? target.line : child.line),
    })
  })
  const selector = childOf(object, 'Selector')
  const endpoints = childOf(object, 'Endpoints')
  return {
    name: nameOf(object),
    namespace: textOf(object, 'Namespace'),
    type: textOf(object, 'Type') ?? 'ClusterIP',
    selector: pairs(valuesOf(object, 'Selector')),
    selectorAt: selector && citeLine(selector.line),
    ports,
    endpoints: endpoints && {
      value: textOf(object, 'Endpoints')?.split(',').length ?? 0,
      at: citeLine(endpoints.line),
    },
    at: citeLine(childOf(object, 'Name')?.line ?? object.line),
  }
}

function storageOf(object: DescribeNode) {
  return {
    name: nameOf(object),
    status: textOf(object, 'Status') ?? '',
    storageClass: textOf(object, 'StorageClass'),
    capacity: quantity(textOf(object, 'Capacity')),
    accessModes: (textOf(object, 'Access Modes') ?? '').split(/[,\s]+/).filter(Boolean),
  }
}

const PRESSURE = /^\s*(MemoryPressure|DiskPressure|PIDPressure|NetworkUnavailable)\s+True\s/
const READY = /^\s*Ready\s+(True|False|Unknown)\s/

function toNode(object: DescribeNode): Node {
  const rows = linesBelow(childOf(object, 'Conditions'))
  const ready = rows.find(({ text }) => READY.test(text))
  return {
    name: nameOf(object),
    labels: pairs(valuesOf(object, 'Labels')),
    isReady: ready && READY.exec(ready.text)?.[1] === 'True',
    isSchedulable: textOf(object, 'Unschedulable') !== 'true',
    isControlPlane: /control-plane|master/.test(textOf(object, 'Roles') ?? ''),
    pressures: rows.flatMap((line) => {
      const value = PRESSURE.exec(line.text)?.[1]
      return value ? [{ value, at: citeLine(line) }] : []
    }),
    at: citeLine(ready ?? childOf(object, 'Name')?.line ?? object.line),
  }
}

const QUOTA_ROW = /^\s*([a-z][\w./-]*)\s+(\S+)\s+(\S+)\s*$/

/** The rows `Resource Used Hard` of a ResourceQuota, on its own or in a namespace. */
function quotasOf(object: DescribeNode): QuotaLine[] {
  const namespace = textOf(object, 'Namespace') ?? nameOf(object)
  const rows: DocumentLine[] = []
  const collect = (node: DescribeNode): void => {
    rows.push(...node.more)
    node.children.forEach(collect)
  }
  collect(object)
  return rows.flatMap((line) => {
    const match = QUOTA_ROW.exec(line.text)
    const used = quantity(match?.[2])
    const hard = quantity(match?.[3])
    if (used === undefined || hard === undefined) return []
    return [{ namespace, resource: match?.[1] ?? '', used, hard, at: citeLine(line) }]
  })
}
