import type { Cited, Node, Pod, PodSpec, QuotaLine, Service, Settings, Workload } from '../cluster.ts'
import { containersOf, numberOf } from './declared-container.ts'
import { dig, digList, digText, digTexts, type Manifest } from './manifest.ts'
import { quantity } from './quantity.ts'

/** Pods as `kubectl get pod -o yaml` shows them; undefined for one without a status. */
export function livePod(manifest: Manifest): Omit<Pod, 'workload'> | undefined {
  const { body, cite } = manifest
  const phase = digText(body, 'status', 'phase')
  if (phase === undefined) return undefined
  const waiting = digList(body, 'status', 'containerStatuses').flatMap(
    (status) => digText(status, 'state', 'waiting', 'reason') ?? [],
  )
  const unscheduled = digList(body, 'status', 'conditions').find(
    (one) => digText(one, 'type') === 'PodScheduled' && digText(one, 'status') === 'False',
  )
  const message = digText(unscheduled, 'message')
  return {
    ...specOf(manifest, body),
    name: manifest.name,
    namespace: manifest.namespace,
    node: digText(body, 'spec', 'nodeName'),
    status: waiting[0] ?? phase,
    restarted: undefined,
    events: message
      ? [{ isWarning: true, reason: 'FailedScheduling', message, object: undefined, at: cite(message.slice(0, 40)) }]
      : [],
    at: cite('phase'),
  }
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const

export function declaredWorkload(manifest: Manifest): Workload | undefined {
  const kind = WORKLOADS.find((one) => one === manifest.kind)
  if (!kind) return undefined
  const { body, cite } = manifest
  const status = (key: string) => numberOf(dig(body, 'status', key))
  const isLive = dig(body, 'status') !== undefined
  return {
    ...specOf(manifest, dig(body, 'spec', 'template')),
    kind,
    name: manifest.name,
    namespace: manifest.namespace,
    desired: numberOf(dig(body, 'spec', 'replicas')) ?? (kind === 'DaemonSet' ? status('desiredNumberScheduled') : 1),
    created: isLive ? (status('replicas') ?? status('currentNumberScheduled') ?? 0) : undefined,
    ready: isLive ? (status('readyReplicas') ?? status('numberReady') ?? 0) : undefined,
    at: cite('replicas:'),
  }
}

/** The spec of a pod or of a template, with what the status says about the containers. */
function specOf(manifest: Manifest, holder: unknown): PodSpec {
  const { cite } = manifest
  const account = digText(holder, 'spec', 'serviceAccountName')
  const dnsPolicy = digText(holder, 'spec', 'dnsPolicy')
  return {
    serviceAccount: account === undefined ? undefined : { value: account, at: cite('serviceAccountName', account) },
    labels: digTexts(holder, 'metadata', 'labels'),
    annotations: Object.entries(digTexts(holder, 'metadata', 'annotations')).map(([key, value]) => ({
      value: `${key}: ${value}`,
      at: cite(key),
    })),
    initContainers: containersOf(manifest, holder, 'initContainers', 'initContainerStatuses'),
    containers: containersOf(manifest, holder, 'containers', 'containerStatuses'),
    nodeSelectors: Object.entries(digTexts(holder, 'spec', 'nodeSelector')).map(([key, value]) => ({
      value: `${key}=${value}`,
      at: cite(`${key}:`, value),
    })),
    volumes: digList(holder, 'spec', 'volumes').map((volume) => {
      const path = digText(volume, 'hostPath', 'path')
      return {
        claim: digText(volume, 'persistentVolumeClaim', 'claimName'),
        hostPath: path === undefined ? undefined : { value: path, at: cite('path', path) },
      }
    }),
    dnsPolicy: dnsPolicy === undefined ? undefined : { value: dnsPolicy, at: cite('dnsPolicy', dnsPolicy) },
  }
}

export function declaredService(manifest: Manifest): Service {
  const { body, cite } = manifest
  return {
    name: manifest.name,
    namespace: manifest.namespace,
    type: digText(body, 'spec', 'type') ?? 'ClusterIP',
    selector: digTexts(body, 'spec', 'selector'),
    selectorAt: cite('selector'),
    ports: digList(body, 'spec', 'ports').flatMap((one) => {
      const port = numberOf(dig(one, 'port'))
      if (port === undefined) return []
      const targetPort = digText(one, 'targetPort') ?? String(port)
      return [
        {
          port,
          targetPort,
          protocol: digText(one, 'protocol') ?? 'TCP',
          at: cite(dig(one, 'targetPort') === undefined ? 'port:' : 'targetPort', targetPort),
        },
      ]
    }),
    endpoints: undefined,
    at: cite('name:', manifest.name),
  }
}

export function declaredNode({ name, body, cite }: Manifest): Node {
  const labels = digTexts(body, 'metadata', 'labels')
  const conditions = digList(body, 'status', 'conditions').map((one) => ({
    type: digText(one, 'type') ?? '',
    status: digText(one, 'status'),
  }))
  const ready = conditions.find(({ type }) => type === 'Ready')
  return {
    name,
    labels,
    isReady: ready && ready.status === 'True',
    isSchedulable: dig(body, 'spec', 'unschedulable') !== true,
    isControlPlane: Object.keys(labels).some((key) =>
      /^node-role\.kubernetes\.io\/(?:control-plane|master)$/.test(key),
    ),
    pressures: conditions
      .filter(({ type, status }) => type !== 'Ready' && status === 'True')
      .map(({ type }) => ({ value: type, at: cite('type', type) })),
    at: cite('name', name),
  }
}

/** How many addresses are ready behind each service, by what its EndpointSlices say together. */
export function declaredEndpoints(slices: readonly Manifest[]): Map<string, Cited<number>> {
  const counts = new Map<string, Cited<number>>()
  for (const { name, body, cite } of slices) {
    const service = digText(body, 'metadata', 'labels', 'kubernetes.io/service-name')
    if (service === undefined) continue
    const ready = digList(body, 'endpoints').filter((one) => dig(one, 'conditions', 'ready') !== false)
    const known = counts.get(service)
    counts.set(service, { value: (known?.value ?? 0) + ready.length, at: known?.at ?? cite('name', name) })
  }
  return counts
}

/** What a ResourceQuota limits, with its use where the status gives it. */
export function declaredQuota({ namespace, body, cite }: Manifest): QuotaLine[] {
  return Object.entries(digTexts(body, 'status', 'hard')).flatMap(([resource, limit]) => {
    const hard = quantity(limit)
    const used = quantity(digText(body, 'status', 'used', resource))
    return hard === undefined || used === undefined
      ? []
      : [{ namespace: namespace ?? 'default', resource, used, hard, at: cite(resource) }]
  })
}

/** The entries of a Secret or ConfigMap; the data of a Secret are decoded. */
export function declaredSettings(manifest: Manifest, kind: Settings['kind']): Settings {
  const { body, cite, name } = manifest
  const plain = kind === 'Secret' ? digTexts(body, 'stringData') : digTexts(body, 'data')
  const encoded = kind === 'Secret' ? digTexts(body, 'data') : {}
  const entries = Object.entries(plain).map(([key, value]) => ({ key, value, at: cite(`${key}:`) }))
  const decoded = Object.entries(encoded).map(([key, value]) => ({ key, value: decode(value), at: cite(`${key}:`) }))
  return { kind, name, entries: [...entries, ...decoded] }
}

function decode(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)))
  } catch {
    return text
  }
}
