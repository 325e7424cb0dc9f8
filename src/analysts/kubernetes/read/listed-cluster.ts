import type { Cited, Claim, Node, Pod, PodSpec, QuotaLine, Service, Volume, Workload } from '../cluster.ts'
import { citeLine, type DocumentLine } from './document-lines.ts'
import { type ListedRow, listedRows } from './listed-row.ts'
import { quantity } from './quantity.ts'

/** What the tables of `kubectl get` hold. */
export interface ListedCluster {
  pods: Omit<Pod, 'workload'>[]
  workloads: Workload[]
  services: Service[]
  claims: Claim[]
  volumes: Volume[]
  nodes: Node[]
  quotas: QuotaLine[]
  storageClasses: string[]
  serviceAccounts: string[]
  /** Service accounts or storage classes were listed, be it none. */
  listed: Set<'service-accounts' | 'storage-classes'>
  endpoints: Map<string, Cited<number>>
}

const NO_SPEC: PodSpec = {
  serviceAccount: undefined,
  labels: {},
  annotations: [],
  initContainers: [],
  containers: [],
  nodeSelectors: [],
  volumes: [],
  dnsPolicy: undefined,
}

/** Reads every table in the lines, told apart by their columns. */
export function readListed(lines: readonly DocumentLine[]): ListedCluster {
  const found: ListedCluster = {
    pods: [],
    workloads: [],
    services: [],
    claims: [],
    volumes: [],
    nodes: [],
    quotas: [],
    storageClasses: [],
    serviceAccounts: [],
    listed: new Set(),
    endpoints: new Map(),
  }
  for (const row of listedRows(lines)) addRow(row, found)
  return found
}

function addRow({ cells, line }: ListedRow, found: ListedCluster): void {
  const { NAME: name = '', NAMESPACE: namespace } = cells
  if (name === '') return
  const at = citeLine(line)
  const has = (column: string) => column in cells
  if (has('RESTARTS')) found.pods.push(toPod(cells, at))
  else if (has('UP-TO-DATE')) found.workloads.push(toWorkload('Deployment', cells, at))
  else if (has('READY') && !has('DESIRED') && /^\d+\/\d+$/.test(cells.READY ?? ''))
    found.workloads.push(toWorkload('StatefulSet', cells, at))
  else if (has('CLUSTER-IP')) found.services.push(toService(cells, at))
  else if (has('ENDPOINTS')) found.endpoints.set(name, { value: countOf(cells.ENDPOINTS), at })
  else if (has('RECLAIM POLICY'))
    found.volumes.push({ ...storageOf(cells), labels: {}, claim: filled(cells.CLAIM), at })
  else if (has('VOLUME') && has('ACCESS MODES'))
    found.claims.push({ ...storageOf(cells), request: undefined, selector: {}, events: [], at })
  else if (has('PROVISIONER')) {
    found.listed.add('storage-classes')
    found.storageClasses.push(name.replace(/ \(default\)$/, ''))
  } else if (has('SECRETS') && has('AGE')) {
    found.listed.add('service-accounts')
    found.serviceAccounts.push(name)
  } else if (has('ROLES') && has('VERSION')) found.nodes.push(toNode(cells, at))
  else if (has('REQUEST') && has('LIMIT')) found.quotas.push(...toQuotas(namespace, cells, at))
}

type Cells = ListedRow['cells']
type At = Cited['at']

function toPod(cells: Cells, at: At): Omit<Pod, 'workload'> {
  return {
    ...NO_SPEC,
    name: cells.NAME ?? '',
    namespace: cells.NAMESPACE,
    node: filled(cells.NODE),
    status: cells.STATUS ?? '',
    restarted: restartsOf(cells.RESTARTS),
    events: [],
    at,
  }
}

const SECONDS: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 }

/** `3 (5m20s ago)` */
function restartsOf(cell = ''): Pod['restarted'] {
  const match = /^(\d+)(?: \((\S+) ago\))?/.exec(cell)
  if (!match) return undefined
  const parts = [...(match[2] ?? '').matchAll(/(\d+)([dhms])/g)]
  const secondsAgo = parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (SECONDS[unit] ?? 1), 0)
  return { times: Number(match[1]), secondsAgo: parts.length > 0 ? secondsAgo : undefined }
}

function toWorkload(kind: Workload['kind'], cells: Cells, at: At): Workload {
  const [ready, desired] = (cells.READY ?? '').split('/').map(Number)
  const created = Number(cells['UP-TO-DATE'] ?? ready)
  return { ...NO_SPEC, kind, name: cells.NAME ?? '', namespace: cells.NAMESPACE, desired, created, ready, at }
}

function toService(cells: Cells, at: At): Service {
  const selector = cells.SELECTOR
  return {
    name: cells.NAME ?? '',
    namespace: cells.NAMESPACE,
    type: cells.TYPE ?? '',
    selector:
      !selector || selector === '<none>'
        ? {}
        : Object.fromEntries(selector.split(',').map((pair) => pair.split('=') as [string, string])),
    selectorAt: at,
    ports: (cells['PORT(S)'] ?? '').split(',').flatMap((text) => {
      const match = /^(\d+)(?::\d+)?\/(\w+)$/.exec(text.trim())
      return match ? [{ port: Number(match[1]), targetPort: '', protocol: match[2] ?? 'TCP', at }] : []
    }),
    endpoints: undefined,
    at,
  }
}

function countOf(endpoints = ''): number {
  return endpoints === '' || endpoints === '<none>' ? 0 : endpoints.split(',').length
}

function filled(cell: string | undefined): string | undefined {
  return cell === undefined || cell === '' || /^<\w+>$/.test(cell) ? undefined : cell
}

function storageOf(cells: Cells) {
  return {
    name: cells.NAME ?? '',
    status: cells.STATUS ?? '',
    storageClass: filled(cells.STORAGECLASS),
    capacity: quantity(cells.CAPACITY),
    accessModes: (cells['ACCESS MODES'] ?? '').split(',').filter(Boolean),
  }
}

function toNode(cells: Cells, at: At): Node {
  const states = (cells.STATUS ?? '').split(',')
  return {
    name: cells.NAME ?? '',
    labels: {},
    isReady: states.includes('Ready'),
    isSchedulable: !states.includes('SchedulingDisabled'),
    isControlPlane: /control-plane|master/.test(cells.ROLES ?? ''),
    pressures: [],
    at,
  }
}

function toQuotas(namespace: string | undefined, cells: Cells, at: At): QuotaLine[] {
  const rows = `${cells.REQUEST}, ${cells.LIMIT}`.matchAll(/([a-z][\w./-]*): ([\w.]+)\/([\w.]+)/g)
  return Array.from(rows).flatMap(([, resource = '', use, limit]) => {
    const used = quantity(use)
    const hard = quantity(limit)
    return used === undefined || hard === undefined ? [] : [{ namespace: namespace ?? '', resource, used, hard, at }]
  })
}
