import { type ContainerLife, CREATED_AT, containerLives } from './container-lives.ts'
import { seededRandom } from './seeded-random.ts'
import { at, DEPLOY_AT } from './story.ts'

export interface Pod {
  name: string
  service: string
  node: string
  ip: string
  createdAt: number
  /** Undefined for pods that are still there. */
  deletedAt?: number
  /** Steady memory in MiB, and CPU in cores. */
  memory: number
  cpu: number
  /** Set for the pods that are killed. */
  lives?: ContainerLife[]
}

export interface Workload {
  service: string
  image: string
  replicaSet: string
  replicas: number
  memoryLimit: string
  memoryRequest: string
  cpuRequest: string
  port: number
  clusterIp: string
  createdAt: number
  revision: number
}

const DAY = 86_400
const LONG_AGO = at('09:14:00') - 41 * DAY

export const NODES = ['worker-1', 'worker-2', 'worker-3'] as const

const workload = (service: string, tag: string, replicaSet: string, rest: Partial<Workload>): Workload => ({
  service,
  image: `registry.example/shop/${service}:${tag}`,
  replicaSet: `${service}-${replicaSet}`,
  replicas: 2,
  memoryLimit: '512Mi',
  memoryRequest: '320Mi',
  cpuRequest: '200m',
  port: 8080,
  clusterIp: '10.43.12.10',
  createdAt: LONG_AGO,
  revision: 9,
  ...rest,
})

export const PREVIOUS_REPLICA_SET = 'payment-gateway-7c4b9d6f58'

export const WORKLOADS: readonly Workload[] = [
  workload('cart', 'v1.19.2', '5d8f7c9b64', { clusterIp: '10.43.81.4', revision: 21 }),
  workload('catalog', 'v3.4.0', '84bd5c6d7f', { clusterIp: '10.43.140.77', revision: 33 }),
  workload('checkout', 'v4.11.0', '6b7d9f8c5d', { clusterIp: '10.43.66.201', revision: 28, memoryLimit: '768Mi' }),
  workload('fraud-check', 'v1.7.1', '9c6f5b7d8', { clusterIp: '10.43.209.15', revision: 12 }),
  workload('notification', 'v2.2.5', '77f8d6c4b9', {
    clusterIp: '10.43.30.118',
    revision: 17,
    replicas: 1,
    memoryLimit: '256Mi',
  }),
  workload('payment-gateway', 'v2.8.0', '6f9c7d8b54', { clusterIp: '10.43.97.23', revision: 14, replicas: 3 }),
  workload('storefront', 'v7.2.3', '5c9d8b7f6d', { clusterIp: '10.43.5.60', revision: 52, replicas: 3 }),
]

const RANDOM = seededRandom(20_261_014)

function killedPod(suffix: string, node: string, ip: string, createdAt: number): Pod {
  const name = `payment-gateway-6f9c7d8b54-${suffix}`
  return {
    name,
    service: 'payment-gateway',
    node,
    ip,
    createdAt,
    memory: 266,
    cpu: 0.12,
    lives: containerLives(createdAt, RANDOM),
  }
}

function steadyPod(
  name: string,
  service: string,
  node: string,
  ip: string,
  daysOld: number,
  memory: number,
  cpu: number,
): Pod {
  return { name, service, node, ip, createdAt: at('07:31:12') - daysOld * DAY, memory, cpu }
}

export const FAILING_PODS: readonly Required<Omit<Pod, 'deletedAt'>>[] = [
  killedPod('x2k9q', 'worker-2', '10.42.2.57', CREATED_AT[0]),
  killedPod('hb7wd', 'worker-3', '10.42.3.41', CREATED_AT[1]),
  killedPod('m4tzn', 'worker-1', '10.42.1.88', CREATED_AT[2]),
] as Required<Omit<Pod, 'deletedAt'>>[]

export const REPLACED_PODS: readonly Pod[] = (['c8l5p', 'qn2vj', 'z6fgk'] as const).map((suffix, index) => ({
  ...steadyPod(
    `${PREVIOUS_REPLICA_SET}-${suffix}`,
    'payment-gateway',
    NODES[index] ?? 'worker-1',
    `10.42.${index + 1}.${31 + index}`,
    12,
    258 + index * 3,
    0.11,
  ),
  deletedAt: (CREATED_AT[index] ?? DEPLOY_AT) + 27,
}))

export const STEADY_PODS: readonly Pod[] = [
  steadyPod('cart-5d8f7c9b64-4kx8d', 'cart', 'worker-1', '10.42.1.22', 5, 201, 0.09),
  steadyPod('cart-5d8f7c9b64-t9vqz', 'cart', 'worker-3', '10.42.3.17', 5, 197, 0.08),
  steadyPod('catalog-84bd5c6d7f-8w2hn', 'catalog', 'worker-2', '10.42.2.19', 3, 331, 0.21),
  steadyPod('catalog-84bd5c6d7f-lx5rb', 'catalog', 'worker-1', '10.42.1.25', 3, 338, 0.22),
  steadyPod('checkout-6b7d9f8c5d-7jgm2', 'checkout', 'worker-3', '10.42.3.29', 8, 402, 0.15),
  steadyPod('checkout-6b7d9f8c5d-vs4kc', 'checkout', 'worker-2', '10.42.2.30', 8, 396, 0.14),
  steadyPod('fraud-check-9c6f5b7d8-2zq6t', 'fraud-check', 'worker-1', '10.42.1.40', 19, 244, 0.06),
  steadyPod('fraud-check-9c6f5b7d8-gk8xw', 'fraud-check', 'worker-2', '10.42.2.44', 19, 248, 0.06),
  steadyPod('ledger-db-0', 'ledger-db', 'worker-3', '10.42.3.9', 40, 1460, 0.34),
  steadyPod('notification-77f8d6c4b9-n5d7h', 'notification', 'worker-2', '10.42.2.51', 11, 142, 0.03),
  steadyPod('storefront-5c9d8b7f6d-6bt9r', 'storefront', 'worker-1', '10.42.1.12', 2, 288, 0.26),
  steadyPod('storefront-5c9d8b7f6d-pw3cl', 'storefront', 'worker-2', '10.42.2.14', 2, 284, 0.25),
  steadyPod('storefront-5c9d8b7f6d-wk7sv', 'storefront', 'worker-3', '10.42.3.11', 2, 291, 0.26),
]

export const TOPOLOGY: readonly [string, string][] = [
  ['storefront', 'catalog'],
  ['storefront', 'cart'],
  ['storefront', 'checkout'],
  ['checkout', 'cart'],
  ['checkout', 'payment-gateway'],
  ['checkout', 'notification'],
  ['payment-gateway', 'fraud-check'],
  ['payment-gateway', 'ledger-db'],
]
