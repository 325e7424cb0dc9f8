import type { Citation } from '../../../core/evidence.ts'
import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Cited, ClusterEvent, Pod } from '../cluster.ts'
import { containersOf, isUnwell, type Rule, type Verdict } from './rule.ts'

const PULL = /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable)$/
const PULL_REASONS: readonly [RegExp, Fault, number, string][] = [
  [
    /no such host|server misbehaving|temporary failure in name resolution/i,
    'image-registry-dns-failure',
    0.95,
    'the name of the registry does not resolve',
  ],
  [
    /unauthorized|authentication required|\b40[13]\b|forbidden|denied|FailedToRetrieveImagePullSecret|pull access|anonymous token/i,
    'image-pull-secret-missing',
    0.93,
    'the registry refuses access',
  ],
  [
    /not found|manifest unknown|does not exist|repository name|invalid reference/i,
    'image-not-found',
    0.95,
    'the registry has no such image',
  ],
]

/** Containers that wait for an image, by what the registry answered. */
export const imagePulls: Rule = ({ cluster }) =>
  cluster.pods.flatMap((pod) => {
    const waiting = containersOf(pod).find(({ reason }) => PULL.test(reason?.value ?? ''))
    if (!waiting && !PULL.test(pod.status)) return []
    const told = [...answersOf(pod), ...(waiting?.message ? [waiting.message] : [])]
    const image = waiting?.image?.value ?? 'its image'
    for (const [form, cause, probability, words] of PULL_REASONS) {
      const answer = told.find(({ value }) => form.test(value))
      if (answer)
        return [verdict(pod, cause, probability, `${pod.name} cannot pull ${image}: ${words}.`, [answer.at, pod.at])]
    }
    return [verdict(pod, 'image-not-found', 0.6, `${pod.name} cannot pull ${image}.`, [waiting?.reason?.at ?? pod.at])]
  })

function verdict(pod: Pod, cause: Fault, probability: number, summary: string, citations: Citation[]): Verdict {
  return { component: pod.workload, cause, signal: 'image-pull', probability, summary, citations }
}

/** Failures first: `Back-off pulling image` says nothing about why. */
function answersOf(pod: Pod): Cited[] {
  const about = pod.events.filter(({ isWarning, reason, message }) => isWarning && /pull/i.test(`${reason} ${message}`))
  return about
    .toSorted((a, b) => Number(isBackOff(a)) - Number(isBackOff(b)))
    .map(({ reason, message, at }) => ({ value: `${reason} ${message}`, at }))
}

function isBackOff({ reason }: ClusterEvent): boolean {
  return reason === 'BackOff'
}

const ABSENT = /\b(secret|configmap) "([^"]+)" not found|couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/i

/** Containers that cannot be configured, or volumes that cannot be mounted, because a Secret or ConfigMap is not there. */
export const absentSettings: Rule = ({ cluster }) =>
  cluster.pods.filter(isUnwell).flatMap((pod) => {
    const told: Cited[] = [
      ...containersOf(pod).flatMap(({ message }) => message ?? []),
      ...pod.events.filter(({ isWarning }) => isWarning).map(({ message, at }) => ({ value: message, at })),
    ]
    const found = told.find(({ value }) => ABSENT.test(value))
    const match = ABSENT.exec(found?.value ?? '')
    if (!found || !match) return []
    const isSecret = /secret/i.test(match[1] ?? match[4] ?? '')
    return [
      {
        component: pod.workload,
        cause: isSecret ? ('secret-missing' as const) : ('bad-config' as const),
        signal: 'container-config',
        probability: /CreateContainerConfigError|ContainerCreating|Pending/.test(pod.status) ? 0.95 : 0.6,
        summary: `${pod.name} cannot start: ${match[0]}.`,
        citations: [found.at, pod.at],
      },
    ]
  })

const OOM_TEXT = /\bOOM(?:Killed|-killed|ing)?\b|out of memory/i

/** Containers that the kernel killed for want of memory, the first process of a container included. */
export const outOfMemory: Rule = ({ cluster }) => {
  const killed = cluster.pods.flatMap((pod) => {
    const container = containersOf(pod).find(
      (one) => one.lastReason?.value === 'OOMKilled' || one.reason?.value === 'OOMKilled',
    )
    const event = isUnwell(pod)
      ? pod.events.find(
          ({ isWarning, message, reason }) => isWarning && (OOM_TEXT.test(message) || /^OOM/.test(reason)),
        )
      : undefined
    const at =
      container?.lastReason?.value === 'OOMKilled' ? container.lastReason.at : (container?.reason?.at ?? event?.at)
    if (!at) return []
    return [{ pod, at, event, container }]
  })
  return killed.map(({ pod, at, event, container }) => ({
    component: pod.workload,
    cause: 'oom-killed' as const,
    signal: 'oom',
    probability: event || isUnwell(pod) || (container?.restarts?.value ?? 0) > 1 ? 0.93 : 0.7,
    summary:
      event && !container
        ? `A container of ${pod.name} runs out of memory before it starts.`
        : `A container of ${pod.name} was killed for want of memory.`,
    citations: [at, ...(container?.restarts ? [container.restarts.at] : [])],
  }))
}
