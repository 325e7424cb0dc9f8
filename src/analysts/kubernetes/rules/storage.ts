import type { Fault } from '../../../core/fault-taxonomy.ts'
import type { Claim, Cluster, Volume } from '../cluster.ts'
import { citeRecord, containersOf, isUnwell, type Rule } from './rule.ts'

/** Claims that stay unbound, by comparing what is asked with what is there. The component is the workload that mounts it. */
export const unboundClaims: Rule = ({ cluster, namespace }) =>
  cluster.claims
    .filter(({ status }) => /^(?:Pending|Lost)$/.test(status))
    .flatMap((claim) => {
      const [cause, why, probability] = reasonOf(claim, cluster)
      const component = mountedBy(claim.name, cluster) ?? namespace
      if (!component) return []
      const told = claim.events.at(-1)
      return [
        {
          component,
          cause,
          signal: 'storage',
          probability,
          summary: `Volume claim ${claim.name} stays ${claim.status.toLowerCase()}: ${why}.`,
          citations: [claim.at, ...(told ? [told.at] : []), ...cluster.volumes.slice(0, 2).map(({ at }) => at)],
        },
      ]
    })

function mountedBy(claim: string, { pods, workloads }: Cluster): string | undefined {
  const holder = (one: { volumes: readonly { claim: string | undefined }[] }) =>
    one.volumes.some((volume) => volume.claim === claim)
  return pods.find(holder)?.workload ?? workloads.find(holder)?.name
}

type Reason = [Fault, string, number]

function reasonOf(claim: Claim, { volumes, storageClasses }: Cluster): Reason {
  const wanted = claim.storageClass
  const isClassAbsent = claim.events.some(({ message }) => /storageclass\S* "[^"]*" not found/i.test(message))
  if (isClassAbsent || (wanted && storageClasses && !storageClasses.has(wanted)))
    return ['pvc-storage-class-mismatch', `there is no storage class ${wanted}`, 0.95]
  const free = volumes.filter((volume) => volume.status === 'Available')
  const taken = volumes.filter((volume) => volume.status === 'Bound')
  const misfit = MISFITS.flatMap(([cause, doesNotFit, words]): Reason[] =>
    free.length > 0 && free.every((volume) => doesNotFit(claim, volume)) ? [[cause, words, 0.93]] : [],
  )
  if (misfit[0]) return misfit[0]
  if (free.length === 0 && taken.some((volume) => volume.claim && !volume.claim.endsWith(`/${claim.name}`)))
    return [
      'pv-already-bound',
      `another claim holds the volume (${taken.map((volume) => volume.claim).join(', ')})`,
      0.93,
    ]
  return ['pvc-capacity-mismatch', 'no volume fits it', 0.35]
}

const MISFITS: readonly [Fault, (claim: Claim, volume: Volume) => boolean, string][] = [
  [
    'pvc-selector-mismatch',
    ({ selector }, { labels }) => Object.entries(selector).some(([key, value]) => labels[key] !== value),
    'its selector matches the labels of no free volume',
  ],
  [
    'pvc-storage-class-mismatch',
    (claim, volume) => (claim.storageClass ?? '') !== (volume.storageClass ?? ''),
    'no free volume is of its storage class',
  ],
  [
    'pvc-capacity-mismatch',
    ({ request = 0 }, { capacity = Infinity }) => request > capacity,
    'it asks for more than a free volume holds',
  ],
  [
    'pvc-access-mode-mismatch',
    ({ accessModes }, volume) => accessModes.some((mode) => !volume.accessModes.includes(mode)),
    'no free volume offers all of its access modes',
  ],
]

const DENIED = /permission denied|read-only file system|operation not permitted/i

/** Containers that crash on a path of the host that they may not write, or without any other reason than such a mount. */
export const deniedMounts: Rule = ({ cluster, logs }) =>
  cluster.pods.filter(isUnwell).flatMap((pod) => {
    const mount = pod.volumes.find(({ hostPath }) => hostPath)?.hostPath
    const crashed = containersOf(pod).find(
      (one) => one.reason?.value === 'CrashLoopBackOff' || /Error|StartError/.test(one.lastReason?.value ?? ''),
    )
    const told = pod.events.find(
      ({ isWarning, message }) => isWarning && DENIED.test(message) && /mount|volume|\//.test(message),
    )
    const line = logs.find((record) => record.service === pod.workload && DENIED.test(record.message))
    if (!told && !line && !(mount && crashed)) return []
    return [
      {
        component: pod.workload,
        cause: 'volume-permission-denied' as const,
        signal: 'storage',
        probability: told || line ? 0.9 : 0.55,
        summary:
          told || line
            ? `${pod.name} may not use a mounted path.`
            : `${pod.name} crashes and mounts ${mount?.value} of the host: look whether its user may write there.`,
        citations: [
          ...(told ? [told.at] : []),
          ...(line ? [citeRecord(line)] : []),
          ...(mount ? [mount.at] : []),
          pod.at,
        ],
      },
    ]
  })
