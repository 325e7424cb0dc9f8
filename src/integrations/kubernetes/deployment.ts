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
        annotations: z.record(z.string(), z.string()).optional(),
        ownerReferences: z.array(z.looseObject({ uid: z.string() })).optional(),
      }),
      spec: z.looseObject({ template: z.looseObject({}) }),
    }),
  ),
})

export interface Revision {
  revision: number
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
      template: withoutHash(spec.template),
    }))
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => b.revision - a.revision)
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
