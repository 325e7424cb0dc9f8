import type { RunFilter, RunRecord, StepRecord, StoredEvent } from '../../core/engine.ts'
import type { FaultRecord } from '../../core/fault.ts'
import type { RunEvent } from '../../core/run-event.ts'

/** How a run ended. */
export type Ending =
  | { status: 'completed'; result: unknown }
  | { status: 'failed'; fault: FaultRecord; partial?: unknown }
  | { status: 'timed-out'; afterMilliseconds: number; partial?: unknown }
  | { status: 'cancelled'; partial?: unknown }

export interface RunEntry {
  id: string
  root: string
  parent?: string
  workflow: string
  version: number
  input: unknown
  timeoutMilliseconds?: number
  traceparent?: string
  /** Absent while it has not ended. */
  ending?: Ending
}

export interface NewRun {
  id: string
  root: string
  parent?: string
  startKey?: string
  workflow: string
  version: number
  title?: string
  input: unknown
  timeoutMilliseconds?: number
  traceparent?: string
  queue?: string
  priority: number
  /** The process that begins it at once; absent where it waits in a queue. */
  owner?: string
  at: number
}

export type StepEntry = { outcome: 'completed'; value: unknown } | { outcome: 'failed'; fault: FaultRecord }

export interface WaitEntry {
  status: 'open' | 'answered' | 'timed-out'
  value?: unknown
  deadline?: number
  /** When it was opened, answered, or found to be over. */
  at: number
}

/** What one run has done so far. */
export interface Recorded {
  steps: Map<string, StepEntry>
  waits: Map<string, WaitEntry>
  children: Map<string, RunEntry>
  /** How many events the workflow itself has told. */
  told: number
}

/** Whether the owner may begin something new in a run. */
export type Standing = { may: 'go' | 'lost' | 'cancelled' } | { may: 'halted'; reason: string }

/** What a process learns when it asks what has changed for its runs. */
export interface News {
  cancelled: string[]
  halted?: string
  answers: { run: string; wait: string; value: unknown; at: number }[]
}

/** The truth about runs. Whatever changes a run is refused (false) to a process that no longer owns it. */
export interface Journal {
  create(run: NewRun): Promise<{ id: string; created: boolean }>
  entry(id: string): Promise<RunEntry | undefined>
  recorded(run: string): Promise<Recorded>
  standing(root: string, owner: string): Promise<Standing>
  /** With all that it told; the last event is that of the step itself. */
  keepStep(owner: string, run: string, step: KeptStep, events: readonly RunEvent[]): Promise<boolean>
  openWait(owner: string, run: string, wait: string, deadline: number | undefined, at: number): Promise<boolean>
  /** False where the answer was first. */
  endWait(run: string, wait: string, at: number): Promise<boolean>
  answer(run: string, wait: string, value: unknown, at: number): Promise<boolean>
  end(owner: string, run: string, ending: Ending, event: RunEvent): Promise<boolean>
  /** `told` where the workflow told it, counted from 1 within its run. */
  tell(event: RunEvent, told?: number): Promise<void>
  requestCancel(id: string, at: number): Promise<'asked' | 'ended' | 'unowned'>
  /** Cancels a whole tree that no process is at work on. */
  endUnattended(root: string, at: number): Promise<boolean>
  /** Takes a run that nobody has: true where it is now the owner's. */
  claim(root: string, owner: string, now: number): Promise<boolean>
  /** Opens a failed tree again: what failed is forgotten. */
  reopen(root: string, owner: string, now: number): Promise<boolean>
  /** The next run of a queue that has room, now the owner's. */
  claimQueued(
    queue: string,
    limits: { concurrency: number; rate: number; since: number },
    owner: string,
    now: number,
  ): Promise<string | undefined>
  release(root: string, owner: string, halted: boolean): Promise<void>
  /** Runs begun and not ended whose process is gone; those of the asker are among them. */
  abandoned(owner: string, now: number): Promise<string[]>
  beat(owner: string, now: number): Promise<void>
  leave(owner: string, now: number): Promise<void>
  /** Why nothing may begin, while the kill switch is on. */
  halted(): Promise<string | undefined>
  news(owner: string): Promise<News>
  get(id: string, now: number): Promise<RunRecord | undefined>
  list(filter: RunFilter, now: number): Promise<RunRecord[]>
  steps(run: string): Promise<StepRecord[]>
  events(run: string, after: number): Promise<StoredEvent[]>
  prune(olderThan: number): Promise<number>
  close(): Promise<void>
}

export type KeptStep = StepEntry & { name: string; at: number; milliseconds: number }
