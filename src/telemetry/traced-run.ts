import type { RunEvent } from '../core/run-event.ts'
import { agentFacts, type CallEvent, type NameOf, OTHER, type SpanFacts, workflowFacts } from './gen-ai.ts'
import { runSpanId } from './trace-ids.ts'
import type { SpanMark } from './traced-span.ts'

export type EndEvent = Extract<RunEvent, { type: 'run_completed' | 'run_failed' | 'run_timed_out' | 'run_cancelled' }>

/** A run or child as far as it has been told of. Times are milliseconds since the epoch. */
export interface TracedRun {
  id: string
  /** Of its span. */
  span: string
  workflow: string
  /** Whose work the run is, where it is one agent's. */
  agent?: string
  /** How the agent's report says that it went. */
  agentStatus?: string
  parent?: string
  attempt: number
  startedAt: number
  /** Set once it has ended, or was cut off by the end of its root. */
  ended?: { at: number; isWell: boolean }
  /** Calls whose step has not been told yet: they are told just before it. */
  calls: CallEvent[]
  /** Agents at work in it, from the first to the last of what they did. */
  agents: Map<string, { startedAt: number; endedAt: number }>
  marks: SpanMark[]
  droppedMarks: number
}

/** Workflows that are one agent's work are named so. */
const OF_AGENT = /^(?:member|agent)\.(.+)$/s
const MOST_MARKS = 128

export function beginRun(
  about: Pick<TracedRun, 'id' | 'workflow' | 'startedAt'> & { parent?: string },
  attempt = 1,
): TracedRun {
  const [, agent] = OF_AGENT.exec(about.workflow) ?? []
  return {
    ...about,
    ...(agent !== undefined && { agent }),
    span: runSpanId(about.id, attempt),
    attempt,
    calls: [],
    agents: new Map(),
    marks: [],
    droppedMarks: 0,
  }
}

export function addMark(run: TracedRun, mark: SpanMark): void {
  if (run.marks.length < MOST_MARKS) run.marks.push(mark)
  else run.droppedMarks++
}

/** The span of a run; without an end it was cut off. */
export function runFacts(run: TracedRun, end: EndEvent | undefined, nameOf: NameOf): SpanFacts {
  const facts = run.agent === undefined ? workflowFacts(run.workflow, nameOf) : agentFacts(run.agent, nameOf)
  const fault = faultOf(run, end)
  return {
    ...facts,
    attributes: {
      ...facts.attributes,
      'watchfloor.run.id': nameOf(run.id),
      'watchfloor.run.status': end?.type.slice('run_'.length).replace('_', '-') ?? 'unfinished',
      ...(run.attempt > 1 && { 'watchfloor.run.attempt': run.attempt }),
      ...(fault !== undefined && { 'error.type': fault }),
    },
    hasFailed: fault !== undefined,
  }
}

/** A class of fault, by our own words; who was cancelled has not failed. */
function faultOf({ agentStatus }: TracedRun, end: EndEvent | undefined): string | undefined {
  switch (end?.type) {
    case 'run_failed':
      return end.code || OTHER
    case 'run_timed_out':
      return 'timed-out'
    case 'run_completed':
      return agentStatus === 'failed' || agentStatus === 'timed-out' ? agentStatus : undefined
    default:
      return undefined
  }
}
