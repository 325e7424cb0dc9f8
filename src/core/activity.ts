import type { FoundAgent } from './agent.ts'

/** What agents did and what it cost, summed over the kept events. Times are milliseconds, points in time since the epoch. */

/** Of calls of models. */
export interface Usage {
  calls: number
  inputTokens: number
  outputTokens: number
  /** Of the calls whose model has a listed price. */
  dollars: number
  /** Calls whose model has none, so that the dollars are too few. */
  unpriced: number
}

/** Each list with the dearest first, but the days, which are in their order. */
export interface Spend {
  total: Usage
  /** `day` is its beginning in UTC. */
  days: (Usage & { day: number })[]
  agents: (Usage & { agent: string })[]
  models: (Usage & { model: string })[]
  /** The dearest few of the runs that were started; a child's calls are its parent's. */
  runs: (Usage & { run: string; title?: string })[]
}

/** What a specialist was sent to do, in a run that has not ended. */
export interface TaskUnderWay {
  /** The run that was started, not the child. */
  run: string
  task: string
  since: number
}

export interface AgentActivity {
  agent: string
  /** Tasks that came to an end of their own, also with nothing found. */
  done: number
  /** Tasks that failed, ran out of time, or never came to an end. */
  failed: number
  /** Of the tasks that told how long they took; null where none did. */
  meanMilliseconds: number | null
  p95Milliseconds: number | null
  /** Calls of models that gave no answer. */
  failedCalls: number
  models: (Usage & { model: string })[]
  now: TaskUnderWay[]
  /** Ever, not only since then. */
  lastSeenAt: number
}

export interface Activity {
  spend(since: number): Promise<Spend>
  /** All that were ever seen, by name; their figures are of what was told since then. */
  agents(since: number): Promise<AgentActivity[]>
}

export const HEALTH_WORDS = ['well', 'failing', 'silent', 'never used'] as const
export type HealthWord = (typeof HEALTH_WORDS)[number]

export type AgentHealth = Omit<AgentActivity, 'lastSeenAt'> & {
  health: HealthWord
  lastSeenAt?: number
  /** Of its definition; absent where it is defined here no longer. */
  definition?: Pick<FoundAgent, 'description' | 'origin' | 'model' | 'task' | 'tools'>
}
