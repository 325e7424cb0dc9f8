import { z } from 'zod'

const endedSchema = z.looseObject({ exitCode: z.number().default(0), finishedAt: z.string().nullish() })
const statusSchema = z.looseObject({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  state: z
    .looseObject({ running: z.unknown(), waiting: z.unknown(), terminated: endedSchema.optional() })
    .partial()
    .default({}),
  lastState: z.looseObject({ terminated: endedSchema.optional() }).default({}),
})
export type ContainerStatus = z.infer<typeof statusSchema>

/** What is read of a Pod (v1); the rest is passed by. */
export const podSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  status: z.looseObject({
    phase: z.string().default('Unknown'),
    initContainerStatuses: z.array(statusSchema).default([]),
    containerStatuses: z.array(statusSchema).default([]),
  }),
})
export type PodState = z.infer<typeof podSchema>

/** The containers that have restarted, have failed, or are not ready. */
export function unwellContainers({ status }: PodState): ContainerStatus[] {
  if (status.phase === 'Succeeded') return []
  return [...status.initContainerStatuses, ...status.containerStatuses].filter(
    ({ ready, restartCount, state }) => restartCount > 0 || (!ready && state.terminated?.exitCode !== 0),
  )
}

export function isReady({ status }: PodState): boolean {
  return (
    status.phase === 'Succeeded' || (status.phase === 'Running' && status.containerStatuses.every(({ ready }) => ready))
  )
}

export function isWell(pod: PodState): boolean {
  return isReady(pod) && unwellContainers(pod).length === 0
}

/** When a container of it last ended; milliseconds since the epoch, 0 where none has. */
export function lastTrouble(pod: PodState): number {
  const ends = unwellContainers(pod).flatMap(({ state, lastState }) =>
    [state.terminated, lastState.terminated].map((ended) => Date.parse(ended?.finishedAt ?? '')),
  )
  return Math.max(0, ...ends.filter((at) => !Number.isNaN(at)))
}
