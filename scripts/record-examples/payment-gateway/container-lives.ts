import type { SeededRandom } from './seeded-random.ts'
import { DEPLOY_AT, ENDS, HEAP_LIMIT, JOB_AT, MEMORY_LIMIT, MIB, OUTSIDE_HEAP, QUIET_MEMORY } from './story.ts'

/** One life of a container of payment-gateway v2.8.0, from its start to the kill. Seconds since the Unix epoch. */
export interface ContainerLife {
  startedAt: number
  readyAt: number
  /** When the job begins to read all transactions into memory. */
  jobAt: number
  /** When the Java heap is full; the kernel's kill follows within seconds. */
  heapFullAt: number
  killedAt: number
}

/** What the kubelet waits before it starts a container again: at once, then doubling from ten seconds. */
const BACK_OFF = [1, 10, 20, 40, 80, 160]
const SECONDS_TO_READY = 22
const SECONDS_TO_CATCH_UP = 14

/** The lives of one pod that was created at `createdAt`, up to the end of the story; the last may end after it. */
export function containerLives(createdAt: number, random: SeededRandom): ContainerLife[] {
  const lives: ContainerLife[] = []
  let startedAt = createdAt + 3
  for (let restart = 0; startedAt < ENDS; restart++) {
    const readyAt = startedAt + SECONDS_TO_READY + Math.round(random.between(-1, 3))
    const jobAt = restart === 0 ? JOB_AT : readyAt + SECONDS_TO_CATCH_UP
    const heapFullAt = jobAt + Math.round(random.between(44, 64))
    const killedAt = heapFullAt + Math.round(random.between(2, 5))
    lives.push({ startedAt, readyAt, jobAt, heapFullAt, killedAt })
    startedAt = killedAt + (BACK_OFF[restart] ?? 300)
  }
  return lives
}

export function lifeAt(lives: readonly ContainerLife[], at: number): ContainerLife | undefined {
  return lives.find((life) => life.startedAt <= at && at < life.killedAt)
}

/** How far the job has filled the heap at `at`: 0 before it runs, 1 when the heap is full. */
export function jobProgress(life: ContainerLife, at: number): number {
  return Math.min(1, Math.max(0, (at - life.jobAt) / (life.heapFullAt - life.jobAt)))
}

/** Memory of the whole container in bytes, as the kernel counts it. */
export function workingSet(life: ContainerLife, at: number): number {
  const warm = Math.min(1, (at - life.startedAt) / (life.readyAt - life.startedAt))
  const quiet = (118 + warm * (QUIET_MEMORY / MIB - 118)) * MIB
  const full = quiet + jobProgress(life, at) * (HEAP_LIMIT + OUTSIDE_HEAP - quiet)
  return Math.min(MEMORY_LIMIT - 2 * MIB, at > life.heapFullAt ? full + 6 * MIB : full)
}

export function heapUsed(life: ContainerLife, at: number): number {
  return Math.min(HEAP_LIMIT, Math.max(24 * MIB, workingSet(life, at) - OUTSIDE_HEAP))
}

/** When the three pods of the new version were created: one after the other, each once the one before was ready. */
export const CREATED_AT = [DEPLOY_AT + 1, DEPLOY_AT + 29, DEPLOY_AT + 57] as const
