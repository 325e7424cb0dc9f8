import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { analyseKubernetes } from '../../../src/analysts/kubernetes/analyse-kubernetes.ts'
import { kubectlOptions } from '../../../src/app/kubectl-options.ts'
import type { CollectedEvidence, EvidenceQuestion } from '../../../src/core/live-source.ts'
import { KUBECTL_LOOK } from '../../../src/integrations/kubernetes/kubectl.ts'
import { kubernetesSource } from '../../../src/integrations/kubernetes/kubernetes-source.ts'
import { LISTINGS } from '../../../src/integrations/kubernetes/listings.ts'
import { refuseUnlisted } from '../../../src/safety/command/allow-list.ts'
import { findOrInstall } from '../../needs/find-or-install.ts'
import { kubernetesLists, type Looked, type LookedAt } from '../../stand-ins/kubernetes-lists.ts'
import { writeKubeconfig } from '../../stand-ins/write-kubeconfig.ts'

const program = findOrInstall({ program: 'kubectl', package: 'kubernetes-client' })
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cluster-'))
const open: Looked[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const QUESTION = { from: Date.now() - 3_600_000, to: Date.now(), namespace: 'shop', services: [] }
const never = new AbortController().signal

async function look(at: LookedAt, question: Partial<EvidenceQuestion> = {}) {
  const api = await kubernetesLists(at)
  open.push(api)
  const source = kubernetesSource({
    kubeconfig: writeKubeconfig(folder, api.url),
    context: 'test',
    cacheFolder: join(folder, `cache-${new URL(api.url).port}`),
  })
  return { api, collected: () => source.collect({ ...QUESTION, ...question }, never) }
}

const fileOf = ({ files }: CollectedEvidence, path: string) => files.find(([one]) => one === path)?.[1] ?? ''
const linesOf = (found: CollectedEvidence) =>
  fileOf(found, 'logs/kubernetes.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const meta = (name: string, namespace = 'shop') => ({ name, namespace, uid: `uid-${name}` })
const template = (app: string, env: object[] = []) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'app', image: `${app}:1.0.0`, env, args: ['--password', 'hunter3', '--port', '80'] }] },
})

function deployment(app: string, ready: number, env: object[] = []) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...meta(app),
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"ballast":true}', team: 'carts' },
      managedFields: [{ manager: 'ballast', operation: 'Update', apiVersion: 'apps/v1' }],
    },
    spec: { replicas: 2, selector: { matchLabels: { app } }, template: template(app, env) },
    status: { replicas: 2, readyReplicas: ready },
  }
}

type State = 'well' | 'killed' | 'running-again' | 'pulling'
const ENDED = {
  containerID: 'containerd://1',
  exitCode: 137,
  reason: 'OOMKilled',
  startedAt: '2026-11-21T11:00:00Z',
  finishedAt: '2026-11-21T11:10:00Z',
}
const STATES: Record<State, { ready: boolean; restartCount: number; state: object; lastState?: object }> = {
  well: { ready: true, restartCount: 0, state: { running: { startedAt: '2026-11-21T10:00:00Z' } } },
  killed: {
    ready: false,
    restartCount: 4,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } },
    lastState: { terminated: ENDED },
  },
  'running-again': {
    ready: true,
    restartCount: 1,
    state: { running: { startedAt: '2026-11-21T11:10:01Z' } },
    lastState: { terminated: ENDED },
  },
  pulling: {
    ready: false,
    restartCount: 0,
    state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } },
  },
}

function pod(name: string, state: State = 'well', namespace = 'shop') {
  const app = name.split('-')[0] ?? ''
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...meta(name, namespace), labels: { app } },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: `${app}:1.0.0` }] },
    status: {
      phase: state === 'pulling' ? 'Pending' : 'Running',
      containerStatuses: [{ name: 'app', image: `${app}:1.0.0`, imageID: 'sha256:1', lastState: {}, ...STATES[state] }],
    },
  }
}

function event(of: string, reason: string, message: string) {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: meta(`${of}.17`),
    involvedObject: { kind: 'Pod', name: of, namespace: 'shop' },
    type: 'Warning',
    reason,
    message,
    lastTimestamp: '2026-11-21T11:10:00Z',
  }
}

const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta('cart-settings'),
  data: { GREETING: 'do not read me' },
}
const node = (isReady: boolean) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1', labels: { 'kubernetes.io/os': 'linux' } },
  status: {
    conditions: [
      { type: 'DiskPressure', status: isReady ? 'False' : 'True' },
      { type: 'Ready', status: isReady ? 'True' : 'False' },
    ],
  },
})
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta('cart'),
  spec: { selector: { app: 'cart' }, ports: [{ port: 80 }] },
}
const slice = (...ready: boolean[]) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { ...meta('cart-x1'), labels: { 'kubernetes.io/service-name': 'cart' } },
  addressType: 'IPv4',
  endpoints: ready.map((isReady) => ({ addresses: ['10.0.0.1'], conditions: { ready: isReady } })),
})
const stamp = '2026-11-21T11:09:59.5Z'

