import type { Citation } from '../../core/evidence.ts'

/** A value and where it stands. */
export interface Cited<T = string> {
  value: T
  at: Citation
}

export interface Probe {
  handler: 'http' | 'tcp' | 'grpc' | 'exec'
  /** A number, or the name of a container port; undefined for `exec`. */
  port: string | undefined
  /** Seconds. */
  delay: number
  period: number
  failureThreshold: number
  at: Citation
}

export interface Container {
  name: string
  image: Cited | undefined
  ports: readonly number[]
  portNames: Readonly<Record<string, number>>
  probes: Partial<Record<'liveness' | 'readiness' | 'startup', Probe>>
  env: readonly { name: string; value: string; at: Citation }[]
  /** Names of the Secrets and ConfigMaps whose keys become environment variables. */
  envFrom: readonly string[]
  /** `Waiting`, `Running`, `Terminated`; undefined in a template. */
  state: string | undefined
  reason: Cited | undefined
  message: Cited | undefined
  lastReason: Cited | undefined
  lastExitCode: number | undefined
  restarts: Cited<number> | undefined
  isReady: boolean | undefined
}

export interface ClusterEvent {
  isWarning: boolean
  reason: string
  message: string
  /** `kind/name` where the output says so: `pod/cart-5d9-x2x`. */
  object: string | undefined
  at: Citation
}

export interface PodVolume {
  claim: string | undefined
  hostPath: Cited | undefined
}

/** What a pod and the template of a workload have in common. */
export interface PodSpec {
  serviceAccount: Cited | undefined
  labels: Readonly<Record<string, string>>
  annotations: readonly Cited[]
  initContainers: readonly Container[]
  containers: readonly Container[]
  nodeSelectors: readonly Cited[]
  volumes: readonly PodVolume[]
  dnsPolicy: Cited | undefined
}

export interface Pod extends PodSpec {
  name: string
  namespace: string | undefined
  /** The Deployment, StatefulSet or DaemonSet that it belongs to, as far as names tell. */
  workload: string
  node: string | undefined
  /** As `kubectl get` or `describe` shows it: `Running`, `Pending`, `CrashLoopBackOff`. */
  status: string
  /** How often a container restarted, and how many seconds before the output the last time was. */
  restarted: { times: number; secondsAgo: number | undefined } | undefined
  events: readonly ClusterEvent[]
  at: Citation
}

export interface Workload extends PodSpec {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  name: string
  namespace: string | undefined
  desired: number | undefined
  created: number | undefined
  ready: number | undefined
  at: Citation
}

export interface ServicePort {
  port: number
  targetPort: string
  protocol: string
  at: Citation
}

export interface Service {
  name: string
  namespace: string | undefined
  type: string
  selector: Readonly<Record<string, string>>
  selectorAt: Citation | undefined
  ports: readonly ServicePort[]
  /** Undefined where no output shows them. */
  endpoints: Cited<number> | undefined
  at: Citation
}

export interface Claim {
  name: string
  status: string
  storageClass: string | undefined
  /** Bytes asked for. */
  request: number | undefined
  accessModes: readonly string[]
  selector: Readonly<Record<string, string>>
  events: readonly ClusterEvent[]
  at: Citation
}

export interface Volume {
  name: string
  status: string
  storageClass: string | undefined
  capacity: number | undefined
  accessModes: readonly string[]
  labels: Readonly<Record<string, string>>
  /** `namespace/name` of the claim that holds it. */
  claim: string | undefined
  at: Citation
}

export interface Node {
  name: string
  labels: Readonly<Record<string, string>>
  isReady: boolean | undefined
  isSchedulable: boolean
  isControlPlane: boolean
  /** Conditions that tell of trouble: `DiskPressure`. */
  pressures: readonly Cited[]
  at: Citation
}

/** A systemd unit of a node. */
export interface Unit {
  name: string
  node: string
  isActive: boolean
  at: Citation
}

export interface QuotaLine {
  namespace: string
  resource: string
  used: number
  hard: number
  at: Citation
}

/** A Secret or ConfigMap. */
export interface Settings {
  kind: 'Secret' | 'ConfigMap'
  name: string
  entries: readonly { key: string; value: string; at: Citation }[]
}

/** A route of a gateway: requests for `path` go to `target`. */
export interface Route {
  id: string
  path: string
  /** As written: `lb://${CART_HOST:cart}`. */
  uri: string
  /** The service that it comes down to: `cart`. */
  target: string
  /** Of one gateway. */
  gateway: string
  at: Citation
}

/** What the outputs of kubectl and systemctl say about a cluster, put together by name. */
export interface Cluster {
  pods: readonly Pod[]
  workloads: readonly Workload[]
  services: readonly Service[]
  claims: readonly Claim[]
  /** Claims that are declared; compared with those that are there. */
  declaredClaims: readonly Claim[]
  declaredServices: readonly Service[]
  volumes: readonly Volume[]
  nodes: readonly Node[]
  units: readonly Unit[]
  quotas: readonly QuotaLine[]
  settings: readonly Settings[]
  routes: readonly Route[]
  /** Undefined where no output lists them. */
  serviceAccounts: ReadonlySet<string> | undefined
  storageClasses: ReadonlySet<string> | undefined
  events: readonly ClusterEvent[]
  /** Services that a connection test could not reach. */
  unreachable: readonly Cited[]
}
