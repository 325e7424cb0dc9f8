import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import jsonPatch from 'fast-json-patch'
import { Deployment, ReplicaSet } from 'kubernetes-models/apps/v1'

/**
 * A stand-in for the API server of a Kubernetes cluster, for tests where no cluster can run: discovery, deployments and replica
 * sets of apps/v1, with resource versions, generations, JSON Patch and a deployment controller that makes replica sets and
 * statuses. Every object that goes out is checked against the schemas of Kubernetes' published API description
 * (the package kubernetes-models is made from it). It is not Kubernetes: admission, scheduling and pods are not there.
 */
export interface StandIn {
  url: string
  deployment(name: string): Deployed
  /** Pods of this version never become available. */
  breakImage(image: string): void
  /** What to do with the next patch: answer late, cut the connection or refuse after it took effect, or refuse. */
  nextPatch(how: 'cut' | 'conflict' | 'refused-after' | { delay: number }): void
  /** Somebody else changes the deployment. */
  setImage(name: string, image: string): void
  patches: number
  close(): Promise<void>
}

interface Deployed {
  apiVersion: 'apps/v1'
  kind: 'Deployment'
  metadata: {
    name: string
    namespace: string
    uid: string
    resourceVersion: string
    generation: number
    annotations: Record<string, string>
  }
  spec: { replicas: number; selector: { matchLabels: Record<string, string> }; template: Template }
  status: Record<string, number>
}
interface Template {
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> }
  spec: { containers: { name: string; image: string }[] }
}
interface Kept {
  name: string
  createdAt: string
  revision: number
  template: Template
}

const NAMESPACE = 'shop'
const REVISION = 'deployment.kubernetes.io/revision'
/** How long a rollout takes. Milliseconds. */
const ROLLOUT = 60
/** When the first replica set came; each later one a minute after the one before. */
const FIRST = Date.parse('2026-01-01T00:00:00Z')

export async function kubernetesApi(name: string, images: readonly string[], replicas = 3): Promise<StandIn> {
  let version = 100
  const broken = new Set<string>()
  const sets: Kept[] = []
  let next: Parameters<StandIn['nextPatch']>[0] | undefined
  const template = (image: string): Template => ({
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', image }] },
  })
  const there: Deployed = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE, uid: 'uid-1', resourceVersion: '100', generation: 1, annotations: {} },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: template(images[0] ?? '') },
    status: {},
  }
  const standIn: StandIn = {
    url: '',
    deployment: () => structuredClone(there),
    breakImage: (image) => void broken.add(image),
    nextPatch(how) {
      next = how
    },
    setImage(_, image) {
      change({ ...structuredClone(there), spec: { ...structuredClone(there.spec), template: template(image) } })
    },
    patches: 0,
    close: async () => undefined,
  }

  /** The deployment controller: a replica set for each template, the number of the newest, and a status that follows. */
  function change(wanted: Deployed): void {
    if (JSON.stringify(wanted.spec) !== JSON.stringify(there.spec)) there.metadata.generation++
    there.spec = wanted.spec
    there.metadata.annotations = { ...wanted.metadata.annotations }
    const known = sets.find((set) => isDeepStrictEqual(set.template, there.spec.template))
    const newest = Math.max(0, ...sets.map(({ revision }) => revision))
    if (!known)
      sets.push({
        name: `${name}-${sets.length}`,
        createdAt: new Date(FIRST + sets.length * 60_000).toISOString().replace('.000', ''),
        revision: newest + 1,
        template: structuredClone(there.spec.template),
      })
    else if (known.revision < newest) known.revision = newest + 1
    there.metadata.annotations[REVISION] = String(Math.max(...sets.map(({ revision }) => revision)))
    there.metadata.resourceVersion = String(++version)
    const { generation } = there.metadata
    setTimeout(() => {
      if (there.metadata.generation !== generation) return
      const works = !there.spec.template.spec.containers.some(({ image }) => broken.has(image))
      const available = works ? there.spec.replicas : 0
      there.status = {
        observedGeneration: generation,
        replicas: there.spec.replicas,
        updatedReplicas: there.spec.replicas,
        availableReplicas: available,
        readyReplicas: available,
      }
      there.metadata.resourceVersion = String(++version)
    }, ROLLOUT).unref()
  }
  change(structuredClone(there))
  for (const image of images.slice(1)) standIn.setImage(name, image)
  await new Promise((resolve) => setTimeout(resolve, ROLLOUT + 20))

  function answer(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const refusal = (code: number, reason: string, message: string) => ({
    apiVersion: 'v1',
    kind: 'Status',
    status: 'Failure',
    code,
    reason,
    message,
  })

  async function patch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const how = next
    next = undefined
    standIn.patches++
    const steps = JSON.parse(await bodyOf(request))
    if (how === 'conflict')
      return answer(
        response,
        409,
        refusal(409, 'Conflict', 'the object has been modified; please apply your changes to the latest version'),
      )
    if (typeof how === 'object') await new Promise((resolve) => setTimeout(resolve, how.delay))
    if (request.socket.destroyed) return
    try {
      const wanted = jsonPatch.applyPatch(structuredClone(there), steps, true).newDocument
      change(checked(new Deployment(wanted as never), wanted))
    } catch (thrown) {
      return answer(
        response,
        422,
        refusal(422, 'Invalid', `the server rejected our request due to an error in our request: ${thrown}`),
      )
    }
    if (how === 'cut') return void request.socket.destroy()
    // As kubectl sees it that tried again by itself after an answer that was lost.
    if (how === 'refused-after')
      return answer(
        response,
        422,
        refusal(422, 'Invalid', 'the server rejected our request due to an error in our request'),
      )
    answer(response, 200, checked(new Deployment(there as never), there))
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stand-in')
    const collection = `/apis/apps/v1/namespaces/${NAMESPACE}`
    if (pathname in DISCOVERY) return answer(response, 200, DISCOVERY[pathname])
    if (pathname === `${collection}/deployments/${name}`)
      return request.method === 'PATCH'
        ? patch(request, response)
        : answer(response, 200, checked(new Deployment(there as never), there))
    if (pathname === `${collection}/replicasets`)
      return answer(response, 200, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSetList',
        metadata: {},
        items: sets.map(replicaSet),
      })
    return answer(response, 404, refusal(404, 'NotFound', `${pathname} not found`))
  })

  function replicaSet({ name: set, createdAt, revision, template: pod }: Kept): unknown {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: set,
        creationTimestamp: createdAt,
        namespace: NAMESPACE,
        annotations: { [REVISION]: String(revision) },
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: there.metadata.uid, controller: true },
        ],
      },
      spec: {
        selector: there.spec.selector,
        template: {
          ...pod,
          metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, 'pod-template-hash': set } },
        },
      },
    }
    return checked(new ReplicaSet(object as never), object)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  standIn.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return standIn
}

/** The object, if it fits the published schema. Throws where it does not. */
function checked<T>(model: { validate(): void }, object: T): T {
  model.validate()
  return object
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

const DISCOVERY: Record<string, unknown> = {
  '/version': { major: '1', minor: '30', gitVersion: 'v1.30.0' },
  '/api': { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] },
  '/apis': {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      },
    ],
  },
  '/api/v1': { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'v1', resources: [] },
  '/apis/apps/v1': {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'apps/v1',
    resources: ['deployment', 'replicaset'].map((singular) => ({
      name: `${singular}s`,
      singularName: singular,
      namespaced: true,
      kind: singular === 'deployment' ? 'Deployment' : 'ReplicaSet',
      verbs: ['get', 'list', 'patch'],
    })),
  },
}