describe.skipIf(program === undefined)('a cluster that is looked at with the real kubectl', () => {
  it('is had as lists that the analyst understands, up to the cause', async () => {
    const { collected } = await look({
      objects: [
        deployment('cart', 0),
        deployment('catalog', 2),
        pod('cart-7d9f8b6c54-x2x7k', 'killed'),
        pod('catalog-6b8f9d7c55-aaaaa'),
        event('cart-7d9f8b6c54-x2x7k', 'BackOff', 'Back-off restarting failed container "app" in pod'),
        service,
        slice(false, false),
        node(true),
      ],
      logs: { 'cart-7d9f8b6c54-x2x7k/app previous': `${stamp} ERROR the cart is too big\n` },
    })
    const found = await collected()
    const documents = found.files
      .filter(([path]) => path.startsWith('kubernetes/'))
      .map(([source, text]) => ({ source, text }))
    const { findings, problems } = analyseKubernetes({ documents, logs: [], alerts: [], edges: [] }, {
      incident: { namespace: 'shop' },
    } as never)
    expect(problems).toEqual([])
    const [best] = findings.toSorted((a, b) => b.strength - a.strength)
    expect(best).toMatchObject({ component: 'cart', cause: 'oom-killed' })
    for (const { source, line, quote } of findings.flatMap(({ citations }) => citations))
      expect(fileOf(found, source).split('\n')[(line ?? 0) - 1]).toContain(quote)
    expect(linesOf(found)).toEqual([
      {
        timestamp: stamp,
        level: 'error',
        message: 'ERROR the cart is too big',
        namespace: 'shop',
        pod: 'cart-7d9f8b6c54-x2x7k',
        container: 'app',
        previous: true,
      },
    ])
    expect(found.problems).toEqual([])
  }, 60_000)

  it('tells the analyst of nodes that are not ready, and what its events say of a pod', async () => {
    const waiting = 'cart-7d9f8b6c54-x2x7k'
    const { collected } = await look({
      objects: [
        node(false),
        deployment('cart', 0),
        pod(waiting, 'pulling'),
        event(waiting, 'Failed', 'Failed to pull image "cart:1.0.0": pull access denied, repository does not exist'),
      ],
    })
    const documents = (await collected()).files.map(([source, text]) => ({ source, text }))
    const { findings } = analyseKubernetes({ documents, logs: [], alerts: [], edges: [] }, {
      incident: { namespace: 'shop' },
    } as never)
    expect(findings.map(({ component, cause }) => `${component} ${cause}`)).toEqual(
      expect.arrayContaining(['node-1 disk-full', 'node-1 kubelet-down', 'cart image-pull-secret-missing']),
    )
  }, 60_000)

  it('is read with GET alone: no secret, no data of a config map, and no value of a secret variable', async () => {
    const { api, collected } = await look({
      objects: [
        configMap,
        deployment('cart', 2, [
          { name: 'DB_PASSWORD', value: 'hunter2' },
          { name: 'DB_HOST', value: 'db.shop' },
        ]),
      ],
    })
    const found = await collected()
    const all = JSON.stringify(found.files)
    expect(all).toContain('cart-settings')
    expect(all).toContain('db.shop')
    expect(all).not.toMatch(/do not read me|hunter\d|ballast/)
    expect(api.requests.filter((request) => !request.startsWith('GET ') || request.includes('secret'))).toEqual([])
    for (const verb of ['patch', 'delete', 'apply', 'create', 'exec', 'edit'])
      expect(() => refuseUnlisted(KUBECTL_LOOK, [verb, 'pods'])).toThrow('not on the list')
    for (const [path, text] of found.files.filter(([path]) => path.endsWith('.json'))) {
      const [document] = parseAllDocuments(text)
      expect(document?.errors, path).toEqual([])
      expect((JSON.parse(text) as { items: unknown[] }).items.length).toBeGreaterThan(0)
    }
  }, 60_000)

  it('goes on without what its role does not allow, and says so', async () => {
    const { collected } = await look({
      objects: [pod('cart-7d9f8b6c54-x2x7k', 'killed'), deployment('cart', 0), node(true)],
      forbidden: ['nodes', 'pods/log'],
    })
    const found = await collected()
    expect(found.files.map(([path]) => path)).toEqual(['kubernetes/deployments.json', 'kubernetes/pods.json'])
    expect(found.problems).toHaveLength(2)
    expect(found.problems[0]).toMatch(/^Kubernetes: logs of cart-7d9f8b6c54-x2x7k\/app: .*pods\/log is forbidden/)
    expect(found.problems[1]).toMatch(/^Kubernetes: nodes: .*nodes is forbidden/)
  }, 60_000)

  it('reads the namespace of its account where it may not look everywhere, and all where it may', async () => {
    const objects = [pod('cart-1'), pod('ledger-1', 'well', 'bank')]
    const everywhere = await look({ objects }, { namespace: undefined })
    expect(fileOf(await everywhere.collected(), 'kubernetes/pods.json')).toContain('ledger-1')
    const restricted = await look(
      { objects: [pod('cart-1', 'well', 'default'), pod('ledger-1', 'well', 'bank')], forbidden: ['*'] },
      { namespace: undefined },
    )
    const found = await restricted.collected()
    expect(fileOf(found, 'kubernetes/pods.json')).toContain('cart-1')
    expect(fileOf(found, 'kubernetes/pods.json')).not.toContain('ledger-1')
    expect(found.problems[0]).toContain('only the namespace of its context was read')
  }, 60_000)

  it('reads the logs of at most twenty pods, those of the named service first, of both lives where there are two', async () => {
    const names = Array.from({ length: 23 }, (_, number) => `cart-${number}`)
    const logs = Object.fromEntries(
      [...names, 'till-0'].flatMap((name) => [
        [`${name}/app`, `${stamp} now\n`],
        [`${name}/app previous`, `${stamp} before\n`],
      ]),
    )
    const { collected } = await look(
      { objects: [...names.map((name) => pod(name, 'running-again')), pod('till-0', 'running-again')], logs },
      { services: ['till'] },
    )
    const found = await collected()
    const lines = linesOf(found)
    expect(new Set(lines.map((line) => line.pod)).size).toBe(20)
    expect(lines.filter(({ pod: of }) => of === 'till-0').map(({ message }) => message)).toEqual(['before', 'now'])
    expect(found.problems).toEqual(['Kubernetes: logs: 24 pods are not well, the logs of 20 were read'])
  }, 120_000)

  it('keeps the pods that are not well of more than it can take, and the last lines of a long log', async () => {
    const well = Array.from({ length: 450 }, (_, number) => pod(`web-${number}`))
    const log = Array.from({ length: 2_000 }, (_, number) => `${stamp} line ${number}`).join('\n')
    const { collected } = await look({
      objects: [...well, pod('cart-0', 'running-again')],
      logs: { 'cart-0/app': log, 'cart-0/app previous': log },
    })
    const found = await collected()
    expect(fileOf(found, 'kubernetes/pods.json')).toContain('cart-0')
    expect(found.problems).toEqual(['Kubernetes: pods: 51 more were left out'])
    const said = linesOf(found).map(({ message }) => message)
    expect(said).toHaveLength(1_000)
    expect(said.at(-1)).toBe('line 1999')
  }, 60_000)

  it('rejects with the reason where nobody answers, and where a namespace is no name', async () => {
    const source = kubernetesSource({
      kubeconfig: writeKubeconfig(folder, 'http://127.0.0.1:1'),
      cacheFolder: join(folder, 'cache'),
    })
    await expect(source.collect(QUESTION, never)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^Kubernetes: .*refused/),
    })
    await expect(source.collect({ ...QUESTION, namespace: '--as=root' }, never)).rejects.toMatchObject({
      code: 'invalid-input',
    })
  }, 60_000)
})

