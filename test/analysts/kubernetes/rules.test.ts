import { describe, expect, it } from 'vitest'
import { analyse, answer, describedService, type PodText, shop, type WorkloadText } from './outputs.ts'

const pending = (events: string[], more: Partial<PodText> = {}): PodText => ({
  name: 'basket-5d9c7-x2b4q',
  status: 'Pending',
  ready: false,
  node: '<none>',
  state: 'Waiting',
  events,
  ...more,
})
const waiting = (reason: string, event: string): PodText =>
  pending([event], { node: 'n1/10.1.0.1', state: `Waiting\n      Reason:       ${reason}` })
const unschedulable = (said: string) =>
  `Warning  FailedScheduling  71s   default-scheduler  0/3 nodes are available: ${said}. preemption: 0/3 nodes are available.`
const short = (workload: WorkloadText): WorkloadText => ({ ...workload, available: 0 })
const volume = `  data:\n    Type:       PersistentVolumeClaim (a reference)\n    ClaimName:  basket-data`
const storage = (
  claim: string,
  volumes: string,
) => `NAME          STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE   VOLUMEMODE
${claim}

NAME     CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM      STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE   VOLUMEMODE
${volumes}

NAME   PROVISIONER           RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE
slow   example/provisioner   Delete          Immediate           false                  30d
`
const wanted = (more: string) => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: basket-data, namespace: till}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 2Gi}}
  ${more}
`
const claimPending =
  'basket-data   Pending                                                      <unset>                 90s   Filesystem'
const free = (capacity: string, modes = 'RWO') =>
  `pv-1     ${capacity}        ${modes}            Retain           Available              <unset>                                          2m    Filesystem`
const unit = (name: string, state: string) => `Service: ${name}
Node: n2
Status: ● ${name}.service - one of them
     Active: ${state} since Sat 2026-01-03 18:00:00 UTC; 2min ago
`
const secret = (name: string, port: string, password = 'fine') => `apiVersion: v1
kind: Secret
metadata: {name: ${name}-db, namespace: till}
stringData:
  ${name.toUpperCase()}_DB_PORT: '${port}'
  ${name.toUpperCase()}_DB_PASSWORD: ${password}
