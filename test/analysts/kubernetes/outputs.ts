import { analyseKubernetes } from '../../../src/analysts/kubernetes/analyse-kubernetes.ts'
import type { Alert, CallEdge, LogRecord } from '../../../src/core/evidence.ts'
import type { Finding } from '../../../src/core/finding.ts'
import { WINDOWS } from '../make-series.ts'

/** Texts as kubectl prints them, of a shop with three workloads that are well. */
export interface PodText {
  name: string
  workload?: string
  status?: string
  ready?: boolean
  node?: string
  state?: string
  restarts?: number
  selectors?: string
  volumes?: string
  events?: string[]
}

export function describedPod({
  name,
  status = 'Running',
  ready = true,
  node = 'n1/10.1.0.1',
  state = 'Running',
  restarts = 0,
  selectors = '<none>',
  volumes = '',
  events = [],
}: PodText): string {
  return `Name:             ${name}
Namespace:        till
Service Account:  basket
Node:             ${node}
Labels:           app=${name.split('-')[0]}
                  pod-template-hash=5d9c7
Status:           ${status}
Containers:
  main:
    Image:          registry.example/basket:1.4
    Port:           8100/TCP
    State:          ${state}
    Ready:          ${ready ? 'True' : 'False'}
    Restart Count:  ${restarts}
Conditions:
  Type    Status
  Ready   ${ready ? 'True' : 'False'}
Volumes:
${volumes || '  token:\n    Type:  Projected'}
QoS Class:        Burstable
Node-Selectors:   ${selectors}
Events:
  Type     Reason     Age   From               Message
  ----     ------     ----  ----               -------
${events.map((event) => `  ${event}`).join('\n')}
`
}

export interface WorkloadText {
  name: string
  desired?: number
  available?: number
  total?: number
  account?: string
  port?: number
  liveness?: string
  readiness?: string
  env?: Record<string, string>
  envFrom?: string
  annotations?: string
  image?: string
}

export function describedDeployment({
  name,
  desired = 1,
  available = desired,
  total = desired,
  account = name,
  port = 8100,
  liveness = `grpc <pod>:${port}  delay=5s timeout=1s period=10s #success=1 #failure=3`,
  readiness = `grpc <pod>:${port}  delay=5s timeout=1s period=10s #success=1 #failure=3`,
  env = {},
  envFrom,
  annotations,
  image = 'registry.example/app:1',
}: WorkloadText): string {
  const variables = Object.entries(env).map(([key, value]) => `      ${key}:  ${value}`)
  return `Name:                   ${name}
Namespace:              till
Labels:                 app=${name}
Annotations:            deployment.kubernetes.io/revision: 1
Selector:               app=${name}
Replicas:               ${desired} desired | ${total} updated | ${total} total | ${available} available | ${desired - available} unavailable
StrategyType:           RollingUpdate
Pod Template:
  Labels:           app=${name}
${annotations ? `  Annotations:      ${annotations}\n` : ''}  Service Account:  ${account}
  Containers:
   main:
    Image:      ${image}
    Port:       ${port}/TCP
    Liveness:   ${liveness}
    Readiness:  ${readiness}
${envFrom ? `    Environment Variables from:\n      ${envFrom}  Secret  Optional: false\n` : ''}    Environment:
${variables.join('\n')}
    Mounts:  <none>
  Volumes:         <none>
  Node-Selectors:  <none>
Conditions:
  Type           Status  Reason
Events:          <none>
`
}

export function describedService(
  name: string,
  change: { selector?: string; port?: string; target?: string; endpoints?: string } = {},
): string {
  return `Name:                     ${name}
Namespace:                till
Labels:                   app=${name}
Selector:                 ${change.selector ?? `app=${name}`}
Type:                     ClusterIP
Port:                     grpc  ${change.port ?? '8100/TCP'}
TargetPort:               ${change.target ?? '8100/TCP'}
Endpoints:                ${change.endpoints ?? '10.2.0.7:8100'}
Session Affinity:         None
Events:                   <none>
`
}

const NAMES = ['basket', 'ledger', 'parcel']

/** The outputs of the healthy shop, with the given ones in place of or beside its own. */
export function shop(
  change: { pods?: PodText[]; workloads?: WorkloadText[]; services?: string[]; more?: Record<string, string> } = {},
) {
  const workloads = new Map(NAMES.map((name): [string, WorkloadText] => [name, { name }]))
  for (const one of change.workloads ?? []) workloads.set(one.name, one)
  const pods = new Map(NAMES.map((name): [string, PodText] => [name, { name: `${name}-5d9c7-x2b4q` }]))
  for (const one of change.pods ?? []) pods.set(one.name.split('-')[0] ?? '', one)
  const services = new Map(NAMES.map((name) => [name, describedService(name)]))
  for (const text of change.services ?? []) services.set(/Name:\s+(\S+)/.exec(text)?.[1] ?? '', text)
  const files = {
    'pods.txt': [...pods.values()].map(describedPod).join('\n\n'),
    'deployments.txt': [...workloads.values()].map(describedDeployment).join('\n\n'),
    'services.txt': [...services.values()].join('\n\n'),
    ...change.more,
  }
  return Object.entries(files).map(([file, text]) => ({ source: `kubernetes/${file}`, text }))
}

export function analyse(
  documents: { source: string; text: string }[],
  more: { alerts?: Alert[]; edges?: CallEdge[]; logs?: LogRecord[] } = {},
) {
  const incident = { id: 'x', title: 'x', services: [], candidates: [], namespace: 'till' }
  const edges = more.edges ?? []
  return analyseKubernetes(
    { documents, logs: more.logs ?? [], alerts: more.alerts ?? [], edges },
    { incident, windows: WINDOWS, edges },
  )
}

/** The surest finding as `component: cause`, or nothing where none is at least even. */
export function answer(findings: readonly Finding[]): string | undefined {
  const best = findings.toSorted((a, b) => b.strength - a.strength)[0]
  return best && best.strength >= 0.5 ? `${best.component}: ${best.cause}` : undefined
}
