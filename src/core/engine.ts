import type { RunEvent, RunEventBody } from './run-event.ts'

/**
 * The engine seen from inside a workflow. A workflow is replayed from its journal after a crash, so whatever is not
 * deterministic (clock, ids, files, network) belongs into a step, and between its steps a workflow waits for nothing but
 * its run. Values go through JSON, the first time too, so that a replay sees exactly what the first pass saw.
 */
export interface Run {
  readonly id: string
  /** W3C trace context of whoever elsewhere asked for the run that this one belongs to. */
  readonly traceparent?: string
  /** Aborted when the run is cancelled, out of time or halted; pass it on to whatever takes long. */
  readonly signal: AbortSignal
  /**
   * Does `fn` once and keeps its result; after a crash the kept result is returned. Rejects with what `fn` throws, also on replay.
   * What `fn` tells is kept with the result, all or nothing.
   */
  step<T>(name: string, fn: (step: Step) => Promise<T> | T): Promise<T>
  /** Runs another workflow with a journal of its own, in parallel with others. Never rejects: look at the outcome. */
  child<I, O>(workflow: Workflow<I, O>, input: I, options?: ChildOptions): Promise<ChildOutcome<O>>
  /** Waits for an answer from outside (`Engine.answer`), hours and restarts long. The time-out is counted on the clock of the wall. */
  wait<T>(name: string, options?: WaitOptions): Promise<WaitOutcome<T>>
  /** Keeps what a child has so far, as its result should it run out of time. */
  keepPartial(value: unknown): void
  /** Told once, however often the run is resumed. Only where the order is the same on replay: parallel branches tell from their steps. */
  emit(event: RunEventBody): void
  /** Milliseconds since the epoch, journalled: the same on replay. A second reading needs another name. */
  now(name?: string): Promise<number>
}

/** A step seen from inside. */
export interface Step {
  emit(event: RunEventBody): void
}

export interface Workflow<I, O> {
  /** Stable: a journal names its workflow. */
  readonly name: string
  /** Raised when the steps change in a way that a journal of before cannot be replayed. 1 where not given. */
  readonly version?: number
  run(run: Run, input: I): Promise<O>
}

export interface ChildOptions {
  /** Names the child within its parent; the name of the workflow and a number where not given. */
  key?: string
  /** Time for the work; it begins anew when the run is resumed. */
  timeoutMilliseconds?: number
}

export interface WaitOptions {
  timeoutMilliseconds?: number
}

export type WaitOutcome<T> = { status: 'answered'; value: T; at: number } | { status: 'timed-out' }

/** What became of a child: a value the caller has to look at. `partial` is what the child last kept. */
export type ChildOutcome<O> =
  | { status: 'completed'; value: O }
  | { status: 'failed'; code: string; message: string; hint: string; partial?: O }
  | { status: 'timed-out'; afterMilliseconds: number; partial?: O }
  | { status: 'cancelled'; partial?: O }

export interface StartOptions {
  /** Starting twice with one key gives one run. */
  key?: string
  timeoutMilliseconds?: number
  /** What the run is about, for people. */
  title?: string
  /** W3C trace context of whoever elsewhere asks for it: what is traced of the run belongs below that. */
  traceparent?: string
  /** With a queue, the run waits until a worker of that queue has room (`Engine.work`); without, it begins here and now. */
  queue?: string
  /** Lower goes first; 0 where not given. */
  priority?: number
}

export interface RunHandle<O> {
  readonly id: string
  /** Waits for the end, wherever the run is done. Rejects with a fault when it failed, timed out, was cancelled or halted. */
  result(): Promise<O>
  cancel(): Promise<void>
}

/** How many runs of a queue may run at once, and begin in a period, over all processes. */
export interface QueueLimits {
  concurrency?: number
  rate?: { limit: number; periodMilliseconds: number }
}

/** Makes runs happen. What it promises of durability depends on where its journal lies. */
export interface Engine {
  /** Makes a workflow known by its name, so that its runs can be resumed. `start` does so too. */
  register<I, O>(...workflows: Workflow<I, O>[]): void
  start<I, O>(workflow: Workflow<I, O>, input: I, options?: StartOptions): Promise<RunHandle<O>>
  /**
   * Goes on with a run that its process left, or that failed or was halted; failed steps are tried again. Rejects with a
   * fault: `not-found`, `conflict` where another process has it, `journal-mismatch` where the code no longer fits.
   */
  resume(id: string): Promise<RunHandle<unknown>>
  /** Resumes every run whose process is gone, and gives their ids. */
  recover(): Promise<string[]>
  /** Asks a run to end, in whatever process it lives. False where it has ended already. */
  cancel(id: string): Promise<boolean>
  /** Answers a wait. The first answer counts; false where there was one, the time is over, or nobody has asked. */
  answer(run: string, wait: string, value: unknown): Promise<boolean>
  /** Takes runs from queues, and runs that were left, until `stop`. */
  work(queues: Readonly<Record<string, QueueLimits>>): { stop(): Promise<void> }
  get(id: string): Promise<RunRecord | undefined>
  /** Newest first. */
  list(filter?: RunFilter): Promise<RunRecord[]>
  steps(run: string): Promise<StepRecord[]>
  /** The events of a run and its children in the order they happened, after the one with number `after`. */
  events(run: string, after?: number): Promise<StoredEvent[]>
  /** Calls `listener` for every event that happens in this process; returns how to stop. */
  subscribe(listener: (event: RunEvent) => void): () => void
  /** Deletes ended runs, with all that belongs to them. Gives how many. */
  prune(olderThan: number): Promise<number>
  /** Lets go of its runs, which others may then resume, and of its journal. */
  close(): Promise<void>
}

export const RUN_STATUSES = [
  'queued',
  'running',
  /** Waits for an answer. */
  'waiting',
  /** Stopped by the kill switch; goes on when resumed after it. */
  'halted',
  'completed',
  'failed',
  'timed-out',
  'cancelled',
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export interface RunRecord {
  id: string
  workflow: string
  version: number
  title?: string
  parent?: string
  status: RunStatus
  queue?: string
  priority: number
  /** Milliseconds since the epoch. */
  createdAt: number
  startedAt?: number
  endedAt?: number
  /** Whether some process is at work on it, as far as can be told. */
  attended: boolean
  /** Lists leave out what a run was given and what it gave. */
  input?: unknown
  result?: unknown
  fault?: { code: string; message: string; hint: string }
}

export interface RunFilter {
  /** Children too; without, only runs that were started. */
  children?: boolean
  parent?: string
  status?: RunStatus
  workflow?: string
  /**
   * Words, each of which has to stand in the title, the workflow, the status, or the headline, component or cause of an analysis made in the run, or
   * begin its id. Small and large letters are the same, as far as the database knows them.
   */
  text?: string
  /** Only runs that were created then or later, milliseconds since the epoch. */
  from?: number
  /** Only runs that were created then or earlier. */
  to?: number
  /** Only what comes after this run in the list; it need not be there any more. */
  before?: { createdAt: number; id: string }
  limit?: number
}

export interface StepRecord {
  run: string
  name: string
  outcome: 'completed' | 'failed'
  at: number
  milliseconds: number
  value: unknown
}

/** `number` ascends over all runs of a store: what a reader was last told, it gives back to go on from there. */
export interface StoredEvent {
  number: number
  event: RunEvent
}
