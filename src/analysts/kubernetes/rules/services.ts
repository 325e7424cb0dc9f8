import type { Cluster, Service, Workload } from '../cluster.ts'
import { containersOf, type Rule, type RuleInput, type Verdict } from './rule.ts'

/** Services whose selector or ports do not fit the pods behind them. */
export const misfitServices: Rule = (input) =>
  input.cluster.services
    .filter(({ type }) => type !== 'ExternalName')
    .flatMap((service) => [
      ...selectorVerdicts(service, input),
      ...portVerdicts(service, input),
      ...protocolVerdicts(service, input),
    ])

function verdict(
  service: Service,
  input: RuleInput,
  cause: Verdict['cause'],
  probability: number,
  summary: string,
  at: Verdict['citations'],
): Verdict {
  const failed = input.cluster.unreachable.filter(({ value }) => value === service.name)
  return {
    component: service.name,
    cause,
    signal: 'service',
    probability: failed.length > 0 || input.cluster.unreachable.length === 0 ? probability : probability - 0.1,
    summary,
    citations: [
      ...at,
      ...(service.endpoints?.value === 0 ? [service.endpoints.at] : []),
      ...failed.slice(0, 1).map((one) => one.at),
    ],
  }
}

function selectorVerdicts(service: Service, input: RuleInput): Verdict[] {
  const { workloads, pods } = input.cluster
  const wanted = Object.entries(service.selector)
  if (wanted.length === 0) return []
  const fits = ({ labels }: { labels: Readonly<Record<string, string>> }) =>
    wanted.every(([key, value]) => labels[key] === value)
  if (workloads.some(fits) || pods.some(fits)) return []
  const meant =
    workloads.find((one) => one.name === service.name) ??
    workloads.find(({ labels }) => wanted.some(([key, value]) => labels[key] === value))
  if (!meant || Object.keys(meant.labels).length === 0) return []
  const labels = Object.entries(meant.labels).map((pair) => pair.join('='))
  return [
    verdict(
      service,
      input,
      'service-selector-mismatch',
      0.95,
      `Service ${service.name} selects ${wanted.map((pair) => pair.join('=')).join(',')}, the pods of ${meant.name} are labelled ${labels.join(',')}.`,
      service.selectorAt ? [service.selectorAt] : [service.at],
    ),
  ]
}

/** The workload that the selector picks. */
function behind(service: Service, { workloads }: Cluster): Workload | undefined {
  const wanted = Object.entries(service.selector)
  return workloads.find(({ labels }) => wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value))
}

function portVerdicts(service: Service, input: RuleInput): Verdict[] {
  const workload = behind(service, input.cluster)
  const containers = workload ? workload.containers : []
  const listening = new Set(containers.flatMap(({ ports }) => ports))
  if (!workload || listening.size === 0) return []
  const names = new Set(containers.flatMap(({ portNames }) => Object.keys(portNames)))
  return service.ports.flatMap((port) => {
    const number = Number(port.targetPort)
    const isWrong =
      port.targetPort === ''
        ? false
        : Number.isNaN(number)
          ? service.endpoints?.value === 0 && !names.has(port.targetPort)
          : !listening.has(number)
    if (!isWrong) return []
    return [
      verdict(
        service,
        input,
        'service-port-mismatch',
        0.93,
        `Service ${service.name} sends to port ${port.targetPort}, ${workload.name} listens on ${[...listening].join(', ')}.`,
        [port.at],
      ),
    ]
  })
}

/** Services that offer UDP at a port at which the container, or whoever calls it, speaks TCP. */
function protocolVerdicts(service: Service, input: RuleInput): Verdict[] {
  const udp = service.ports.find(({ protocol }) => protocol === 'UDP')
  const isDns = service.ports.some(({ port }) => port === 53)
  const twin = service.ports.some(({ port, protocol }) => protocol === 'TCP' && port === udp?.port)
  if (!udp || isDns || twin) return []
  const isTcpBehind = behind(service, input.cluster)?.containers.some(({ probes }) =>
    Object.values(probes).some((probe) => probe?.handler !== 'exec'),
  )
  const others = input.cluster.services.filter(({ ports }) => ports.some(({ protocol }) => protocol === 'TCP')).length
  return [
    verdict(
      service,
      input,
      'service-protocol-mismatch',
      isTcpBehind ? 0.94 : others > 2 ? 0.8 : 0.4,
      `Service ${service.name} offers port ${udp.port} over UDP${isTcpBehind ? ', its pods speak TCP' : ''}.`,
      [udp.at],
    ),
  ]
}

const ADDRESS = /^(?:[a-z][a-z+.-]*:\/\/)?([a-z0-9][a-z0-9-]*)(?:\.[a-z0-9-]+)*:(\d{1,5})(?:\/.*)?$/i

/** Environment variables that name a service or port that is not there. */
export const wrongAddresses: Rule = (input) => {
  const { services, workloads } = input.cluster
  if (services.length === 0) return []
  return workloads.flatMap((workload) =>
    containersOf(workload).flatMap(({ env }) =>
      env.flatMap(({ name, value, at }): Verdict[] => {
        const [, host = '', port = ''] = ADDRESS.exec(value) ?? []
        if (host === '' || /^\d+$/.test(host) || host === 'localhost') return []
        const found = judgeAddress(host, Number(port), name, input)
        if (!found) return []
        return [
          {
            component: workload.name,
            cause: 'service-address-mismatch',
            signal: 'address',
            probability: found.probability,
            summary: `${workload.name} calls ${host}:${port} (${name}): ${found.why}.`,
            citations: [at],
          },
        ]
      }),
    ),
  )
}

function judgeAddress(
  host: string,
  port: number,
  variable: string,
  { cluster }: RuleInput,
): { probability: number; why: string } | undefined {
  const service = cluster.services.find(({ name }) => name === host)
  const peers = cluster.workloads
    .flatMap(({ containers }) => containers.flatMap(({ env }) => env))
    .filter((one) => one.name === variable && one.value !== `${host}:${port}`)
  if (service) {
    const offered = service.ports.map((one) => one.port)
    if (offered.length === 0 || offered.includes(port)) return undefined
    return { probability: 0.93, why: `the service offers port ${offered.join(', ')}` }
  }
  const similar = cluster.services.find(
    ({ name, ports }) =>
      distance(name, host) <= 2 || (ports.some((one) => one.port === port) && sharesWords(name, host)),
  )
  if (similar) return { probability: 0.93, why: `there is no such service, but ${similar.name}` }
  if (peers.some(({ value }) => cluster.services.some(({ name }) => value.startsWith(`${name}:`))))
    return { probability: 0.9, why: 'there is no such service, and others call another one' }
  const isDeclared = cluster.declaredServices.some(({ name }) => name === host)
  const samePort = cluster.services.filter(({ ports }) => ports.some((one) => one.port === port)).length
  return { probability: isDeclared ? 0.3 : samePort === 1 ? 0.6 : 0.12, why: 'there is no such service' }
}

function sharesWords(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a) || a.includes(b) || b.includes(a)
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length] ?? 0
}
