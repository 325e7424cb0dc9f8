import { lifeAt } from './container-lives.ts'
import type { Pod } from './pods.ts'
import { age, ENDS } from './story.ts'

/** What kubectl says of a pod when the outputs are taken. */
export interface PodStatus {
  ready: boolean
  status: 'Running' | 'CrashLoopBackOff'
  restarts: number
  /** When the last container was killed; undefined for a pod that never was. */
  lastKilledAt?: number
  lastStartedAt?: number
  runningSince?: number
}

export function podStatus(pod: Pod): PodStatus {
  if (!pod.lives) return { ready: true, status: 'Running', restarts: 0, runningSince: pod.createdAt + 4 }
  const life = lifeAt(pod.lives, ENDS)
  const begun = pod.lives.filter(({ startedAt }) => startedAt <= ENDS)
  const killed = begun.filter(({ killedAt }) => killedAt <= ENDS).at(-1)
  return {
    ready: life !== undefined && ENDS >= life.readyAt,
    status: life ? 'Running' : 'CrashLoopBackOff',
    restarts: begun.length - 1,
    ...(killed && { lastKilledAt: killed.killedAt, lastStartedAt: killed.startedAt }),
    ...(life && { runningSince: life.startedAt }),
  }
}

/** `6 (12s ago)`: how often, and how long since the container was last seen to restart. */
export function restartsText(pod: Pod): string {
  const { restarts, runningSince, lastKilledAt } = podStatus(pod)
  const since = runningSince ?? lastKilledAt
  return restarts === 0 || since === undefined ? '0' : `${restarts} (${age(ENDS - since)} ago)`
}
