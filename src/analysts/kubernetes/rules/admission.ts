import type { Citation } from '../../../core/evidence.ts'
import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cluster, ClusterEvent, Workload } from '../cluster.ts'
import { isShort, type Rule, type Verdict } from './rule.ts'

/** Refusals of the API server to make the pods of a workload that still lacks them. */
export const refusedPods: Rule = (input) =>
  input.cluster.workloads
    .filter((workload) => isShort(workload) && lacksPods(workload))
    .flatMap((workload) => {
      const refusals = input.cluster.events.filter(
        (event) => event.reason === 'FailedCreate' && isAbout(event, workload),
      )
      return [
        ...accountVerdicts(workload, refusals, input.cluster),
        ...quotaVerdicts(workload, refusals, input.namespace),
      ]
    })

function lacksPods({ created = 0, desired = 0 }: Workload): boolean {
  return created < desired
}

function isAbout({ object, message }: ClusterEvent, { name }: Workload): boolean {
  return object?.split('/')[1]?.startsWith(`${name}-`) === true || message.includes(`pods "${name}-`)
}

const NO_ACCOUNT = /serviceaccount "([^"]+)" not found/

function accountVerdicts(
  workload: Workload,
  refusals: readonly ClusterEvent[],
  { serviceAccounts }: Cluster,
): Verdict[] {
  const refusal = refusals.find(({ message }) => NO_ACCOUNT.test(message))
  const wanted = workload.serviceAccount?.value ?? NO_ACCOUNT.exec(refusal?.message ?? '')?.[1]
  const isAbsent = serviceAccounts ? wanted !== undefined && !serviceAccounts.has(wanted) : refusal !== undefined
  if (!isAbsent || (!refusal && !serviceAccounts)) return []
  return [
    {
      component: workload.name,
      cause: 'missing-service-account',
      signal: 'admission',
      probability: refusal ? 0.96 : 0.85,
      summary: `No pod of ${workload.name} can be made: its service account ${wanted} does not exist.`,
      citations: [
        ...(refusal ? [refusal.at] : []),
        ...(workload.serviceAccount ? [workload.serviceAccount.at] : []),
        workload.at,
      ],
    },
  ]
}

const EXCEEDED =
  /exceeded quota: [^,]+, requested: ([\w./-]+)=([^,]+).*?limited: (.*)$|exceeded quota: [^,]+, requested: ([\w./-]+)=/

function quotaVerdicts(
  workload: Workload,
  refusals: readonly ClusterEvent[],
  namespace: string | undefined,
): Verdict[] {
  const refusal = refusals.find(({ message }) => EXCEEDED.test(message))
  const match = EXCEEDED.exec(refusal?.message ?? '')
  const resource = match?.[1] ?? match?.[4]
  const cause = resource && quotaCause(resource)
  const component = workload.namespace ?? namespace
  if (!refusal || !cause || !component) return []
  return [
    {
      component,
      cause,
      signal: 'quota',
      probability: 0.95,
      summary: `The quota for ${resource} of namespace ${component} is used up: ${workload.name} gets no pods.`,
      citations: [refusal.at, workload.at],
    },
  ]
}

function quotaCause(resource: string): Fault | undefined {
  if (/(?:^|\.)cpu$/.test(resource)) return 'quota-cpu'
  if (/(?:^|\.)memory$/.test(resource)) return 'quota-memory'
  if (/^(?:count\/)?pods$/.test(resource)) return 'quota-pods'
  if (/^(?:count\/)?services/.test(resource)) return 'quota-services'
  if (/storage|persistentvolumeclaims/.test(resource)) return 'quota-storage'
  return undefined
}

/** Quotas that are used up, or too small for what is declared, where something declared is missing. No event tells of these. */
export const usedUpQuotas: Rule = ({ cluster, namespace }) =>
  cluster.quotas.flatMap((quota) => {
    const cause = quotaCause(quota.resource)
    const component = quota.namespace || namespace
    if (!cause || !component) return []
    const absent = absentFor(cause, cluster)
    const isFull = quota.used >= quota.hard
    const isTooSmall = cause === 'quota-storage' && absent.requests > quota.hard - quota.used
    if (!isFull && !isTooSmall) return []
    return [
      {
        component,
        cause,
        signal: 'quota',
        probability: absent.names.length > 0 ? 0.93 : isFull ? 0.6 : 0.3,
        summary: `Quota ${quota.resource} of namespace ${component}: ${quota.used} of ${quota.hard} used${absent.names.length > 0 ? `, and ${absent.names.join(', ')} is declared but not there` : ''}.`,
        citations: [quota.at, ...absent.citations].slice(0, 4),
      },
    ]
  })

function absentFor(cause: Fault, cluster: Cluster): { names: string[]; requests: number; citations: Citation[] } {
  const there = new Set((cause === 'quota-services' ? cluster.services : cluster.claims).map(({ name }) => name))
  if (cause === 'quota-services') {
    const absent = cluster.declaredServices.filter(({ name }) => there.size > 0 && !there.has(name))
    return { names: absent.map(({ name }) => `service ${name}`), requests: 0, citations: absent.map(({ at }) => at) }
  }
  if (cause === 'quota-storage') {
    const absent = cluster.declaredClaims.filter(({ name }) => !there.has(name))
    return {
      names: absent.map(({ name }) => `volume claim ${name}`),
      requests: absent.reduce((sum, { request = 0 }) => sum + request, 0),
      citations: absent.map(({ at }) => at),
    }
  }
  return { names: [], requests: 0, citations: [] }
}