---
`
const crashing: PodText = {
  name: 'basket-5d9c7-x2b4q',
  ready: false,
  restarts: 5,
  state: 'Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       Error',
  events: ['Warning  BackOff  5s (x9 over 2m)  kubelet  Back-off restarting failed container main'],
}

const CASES: Record<string, { documents: ReturnType<typeof shop>; says: string }> = {
  'a registry that does not resolve': {
    says: 'basket: image-registry-dns-failure',
    documents: shop({
      pods: [
        waiting(
          'ErrImagePull',
          'Warning  Failed  9s  kubelet  Failed to pull image "r.example/b": dial tcp: lookup r.example: no such host',
        ),
      ],
    }),
  },
  'a registry that refuses': {
    says: 'basket: image-pull-secret-missing',
    documents: shop({
      pods: [
        waiting(
          'ImagePullBackOff',
          'Warning  Failed  9s  kubelet  Failed to pull image "r.example/b": 401 Unauthorized',
        ),
      ],
    }),
  },
  'an image that is not there': {
    says: 'basket: image-not-found',
    documents: shop({
      pods: [
        waiting(
          'ErrImagePull',
          'Warning  Failed  9s  kubelet  Failed to pull image "r.example/b:9": rpc error: code = NotFound desc = r.example/b:9: not found',
        ),
      ],
    }),
  },
  'a secret that is not there': {
    says: 'basket: secret-missing',
    documents: shop({
      pods: [
        waiting('CreateContainerConfigError', 'Warning  Failed  9s  kubelet  Error: secret "basket-db" not found'),
      ],
    }),
  },
  'a container that was killed for memory': {
    says: 'basket: oom-killed',
    documents: shop({
      pods: [
        {
          ...crashing,
          state:
            'Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137',
        },
      ],
    }),
  },
  'too little CPU': {
    says: 'basket: insufficient-cpu',
    documents: shop({ pods: [pending([unschedulable('3 Insufficient cpu')])] }),
  },
  'too little memory': {
    says: 'basket: insufficient-memory',
    documents: shop({ pods: [pending([unschedulable('3 Insufficient memory')])] }),
  },
  'a taint': {
    says: 'basket: taint-not-tolerated',
    documents: shop({ pods: [pending([unschedulable('3 node(s) had untolerated taint {batch: true}')])] }),
  },
  'a selector that no node fits': {
    says: 'basket: node-selector-mismatch',
    documents: shop({
      pods: [
        pending([unschedulable("3 node(s) didn't match Pod's node affinity/selector")], { selectors: 'disk=fast' }),
      ],
    }),
  },
  'an affinity that no node fits': {
    says: 'basket: node-affinity-mismatch',
    documents: shop({ pods: [pending([unschedulable("3 node(s) didn't match Pod's node affinity/selector")])] }),
  },
  'pods that shun each other': {
    says: 'basket: pod-anti-affinity-conflict',
    documents: shop({ pods: [pending([unschedulable("3 node(s) didn't match pod anti-affinity rules")])] }),
  },
  'nodes that are cordoned': {
    says: 'basket: node-cordoned',
    documents: shop({ pods: [pending([unschedulable('3 node(s) were unschedulable')])] }),
  },
  'a claim larger than the volume': {
    says: 'basket: pvc-capacity-mismatch',
    documents: shop({
      pods: [pending([], { volumes: volume })],
      more: { 's.txt': storage(claimPending, free('1Gi')), 'y.yaml': wanted('') },
    }),
  },
  'a claim with other access modes': {
    says: 'basket: pvc-access-mode-mismatch',
    documents: shop({
      pods: [pending([], { volumes: volume })],
      more: { 's.txt': storage(claimPending, free('4Gi', 'ROX')), 'y.yaml': wanted('') },
    }),
  },
  'a claim whose selector fits no volume': {
    says: 'basket: pvc-selector-mismatch',
    documents: shop({
      pods: [pending([], { volumes: volume })],
      more: { 's.txt': storage(claimPending, free('4Gi')), 'y.yaml': wanted('selector: {matchLabels: {tier: gold}}') },
    }),
  },
  'a claim of a class that is not there': {
    says: 'basket: pvc-storage-class-mismatch',
    documents: shop({
      pods: [pending([], { volumes: volume })],
      more: {
        's.txt': storage(claimPending.replace('            <unset>', 'fast        <unset>'), free('4Gi')),
        'y.yaml': wanted('storageClassName: fast'),
      },
    }),
  },
  'a volume that another claim holds': {
    says: 'basket: pv-already-bound',
    documents: shop({
      pods: [pending([], { volumes: volume })],
      more: {
        's.txt': storage(
          claimPending,
          'pv-1     4Gi        RWO            Retain           Bound       till/old                  <unset>                          2m    Filesystem',
        ),
        'y.yaml': wanted(''),
      },
    }),
  },
  'a service account that is not there': {
    says: 'basket: missing-service-account',
    documents: shop({
      workloads: [{ name: 'basket', account: 'baskets', available: 0, total: 0 }],
      more: {
        'sa.txt':
          'NAME      SECRETS   AGE\nbasket    0         9d\ndefault   0         9d\nledger    0         9d\nparcel    0         9d\n',
      },
    }),
  },
  'a quota for pods that is used up': {
    says: 'till: quota-pods',
    documents: shop({
      workloads: [{ name: 'basket', available: 0, total: 0 }],
      more: {
        'events.txt':
          '9s   Warning   FailedCreate   replicaset/basket-5d9c7   Error creating: pods "basket-5d9c7-k2" is forbidden: exceeded quota: small, requested: pods=1, used: pods=8, limited: pods=8\n',
      },
    }),
  },
  'a liveness probe at another port': {
    says: 'basket: liveness-probe-wrong-port',
    documents: shop({
      pods: [{ name: 'basket-5d9c7-x2b4q', restarts: 3 }],
      workloads: [
        { name: 'basket', liveness: 'grpc <pod>:9999  delay=5s timeout=1s period=10s #success=1 #failure=3' },
      ],
    }),
  },
  'a readiness probe in another protocol': {
    says: 'basket: readiness-probe-wrong-protocol',
    documents: shop({
      pods: [{ name: 'basket-5d9c7-x2b4q', ready: false }],
      workloads: [
        short({
          name: 'basket',
          readiness: 'http-get http://:8100/ok delay=5s timeout=1s period=10s #success=1 #failure=3',
        }),
      ],
    }),
  },
  'a liveness probe in a hurry': {
    says: 'basket: liveness-probe-wrong-timing',
    documents: shop({
      pods: [{ name: 'basket-5d9c7-x2b4q', restarts: 6 }],
      workloads: [{ name: 'basket', liveness: 'grpc <pod>:8100  delay=1s timeout=1s period=1s #success=1 #failure=1' }],
    }),
  },
  'a selector that fits no pods': {
    says: 'basket: service-selector-mismatch',
    documents: shop({ services: [describedService('basket', { selector: 'app=baskets', endpoints: '<none>' })] }),
  },
  'a target port that nobody listens on': {
    says: 'basket: service-port-mismatch',
    documents: shop({ services: [describedService('basket', { target: '8080/TCP', endpoints: '10.2.0.7:8080' })] }),
  },
  'a service over UDP': {
    says: 'basket: service-protocol-mismatch',
    documents: shop({ services: [describedService('basket', { port: '8100/UDP', target: '8100/UDP' })] }),
  },
  'an address with another port': {
    says: 'basket: service-address-mismatch',
    documents: shop({ workloads: [{ name: 'basket', env: { LEDGER_ADDR: 'ledger:8101' } }] }),
  },
  'an address with a slip of the pen': {
    says: 'basket: service-address-mismatch',
    documents: shop({ workloads: [{ name: 'basket', env: { LEDGER_ADDR: 'leger:8100' } }] }),
  },
  'no replicas behind a service': {
    says: 'basket: zero-replicas',
    documents: shop({
      workloads: [{ name: 'basket', desired: 0 }],
      services: [describedService('basket', { endpoints: '<none>' })],
    }),
  },
  'a sidecar at the port of the application': {
    says: 'basket: sidecar-port-conflict',
    documents: shop({
      pods: [crashing],
      workloads: [short({ name: 'basket', annotations: 'proxy.istio.io/config: {"statusPort": 8100}' })],
    }),
  },
  'a database port unlike that of the peers': {
    says: 'basket: db-wrong-port',
    documents: shop({
      pods: [crashing],
      workloads: [short({ name: 'basket', envFrom: 'basket-db' })],
      more: {
        'y.yaml': [secret('basket', '3309'), ...['ledger', 'parcel', 'stamp'].map((name) => secret(name, '3306'))].join(
          '',
        ),
      },
    }),
  },
  'a database password unlike that of the peers': {
    says: 'basket: db-invalid-credentials',
    documents: shop({
      pods: [crashing],
      workloads: [short({ name: 'basket', envFrom: 'basket-db' })],
      more: {
        'y.yaml': [
          secret('basket', '3306', 'not-for-show'),
          ...['ledger', 'parcel', 'stamp'].map((name) => secret(name, '3306')),
        ].join(''),
      },
    }),
  },
  'a kubelet that is stopped': {
    says: 'n2: kubelet-down',
    documents: shop({ more: { 'u.txt': unit('kubelet', 'inactive (dead)') } }),
  },
  'a scheduler that has failed': {
    says: 'n2: kube-scheduler-down',
    documents: shop({ more: { 'u.txt': unit('kube-scheduler', 'failed (Result: exit-code)') } }),
  },
  'a database that takes no more connections': {
    says: 'ledger: connection-pool-exhausted',
    documents: shop({
      pods: [
        {
          name: 'ledger-5d9c7-x2b4q',
          events: ['Warning  Unhealthy  9s  kubelet  Readiness probe failed: ERROR 1040 (HY000): Too many connections'],
        },
      ],
    }),
  },
  'a mounted path that may not be written': {
    says: 'basket: volume-permission-denied',
    documents: shop({
      pods: [
        { ...crashing, volumes: '  data:\n    Type:  HostPath (bare host directory volume)\n    Path:  /srv/basket' },
      ],
    }),
  },
}

describe('the Kubernetes analyst', () => {
  it('finds nothing in a shop that is well', () => {
    const { findings, problems } = analyse(shop({ more: { 'u.txt': unit('kubelet', 'active (running)') } }))
    expect(answer(findings)).toBeUndefined()
    expect(problems).toEqual([])
  })

  it.each(Object.entries(CASES))('finds %s', (_, { documents, says }) => {
    const { findings } = analyse(documents)
    expect(answer(findings)).toBe(says)
    const lines = new Map(documents.map(({ source, text }) => [source, text.split('\n')]))
    for (const { source, line = 0, quote } of findings.flatMap(({ citations }) => citations))
      expect(lines.get(source)?.[line - 1]).toContain(quote)
  })

  it.each(Object.entries(CASES))(
    'finds %s under other names, and in a table that lost its alignment',
    (_, { documents, says }) => {
      const renamed = (text: string) =>
        text.replaceAll('basket', 'q7').replaceAll('ledger', 'a-very-long-name').replaceAll('leger', 'a-very-long-nam')
      const { findings } = analyse(documents.map(({ source, text }) => ({ source, text: renamed(text) })))
      expect(answer(findings)).toBe(renamed(says))
    },
  )

  it('does not take an optional service that was never there for the cause', () => {
    const { findings } = analyse(shop({ workloads: [{ name: 'basket', env: { EXTRAS_ADDR: 'extras-of-old:90' } }] }))
    expect(answer(findings)).toBeUndefined()
  })

  it('does not report a job that has run to its end, or old restarts', () => {
    const done: PodText = {
      name: 'parcel-5d9c7-x2b4q',
      status: 'Succeeded',
      ready: false,
      state: 'Terminated\n      Reason:  Completed',
    }
    expect(
      answer(analyse(shop({ pods: [done, { name: 'ledger-5d9c7-x2b4q', restarts: 1 }] })).findings),
    ).toBeUndefined()
  })

  it('speaks of a pod that nothing explains, and of none where something else does', () => {
    const lonely = analyse(shop({ pods: [crashing] })).findings
    expect(lonely).toEqual([expect.objectContaining({ component: 'basket', cause: 'unknown' })])
    const explained = analyse(
      shop({ pods: [crashing], more: { 'u.txt': unit('kubelet', 'inactive (dead)') } }),
    ).findings
    expect(explained.find(({ component }) => component === 'basket')?.strength).toBeLessThan(0.05)
  })

  it('never repeats a secret in a summary', () => {
    const { findings } = analyse(CASES['a database password unlike that of the peers']?.documents ?? [])
    expect(findings.map(({ summary }) => summary).join()).not.toContain('not-for-show')
  })
})