describe('the role for looking', () => {
  it('allows exactly what is read', () => {
    const roles = parseAllDocuments(readFileSync('deploy/kubernetes/role.yaml', 'utf8')).map(
      (document) =>
        document.toJS() as {
          metadata: { name: string }
          rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[]
        },
    )
    const allowed = roles
      .filter(({ metadata }) => metadata.name.startsWith('watchfloor-look'))
      .flatMap(({ rules }) => rules)
      .flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap((group) =>
          resources.flatMap((resource) =>
            verbs.map((verb) => `${verb} ${group === '' ? resource : `${resource}.${group}`}`),
          ),
        ),
      )
    // Before it reads a log, kubectl gets the pod.
    const read = [...LISTINGS.map(({ resource }) => `list ${resource}`), 'get pods', 'get pods/log']
    expect(allowed.sort()).toEqual(read.sort())
  })
})

describe('how kubectl gets to the cluster', () => {
  it('is without kubeconfig and context inside of a pod, and by name elsewhere', () => {
    const inside = kubectlOptions({
      WATCHFLOOR_HOME: folder,
      WATCHFLOOR_KUBE_CONTEXT: 'in-cluster',
      KUBECONFIG: '/ignored',
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
      KUBERNETES_SERVICE_PORT: '443',
    })
    expect(inside).toMatchObject({ kubeconfig: '', environment: { KUBERNETES_SERVICE_HOST: '10.96.0.1' } })
    expect(inside.context).toBeUndefined()
    expect(kubectlOptions({ WATCHFLOOR_KUBE_CONTEXT: 'prod', KUBECONFIG: '/k' })).toMatchObject({
      kubeconfig: '/k',
      context: 'prod',
    })
  })
})
