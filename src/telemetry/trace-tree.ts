import type { RunEvent } from '../core/run-event.ts'
import { agentFacts, callFacts, type NameOf, type SpanFacts, type StepEvent, stepFacts } from './gen-ai.ts'
import { markOf } from './span-marks.ts'
import { agentSpanId, callSpanId, readTraceparent, runSpanId, stepSpanId, traceIdOf } from './trace-ids.ts'
import { addMark, beginRun, type EndEvent, runFacts, type TracedRun } from './traced-run.ts'
import type { TracedSpan } from './traced-span.ts'

export interface TraceTreeOptions {
  nameOf: NameOf
  /** Told of every span when it has ended, unless its id is in `told`. */
  send(span: TracedSpan): void
  /** Ids of spans that have been sent; added to. */
  told: Set<string>
}

export interface TraceTree {
  /** In the order they happened. */
  read(event: RunEvent): void
  /** Whether the root has ended. */
  isOver(): boolean
}

/**
 * The trace of one run with its children, from its events alone: read again from the beginning, by whatever process, it gives the same spans.
 * The steps in which an agent calls models or tools stand below a span of the agent, where the run is not the agent's own.
 */
export function traceTree(root: string, { nameOf, send, told }: TraceTreeOptions): TraceTree {
  const runs = new Map<string, TracedRun>()
  let trace = traceIdOf(root)
  let above: string | undefined
  /** When it was opened again after a bad end. */
  let reopenedAt: number | undefined

  function tell(
    id: string,
    parent: string | undefined,
    { name, kind, attributes, hasFailed }: SpanFacts,
    { startedAt, endedAt }: Pick<TracedSpan, 'startedAt' | 'endedAt'>,
    { events, droppedEvents, isParentRemote } = PLAIN,
  ): void {
    if (told.has(id)) return
    told.add(id)
    send({
      trace,
      id,
      parent,
      isParentRemote,
      name,
      kind,
      attributes,
      hasFailed,
      startedAt,
      endedAt,
      events,
      droppedEvents,
    })
  }

  function start(event: Extract<RunEvent, { type: 'run_started' }>): void {
    const { run: id, workflow, parent, at: startedAt } = event
    if (runs.has(id)) return
    runs.set(id, beginRun({ id, workflow, startedAt, ...(parent !== undefined && { parent }) }))
  }

  function joinTrace(event: RunEvent & { traceparent?: string }): void {
    const context = event.run === root ? readTraceparent(event.traceparent) : undefined
    if (context) ({ trace, span: above } = context)
  }

  /** The run as it stands now. Of one whose beginning was never told only its id is known. */
  function runOf(id: string, at: number): TracedRun {
    const known = runs.get(id)
    if (!known) {
      const end = id.lastIndexOf('/')
      const parent = end < 0 ? undefined : id.slice(0, end)
      const made = beginRun({ id, workflow: id.slice(end + 1), startedAt: at, ...(parent && { parent }) })
      runs.set(id, made)
      return made
    }
    if (!known.ended || known.ended.isWell || reopenedAt === undefined || known.ended.at > reopenedAt) return known
    const { workflow, parent, agent, attempt } = known
    const again: TracedRun = {
      ...beginRun({ id, workflow, startedAt: reopenedAt, ...(parent !== undefined && { parent }) }, attempt + 1),
      ...(agent !== undefined && { agent }),
    }
    runs.set(id, again)
    return again
  }

  function parentOf({ id, parent, attempt, startedAt }: TracedRun): string | undefined {
    if (parent !== undefined) return runOf(parent, startedAt).span
    // What a root does after a bad end stands below what it did before: one tree.
    return attempt > 1 ? runSpanId(id, attempt - 1) : above
  }

  function tellStep(event: StepEvent): void {
    const run = runOf(event.run, event.at)
    const endedAt = event.at
    const startedAt = within(endedAt - (event.milliseconds ?? 0), run.startedAt, endedAt)
    const calls = run.calls.splice(0)
    const [first] = calls
    const isOwn = first === undefined || first.agent === run.agent
    if (!isOwn) {
      const known = run.agents.get(first.agent)
      run.agents.set(first.agent, {
        startedAt: Math.min(startedAt, known?.startedAt ?? startedAt),
        endedAt: Math.max(endedAt, known?.endedAt ?? endedAt),
      })
    }
    const id = stepSpanId(run.id, event.step, run.attempt)
    tell(id, isOwn ? run.span : agentSpanId(run.id, first.agent, run.attempt), stepFacts(event, nameOf), {
      startedAt,
      endedAt,
    })
    tellCalls(calls, id, startedAt, endedAt)
  }

  /** Calls are measured on a finer clock than the events: they are kept within what they belong to. */
  function tellCalls(calls: TracedRun['calls'], parent: string, from: number, to: number): void {
    for (const [number, call] of calls.entries()) {
      const endedAt = within(call.at, from, to)
      tell(callSpanId(parent, number), parent, callFacts(call, nameOf), {
        startedAt: within(endedAt - call.milliseconds, from, endedAt),
        endedAt,
      })
    }
  }

  function end(run: TracedRun, at: number, event: EndEvent | undefined): void {
    if (run.ended) return
    run.ended = { at, isWell: event?.type === 'run_completed' }
    const { startedAt, marks: events, droppedMarks: droppedEvents } = run
    const id = run.span
    tellCalls(run.calls.splice(0), id, startedAt, at)
    for (const [agent, times] of run.agents)
      tell(agentSpanId(run.id, agent, run.attempt), id, agentFacts(agent, nameOf), times)
    const isParentRemote = run.id === root && run.attempt === 1 && above !== undefined
    tell(
      id,
      parentOf(run),
      runFacts(run, event, nameOf),
      { startedAt, endedAt: at },
      { events, droppedEvents, isParentRemote },
    )
  }

  function endOf(event: EndEvent): void {
    // What did not come to its own end was ended by that of its root.
    if (event.run === root) for (const run of runs.values()) if (run.id !== root) end(run, event.at, undefined)
    end(runOf(event.run, event.at), event.at, event)
  }

  return {
    isOver: () => runs.get(root)?.ended !== undefined,
    read(event) {
      switch (event.type) {
        case 'run_started':
          joinTrace(event)
          return start(event)
        case 'run_resumed':
          joinTrace(event)
          if (runs.get(root)?.ended) reopenedAt = event.at
          break
        case 'run_completed':
        case 'run_failed':
        case 'run_timed_out':
        case 'run_cancelled':
          return endOf(event)
        case 'step_completed':
        case 'step_failed':
          return tellStep(event)
        case 'model_called':
        case 'tool_called':
          return void runOf(event.run, event.at).calls.push(event)
        case 'specialist_started':
          runOf(event.run, event.at).agent = event.agent
          return
        case 'specialist_completed':
          runOf(event.run, event.at).agentStatus = event.report.status
          return
        default:
          break
      }
      const mark = markOf(event)
      if (mark) addMark(runOf(event.run, event.at), mark)
    },
  }
}

/** Of most spans there is no more to tell. */
const PLAIN: Pick<TracedSpan, 'isParentRemote' | 'events' | 'droppedEvents'> = {
  isParentRemote: false,
  events: [],
  droppedEvents: 0,
}

function within(time: number, from: number, to: number): number {
  return Math.min(Math.max(time, from), to)
}
