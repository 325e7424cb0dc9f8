import { z } from 'zod'

/** What the executor reads of a Deployment (apps/v1); the rest is passed by. */
export const deploymentSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string().default(''),
    resourceVersion: z.string(),
    generation: z.number().default(0),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({
    replicas: z.number().default(1),
    paused: z.boolean().optional(),
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()).default({}) }),
    template: z.looseObject({}),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
    })
    .optional(),
})
export type Deployment = z.infer<typeof deploymentSchema>

export const replicaSetsSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({
        name: z.string(),
        creationTimestamp: z.string().optional(),
        annotations: z.record(z.string(), z.string()).optional(),
        ownerReferences: z.array(z.looseObject({ uid: z.string() })).optional(),
      }),
      spec: z.looseObject({ template: z.looseObject({}) }),
    }),
  ),
})

export interface Revision {
  revision: number
  /** When this version first came, milliseconds since the epoch; 0 where that is not known. */
  createdAt: number
  /** The pod template, without the hash that the deployment controller adds. */
  template: Record<string, unknown>
}

/** The annotation in which the deployment controller keeps the number of a rollout. */
const REVISION = 'deployment.kubernetes.io/revision'

export function revisionOf({ metadata }: Pick<Deployment, 'metadata'>): number {
  return Number(metadata.annotations?.[REVISION] ?? 0)
}

/** The revisions that the replica sets of a deployment keep, newest first. */
export function revisionsOf(owner: Deployment, { items }: z.infer<typeof replicaSetsSchema>): Revision[] {
  return items
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid))
    .map(({ metadata, spec }) => ({
      revision: Number(metadata.annotations?.[REVISION] ?? 0),
      createdAt: Date.parse(metadata.creationTimestamp ?? '') || 0,
      template: withoutHash(spec.template),
    }))
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => b.revision - a.revision)
}

/**
 * What ran before the present revision. A roll-back gives an old version a new number, and the number before it is then that of the version that was
 * rolled back from: what came later than the present version is passed over, since to go there is to go forward.
 */
export function revisionBefore(revisions: readonly Revision[], now: number): Revision | undefined {
  const createdAt = revisions.find(({ revision }) => revision === now)?.createdAt ?? 0
  return revisions.find((one) => one.revision < now && one.createdAt <= createdAt)
}

function withoutHash(template: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(template) as { metadata?: { labels?: Record<string, string> } }
  delete copy.metadata?.labels?.['pod-template-hash']
  return copy as Record<string, unknown>
}

const podSchema = z.looseObject({
  spec: z.looseObject({ containers: z.array(z.looseObject({ image: z.string().default('') })).default([]) }),
})

/** The images of a pod template, as a person knows a version. */
export function imagesOf(template: unknown): string {
  const pod = podSchema.safeParse(template)
  return pod.success ? pod.data.spec.containers.map(({ image }) => image).join(', ') : ''
}
