/** The causes a hypothesis may name. A slug keeps its meaning once published; new ones may be added. */
export const FAULTS = {
  resource: [
    'cpu-overload',
    'memory-leak',
    'memory-pressure',
    'oom-killed',
    'disk-full',
    'disk-io',
    'connection-pool-exhausted',
  ],
  network: ['network-delay', 'network-loss', 'network-partition', 'dns-failure'],
  code: ['code-exception', 'code-return-error', 'bad-deploy', 'bad-config'],
  admission: ['missing-service-account', 'quota-cpu', 'quota-memory', 'quota-pods', 'quota-services', 'quota-storage'],
  scheduling: [
    'insufficient-cpu',
    'insufficient-memory',
    'node-affinity-mismatch',
    'node-cordoned',
    'node-selector-mismatch',
    'pod-anti-affinity-conflict',
    'taint-not-tolerated',
    'pv-already-bound',
    'pvc-access-mode-mismatch',
    'pvc-capacity-mismatch',
    'pvc-selector-mismatch',
    'pvc-storage-class-mismatch',
  ],
  startup: [
    'image-registry-dns-failure',
    'image-not-found',
    'image-pull-secret-missing',
    'secret-missing',
    'volume-permission-denied',
  ],
  runtime: [
    'zero-replicas',
    'liveness-probe-wrong-port',
    'liveness-probe-wrong-protocol',
    'liveness-probe-wrong-timing',
    'readiness-probe-wrong-port',
    'readiness-probe-wrong-protocol',
    'sidecar-port-conflict',
    'db-invalid-credentials',
    'db-wrong-port',
    'db-read-only',
  ],
  routing: [
    'gateway-misroute',
    'service-dns-failure',
    'service-address-mismatch',
    'service-port-mismatch',
    'service-protocol-mismatch',
    'service-selector-mismatch',
  ],
  infrastructure: [
    'containerd-down',
    'kube-proxy-down',
    'kube-scheduler-down',
    'kubelet-down',
    'node-network-delay',
    'node-network-loss',
  ],
  traffic: ['traffic-spike', 'dependency-failure'],
} as const

export type FaultFamily = keyof typeof FAULTS
export type Fault = (typeof FAULTS)[FaultFamily][number]
export type Cause = Fault | 'unknown'

const FAMILY_OF = new Map<string, FaultFamily>(
  Object.entries(FAULTS).flatMap(([family, slugs]) => slugs.map((slug) => [slug, family as FaultFamily] as const)),
)

/** The family a slug belongs to; undefined for `unknown` and for slugs that are not in the taxonomy. */
export function faultFamily(cause: string): FaultFamily | undefined {
  return FAMILY_OF.get(cause)
}

export function isFault(slug: string): slug is Fault {
  return FAMILY_OF.has(slug)
}
