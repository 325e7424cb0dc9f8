import type { Recorded, RunEntry } from './journal.ts'

/** What ended a run before its time; the reason of its signal. */
export type EarlyEnd =
  | { status: 'timed-out'; afterMilliseconds: number }
  | { status: 'cancelled' }
  /** These leave the run as it is, to be resumed. */
  | { status: 'halted'; reason: string }
  | { status: 'detached' }
  | { status: 'lost' }
  | { status: 'mismatched'; message: string }

/** Ends that keep the run open for a later resume: nothing more of it may be written, and nobody gets an outcome. */
export function staysOpen(end: EarlyEnd): boolean {
  return end.status === 'halted' || end.status === 'detached' || end.status === 'lost' || end.status === 'mismatched'
}

/** A run, or a child, that this process is at work on. */
export interface LiveRun {
  entry: RunEntry
  /** Absent where it is the root itself. */
  above?: LiveRun
  controller: AbortController
  recorded: Recorded
  /** What the journal holds and the replay has not come to yet. */
  unvisited: Set<string>
  /** Steps, children and waits that were asked for, by name. */
  asked: Map<string, Promise<unknown>>
  /** Work of steps under way in the whole tree; kept at the root. */
  underWay: Set<Promise<unknown>>
  childrenOf: Map<string, number>
  /** The writing of what was told in the whole tree so far, in order; kept at the root. */
  telling: Promise<unknown>
  told: number
  startedAt: number
  partial?: unknown
}

export function liveRun(entry: RunEntry, recorded: Recorded, startedAt: number, parent?: LiveRun): LiveRun {
  const controller = new AbortController()
  const live: LiveRun = {
    entry,
    ...(parent && { above: rootOf(parent) }),
    controller,
    recorded,
    unvisited: new Set([
      ...[...recorded.steps.keys()].map((name) => `step ${name}`),
      ...[...recorded.waits.keys()].map((name) => `wait ${name}`),
      ...[...recorded.children.keys()].map((id) => `child ${id}`),
    ]),
    asked: new Map(),
    underWay: new Set(),
    childrenOf: new Map(),
    telling: Promise.resolve(),
    told: 0,
    startedAt,
  }
  if (parent) follow(parent.controller.signal, controller)
  return live
}

function follow(leader: AbortSignal, follower: AbortController): void {
  if (leader.aborted) follower.abort(leader.reason)
  else leader.addEventListener('abort', () => follower.abort(leader.reason), { signal: follower.signal })
}

export function rootOf(live: LiveRun): LiveRun {
  return live.above ?? live
}

/** Why the run is to end early, if it is. */
export function earlyEnd({ controller }: LiveRun): EarlyEnd | undefined {
  return controller.signal.aborted ? (controller.signal.reason as EarlyEnd) : undefined
}

/** The record of a run that begins. */
export function nothingRecorded(): Recorded {
  return { steps: new Map(), waits: new Map(), children: new Map(), told: 0 }
}
