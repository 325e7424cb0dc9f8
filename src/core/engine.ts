import type { RunEvent, RunEventBody } from './run-event.ts'

/** A value that survives being written to a journal and read back. */
export type Journaled =
  | null
  | boolean
  | number
  | string
  | readonly Journaled[]
  | { readonly [key: string]: Journaled | undefined }

/**
 * The engine seen from inside a workflow. A workflow is replayed from its journal after a crash, so whatever is not
 * deterministic (clock, ids, files, network) belongs into a step.
 */
export interface Run {
  readonly id: string
  /** Aborted when the run is cancelled or out of time; pass it on to whatever takes long. */
  readonly signal: AbortSignal
  /** Does `fn` once and keeps its result; after a crash the kept result is returned. Rejects with what `fn` throws. */
  step<T>(name: string, fn: () => Promise<T> | T): Promise<T>
  /** Runs another workflow with a journal of its own, in parallel with others. Never rejects: look at the outcome. */
  child<I, O>(workflow: Workflow<I, O>, input: I, options?: ChildOptions): Promise<ChildOutcome<O>>
  /** Keeps what a child has so far, as its result should it run out of time. */
  keepPartial(value: unknown): void
  emit(event: RunEventBody): void
  /** Milliseconds since the epoch, journalled: the same on replay. */
  now(): Promise<number>
}

export interface Workflow<I, O> {
  /** Stable: a journal names its workflow. */
  readonly name: string
  run(run: Run, input: I): Promise<O>
}

export interface ChildOptions {
  key?: string
  timeoutMilliseconds?: number
}

/** What became of a child: a value the caller has to look at. `partial` is what the child last kept. */
export type ChildOutcome<O> =
  | { status: 'completed'; value: O }
  | { status: 'failed'; message: string; partial?: O }
  | { status: 'timed-out'; afterMilliseconds: number; partial?: O }
  | { status: 'cancelled'; partial?: O }

export interface StartOptions {
  /** Starting twice with one key gives one run. */
  key?: string
  timeoutMilliseconds?: number
}

export interface RunHandle<O> {
  readonly id: string
  /** Rejects with a fault when the run failed, timed out or was cancelled. */
  result(): Promise<O>
  cancel(): void
}

export interface Engine {
  start<I, O>(workflow: Workflow<I, O>, input: I, options?: StartOptions): RunHandle<O>
  /** Calls `listener` for every event of every run; returns how to stop. */
  subscribe(listener: (event: RunEvent) => void): () => void
  list(): RunRecord[]
}

export interface RunRecord {
  id: string
  workflow: string
  parent?: string
  status: 'running' | 'completed' | 'failed' | 'timed-out' | 'cancelled'
  startedAt: number
  endedAt?: number
}
