import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DaemonSet, Deployment, ReplicaSet, StatefulSet } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { EndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import {
  ConfigMap,
  Event,
  Node,
  PersistentVolumeClaim,
  Pod,
  ResourceQuota,
  Service,
  ServiceAccount,
} from 'kubernetes-models/v1'

/**
 * A stand-in for the API server of a Kubernetes cluster that is only looked at: discovery, lists of a namespace and of all, tables, and logs. Every
 * object is checked against the schemas of Kubernetes' published API description (the package kubernetes-models is made from it).
 */
export interface Looked {
  url: string
  /** Method and path of every request besides discovery. */
  requests: string[]
  close(): Promise<void>
}

export interface LookedAt {
  /** Whole objects of the API, by their kind. */
  objects: readonly Kept[]
  /** By `pod/container`, or `pod/container previous`. */
  logs?: Readonly<Record<string, string>>
  /** What the role does not allow: names of resources, or `*` for lists of all namespaces. */
  forbidden?: readonly string[]
}

export interface Kept {
  kind: string
  metadata: { name: string; namespace?: string }
}

interface Kind {
  group: string
  version: string
  resource: string
  kind: string
  model: new (object: never) => { validate(): void }
  ofCluster?: true
}

const KINDS: readonly Kind[] = [
  { group: '', version: 'v1', resource: 'pods', kind: 'Pod', model: Pod },
  { group: '', version: 'v1', resource: 'events', kind: 'Event', model: Event },
  { group: '', version: 'v1', resource: 'services', kind: 'Service', model: Service },
  { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', model: ConfigMap },
  { group: '', version: 'v1', resource: 'serviceaccounts', kind: 'ServiceAccount', model: ServiceAccount },
  { group: '', version: 'v1', resource: 'resourcequotas', kind: 'ResourceQuota', model: ResourceQuota },
  {
    group: '',
    version: 'v1',
    resource: 'persistentvolumeclaims',
    kind: 'PersistentVolumeClaim',
    model: PersistentVolumeClaim,
  },
  { group: '', version: 'v1', resource: 'nodes', kind: 'Node', model: Node, ofCluster: true },
  { group: 'apps', version: 'v1', resource: 'deployments', kind: 'Deployment', model: Deployment },
  { group: 'apps', version: 'v1', resource: 'replicasets', kind: 'ReplicaSet', model: ReplicaSet },
  { group: 'apps', version: 'v1', resource: 'statefulsets', kind: 'StatefulSet', model: StatefulSet },
  { group: 'apps', version: 'v1', resource: 'daemonsets', kind: 'DaemonSet', model: DaemonSet },
  {
    group: 'discovery.k8s.io',
    version: 'v1',
    resource: 'endpointslices',
    kind: 'EndpointSlice',
    model: EndpointSlice,
  },
  { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses', kind: 'Ingress', model: Ingress },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'networkpolicies',
    kind: 'NetworkPolicy',
    model: NetworkPolicy,
  },
  {
    group: 'autoscaling',
    version: 'v2',
    resource: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    model: HorizontalPodAutoscaler,
  },
]

const LIST =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v\d)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<resource>[a-z]+)(?:\/(?<name>[^/]+))?$/
const LOG = /^\/api\/v1\/namespaces\/(?<namespace>[^/]+)\/pods\/(?<pod>[^/]+)\/log$/

export async function kubernetesLists({ objects, logs = {}, forbidden = [] }: LookedAt): Promise<Looked> {
  const requests: string[] = []
  for (const object of objects) {
    const kind = KINDS.find((one) => one.kind === object.kind)
    if (!kind) throw new Error(`The stand-in knows no ${object.kind}.`)
    new kind.model(object as never).validate()
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
    const known = discovery(pathname)
    if (known) return answer(200, known)
    requests.push(`${request.method} ${pathname}`)
    const { namespace, pod } = LOG.exec(pathname)?.groups ?? {}
    if (pod !== undefined) {
      if (forbidden.includes('pods/log')) return answer(403, refused('pods/log', namespace))
      const name = `${pod}/${searchParams.get('container')}${searchParams.get('previous') === 'true' ? ' previous' : ''}`
      const text = logs[name]
      if (text === undefined) return answer(400, status(400, 'BadRequest', `there is no log of ${name}`))
      const tail = text
        .trimEnd()
        .split('\n')
        .slice(-Number(searchParams.get('tailLines') ?? Number.POSITIVE_INFINITY))
      return answer(200, `${tail.join('\n')}\n`.slice(0, Number(searchParams.get('limitBytes') ?? 1e9)))
    }
    const { group = '', resource, namespace: of, name: only } = LIST.exec(pathname)?.groups ?? {}
    const kind = KINDS.find((one) => one.resource === resource && one.group === group)
    if (!kind || request.method !== 'GET') return answer(404, status(404, 'NotFound', `${pathname} is not here`))
    if (forbidden.includes(kind.resource) || (forbidden.includes('*') && of === undefined && !kind.ofCluster))
      return answer(403, refused(kind.resource, of))
    const items = objects.filter((one) => one.kind === kind.kind && (of === undefined || one.metadata.namespace === of))
    if (only !== undefined) {
      const [one] = items.filter(({ metadata }) => metadata.name === only)
      return one ? answer(200, one) : answer(404, status(404, 'NotFound', `${only} not found`))
    }
    const wantsTable = String(request.headers.accept).includes('as=Table')
    answer(200, wantsTable ? tableOf(kind, items) : listOf(kind, items))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function groupVersion({ group, version }: Kind): string {
  return group === '' ? version : `${group}/${version}`
}

function listOf(kind: Kind, items: readonly Kept[]): object {
  return { apiVersion: groupVersion(kind), kind: `${kind.kind}List`, metadata: { resourceVersion: '1' }, items }
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables, with two columns. */
function tableOf(_: Kind, items: readonly Kept[]): object {
  return {
    apiVersion: 'meta.k8s.io/v1',
    kind: 'Table',
    metadata: { resourceVersion: '1' },
    columnDefinitions: ['Name', 'Age'].map((name) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: 0,
    })),
    rows: items.map(({ metadata }) => ({
      cells: [metadata.name, '2d'],
      object: { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata },
    })),
  }
}

function status(code: number, reason: string, message: string): object {
  return { apiVersion: 'v1', kind: 'Status', status: 'Failure', code, reason, message }
}

function refused(resource: string, namespace: string | undefined): object {
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return status(403, 'Forbidden', `${resource} is forbidden: User "looker" cannot list resource "${resource}" ${where}`)
}

function discovery(path: string): unknown {
  const groups = [...new Map(KINDS.filter(({ group }) => group !== '').map((kind) => [kind.group, kind])).values()]
  const versionOf = (kind: Kind) => ({ groupVersion: groupVersion(kind), version: kind.version })
  const resources = (of: string) => ({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: of,
    resources: KINDS.filter((kind) => groupVersion(kind) === of).map(({ resource, kind, ofCluster }) => ({
      name: resource,
      singularName: kind.toLowerCase(),
      namespaced: !ofCluster,
      kind,
      verbs: ['get', 'list'],
    })),
  })
  if (path === '/version') return { major: '1', minor: '32', gitVersion: 'v1.32.0' }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
  if (path === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((kind) => ({
        name: kind.group,
        versions: [versionOf(kind)],
        preferredVersion: versionOf(kind),
      })),
    }
  if (path === '/api/v1') return resources('v1')
  const group = groups.find((kind) => path === `/apis/${groupVersion(kind)}`)
  return group && resources(groupVersion(group))
}
