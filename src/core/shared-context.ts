import type { Analysis } from './analysis.ts'
import type { Finding } from './finding.ts'

/** What runs share through the store, so that a later run can read what an earlier one found. Times are milliseconds since the epoch. */

export interface KeptFinding {
  run: string
  at: number
  finding: Finding
}

export interface Findings {
  /** Again for the same run and agent changes nothing. */
  record(run: string, agent: string, at: number, findings: readonly Finding[]): Promise<void>
  /** Newest first; with a text, those whose component, cause or agent has all of its words. */
  list(filter?: {
    since?: number
    component?: string
    run?: string
    text?: string
    limit?: number
  }): Promise<KeptFinding[]>
}

export interface AgentTask {
  id: string
  kind: string
  /** Lower goes first. */
  priority: number
  body: unknown
}

export interface ClaimedTask extends AgentTask {
  /** From 1: how often it has been taken. */
  attempt: number
}

/** Work for agents in any process. A task is with one agent at a time, for as long as its lease; then another may take it. */
export interface AgentTasks {
  /** False where a task of that id is there already. */
  add(task: AgentTask): Promise<boolean>
  claim(kind: string, agent: string, leaseMilliseconds: number): Promise<ClaimedTask | undefined>
  /** False where the lease was lost to another. */
  complete(id: string, agent: string, result: unknown): Promise<boolean>
  /** Gives it back, for anybody to try again. */
  giveBack(id: string, agent: string): Promise<boolean>
  result(id: string): Promise<{ done: boolean; result?: unknown }>
}

export interface OutboxMessage {
  /** Names the delivery: the same message is put, and delivered, once. */
  id: string
  channel: string
  body: unknown
  /** What it is about: of one topic and channel, the later one waits for the earlier one. */
  topic?: string
}

/** Deliveries to outside systems, kept until they have arrived. */
export interface Outbox {
  put(message: OutboxMessage): Promise<boolean>
  /** Takes messages that are due; each is nobody else's until the lease is over. */
  take(limit: number, leaseMilliseconds: number): Promise<(OutboxMessage & { attempt: number; progress?: unknown })[]>
  delivered(id: string): Promise<void>
  /** Keeps how far a delivery came; `take` gives it back. */
  progressed(id: string, progress: unknown): Promise<void>
  /** To be tried again after a pause that doubles, up to an hour; after three days it is given up, and kept. Resolves to whether it was given up now. */
  failed(id: string, why: string): Promise<boolean>
  /** Gives it up at once, and keeps why: what waits behind it goes on. */
  refused(id: string, why: string): Promise<void>
  /** Deletes what was delivered or given up, and put before that. Gives how many. */
  prune(olderThan: number): Promise<number>
  count(): Promise<{ waiting: number; delivered: number; undeliverable: number }>
}

export interface KeptAnalysis {
  run: string
  at: number
  analysis: Analysis
}

export interface Analyses {
  /** Again for the same run changes nothing. */
  save(run: string, at: number, analysis: Analysis): Promise<void>
  get(run: string): Promise<KeptAnalysis | undefined>
  /** Newest first. */
  list(filter?: {
    since?: number
    incident?: string
    component?: string
    cause?: string
    limit?: number
  }): Promise<KeptAnalysis[]>
}

export interface FeedbackEntry {
  run: string
  by: string
  verdict: 'right' | 'wrong'
  /** What it was, where the verdict was wrong. */
  component?: string
  cause?: string
  note?: string
}

export interface Feedback {
  add(entry: FeedbackEntry): Promise<void>
  list(run?: string): Promise<(FeedbackEntry & { at: number })[]>
}
