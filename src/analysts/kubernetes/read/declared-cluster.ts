import type {
  Cited,
  Claim,
  Container,
  Node,
  Pod,
  PodSpec,
  Probe,
  QuotaLine,
  Service,
  Settings,
  Volume,
  Workload,
} from '../cluster.ts'
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

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
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

function containersOf(manifest: Manifest, holder: unknown, specKey: string, statusKey: string): Container[] {
  const statuses = digList(holder, 'status', statusKey)
  return digList(holder, 'spec', specKey).map((spec) => {
    const name = digText(spec, 'name') ?? ''
    return toContainer(
      manifest,
      name,
      spec,
      statuses.find((status) => digText(status, 'name') === name),
    )
  })
}

function toContainer({ cite }: Manifest, name: string, spec: unknown, status: unknown): Container {
  const state = (['waiting', 'running', 'terminated'] as const).find((key) => dig(status, 'state', key) !== undefined)
  const text = (...path: string[]) => {
    const value = digText(status, ...path)
    return value === undefined ? undefined : { value, at: cite(value.split('\n')[0]?.slice(0, 60)) }
  }
  const image = digText(spec, 'image')
  const restarts = numberOf(dig(status, 'restartCount'))
  const ports = digList(spec, 'ports')
  const isReady = dig(status, 'ready')
  return {
    name,
    image: image === undefined ? undefined : { value: image, at: cite(image) },
    ports: ports.flatMap((port) => numberOf(dig(port, 'containerPort')) ?? []),
    portNames: Object.fromEntries(
      ports.flatMap((port) => {
        const number = numberOf(dig(port, 'containerPort'))
        const label = digText(port, 'name')
        return label && number !== undefined ? [[label, number]] : []
      }),
    ),
    probes: {
      ...toProbe('liveness', dig(spec, 'livenessProbe'), cite),
      ...toProbe('readiness', dig(spec, 'readinessProbe'), cite),
      ...toProbe('startup', dig(spec, 'startupProbe'), cite),
    },
    env: digList(spec, 'env').flatMap((one) => {
      const key = digText(one, 'name') ?? ''
      const value = digText(one, 'value')
      return value === undefined ? [] : [{ name: key, value, at: cite(value) }]
    }),
    envFrom: digList(spec, 'envFrom').flatMap(
      (one) => digText(one, 'secretRef', 'name') ?? digText(one, 'configMapRef', 'name') ?? [],
    ),
    state: state && state.charAt(0).toUpperCase() + state.slice(1),
    reason: state && text('state', state, 'reason'),
    message: state && text('state', state, 'message'),
    lastReason: text('lastState', 'terminated', 'reason'),
    lastExitCode: numberOf(dig(status, 'lastState', 'terminated', 'exitCode')),
    restarts: restarts === undefined ? undefined : { value: restarts, at: cite('restartCount', String(restarts)) },
    isReady: typeof isReady === 'boolean' ? isReady : undefined,
  }
}

const HANDLERS = [
  ['httpGet', 'http'],
  ['tcpSocket', 'tcp'],
  ['grpc', 'grpc'],
  ['exec', 'exec'],
] as const

function toProbe(kind: string, probe: unknown, cite: Manifest['cite']): Record<string, Probe> {
  const found = HANDLERS.find(([key]) => dig(probe, key) !== undefined)
  if (!found) return {}
  return {
    [kind]: {
      handler: found[1],
      port: digText(probe, found[0], 'port'),
      delay: numberOf(dig(probe, 'initialDelaySeconds')) ?? 0,
      period: numberOf(dig(probe, 'periodSeconds')) ?? 10,
      failureThreshold: numberOf(dig(probe, 'failureThreshold')) ?? 3,
      at: cite(`${kind}Probe`),
    },
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

/** Access modes by the short names that tables use. */
const MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

function storageOf({ name, body, cite }: Manifest) {
  return {
    name,
    status: digText(body, 'status', 'phase') ?? '',
    storageClass: digText(body, 'spec', 'storageClassName') || undefined,
    accessModes: digList(body, 'spec', 'accessModes').map((mode) => MODES[String(mode)] ?? String(mode)),
    at: cite('name:', name),
  }
}

export function declaredClaim(manifest: Manifest): Claim {
  return {
    ...storageOf(manifest),
    request: quantity(dig(manifest.body, 'spec', 'resources', 'requests', 'storage')),
    selector: digTexts(manifest.body, 'spec', 'selector', 'matchLabels'),
    events: [],
  }
}

export function declaredVolume(manifest: Manifest): Volume {
  const claim = digText(manifest.body, 'spec', 'claimRef', 'name')
  return {
    ...storageOf(manifest),
    capacity: quantity(dig(manifest.body, 'spec', 'capacity', 'storage')),
    labels: digTexts(manifest.body, 'metadata', 'labels'),
    claim: claim && `${digText(manifest.body, 'spec', 'claimRef', 'namespace') ?? ''}/${claim}`,
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
