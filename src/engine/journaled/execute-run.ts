import type { ChildOptions, ChildOutcome, Run, Step, WaitOptions, WaitOutcome, Workflow } from '../../core/engine.ts'
import { recordFault, reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { RunEvent, RunEventBody } from '../../core/run-event.ts'
import { endingEvent, outcomeOf } from './endings.ts'
import type { Ending, Journal, StepEntry } from './journal.ts'
import { type EarlyEnd, earlyEnd, type LiveRun, liveRun, nothingRecorded, rootOf, staysOpen } from './live-run.ts'
import type { OpenWaits } from './open-waits.ts'
import { stopEarly } from './stop-early.ts'

export interface ExecutorParts {
  journal: Journal
  /** This process, as the owner of runs. */
  owner: string
  clock(): number
  waits: OpenWaits
  /** Tells those who listen in this process. */
  announce(event: RunEvent): void
}

/** How a run ended here; `left` where it stays open for a later resume. */
export type Executed = { ending: Ending; thrown?: unknown } | { left: EarlyEnd }

/** Executes runs against their journal: what it holds is returned, what it does not hold is done and kept. */
export function runExecutor({ journal, owner, clock, waits, announce }: ExecutorParts) {
  async function execute(live: LiveRun, workflow: Workflow<unknown, unknown>): Promise<Executed> {
    const stop = stopEarly(live.controller, live.entry.timeoutMilliseconds)
    try {
      const work = workflow.run(runFor(live), live.entry.input)
      // The loser of the race may still reject; nobody waits for it any more.
      work.catch(() => undefined)
      const result = throughJson(await Promise.race([work, stop.early]), 'The workflow')
      refuseMismatch(live, 'ended')
      return await end(live, { status: 'completed', result }, undefined)
    } catch (thrown) {
      return conclude(live, thrown)
    } finally {
      stop.dispose()
      live.controller.abort({ status: 'cancelled' } satisfies EarlyEnd)
    }
  }

  async function conclude(live: LiveRun, thrown: unknown): Promise<Executed> {
    const early = earlyEnd(live)
    if (early && staysOpen(early)) return { left: early }
    const partial = live.partial === undefined ? {} : { partial: live.partial }
    if (early?.status === 'timed-out') return end(live, { ...early, ...partial }, thrown)
    if (early) return end(live, { status: 'cancelled', ...partial }, thrown)
    return end(live, { status: 'failed', fault: recordFault(thrown), ...partial }, thrown)
  }

  async function end(live: LiveRun, ending: Ending, thrown: unknown): Promise<Executed> {
    await rootOf(live).telling
    const event = eventOf(live, endingEvent(ending, clock() - live.startedAt))
    if (!(await journal.end(owner, live.entry.id, ending, event))) {
      abandon(live, { status: 'lost' })
      return { left: earlyEnd(rootOf(live)) ?? { status: 'lost' } }
    }
    announce(event)
    return { ending, thrown }
  }

  function runFor(live: LiveRun): Run {
    const { traceparent } = rootOf(live).entry
    return {
      id: live.entry.id,
      ...(traceparent !== undefined && { traceparent }),
      signal: live.controller.signal,
      step: (name, fn) => once(live, `step ${name}`, () => step(live, name, fn)),
      child: (workflow, input, options = {}) => child(live, workflow, input, options),
      wait: (name, options = {}) => once(live, `wait ${name}`, () => wait(live, name, options)),
      keepPartial(value) {
        live.partial = throughJson(value, 'The partial result')
      },
      emit: (body) => emit(live, body),
      now: (name = 'now') => once(live, `step ${name}`, () => step(live, name, () => clock())),
    }
  }

  function once<T>(live: LiveRun, name: string, ask: () => Promise<T>): Promise<T> {
    const known = live.asked.get(name)
    if (known) return known as Promise<T>
    const answer = ask()
    live.asked.set(name, answer)
    return answer
  }

  /** What the workflow tells is numbered, so that a replay does not tell it again. */
  function emit(live: LiveRun, body: RunEventBody): void {
    const early = earlyEnd(live)
    if (++live.told <= live.recorded.told || (early && staysOpen(early))) return
    tell(live, body, live.told)
  }

  async function step<T>(live: LiveRun, name: string, fn: (step: Step) => Promise<T> | T): Promise<T> {
    const kept = live.recorded.steps.get(name)
    if (kept) {
      live.unvisited.delete(`step ${name}`)
      if (kept.outcome === 'failed') throw reviveFault(kept.fault)
      return kept.value as T
    }
    await admit(live, `step ${name}`)
    const work = perform(live, name, fn)
    const { underWay } = rootOf(live)
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function perform<T>(live: LiveRun, name: string, fn: (step: Step) => Promise<T> | T): Promise<T> {
    const started = clock()
    const told: RunEvent[] = []
    let entry: StepEntry
    let thrown: unknown
    try {
      const value = await fn({ emit: (body) => told.push(eventOf(live, body)) })
      entry = { outcome: 'completed', value: throughJson(value, `Step ${name}`) }
    } catch (fault) {
      // A step that was cut off has not failed: it is done anew when the run is resumed.
      if (live.controller.signal.aborted) throw fault
      entry = { outcome: 'failed', fault: recordFault(fault) }
      thrown = fault
    }
    const at = clock()
    const milliseconds = at - started
    const events = [
      ...told,
      {
        at,
        run: live.entry.id,
        ...(entry.outcome === 'completed'
          ? { type: 'step_completed' as const, step: name, milliseconds }
          : { type: 'step_failed' as const, step: name, message: entry.fault.message, milliseconds }),
      },
    ]
    await rootOf(live).telling
    const isKept = await journal.keepStep(owner, live.entry.id, { ...entry, name, at, milliseconds }, events)
    if (!isKept) throw abandon(live, { status: 'lost' })
    for (const event of events) announce(event)
    if (entry.outcome === 'failed') throw thrown
    return entry.value as T
  }

  async function child<I, O>(
    live: LiveRun,
    workflow: Workflow<I, O>,
    input: I,
    options: ChildOptions,
  ): Promise<ChildOutcome<O>> {
    const count = (live.childrenOf.get(workflow.name) ?? 0) + 1
    if (options.key === undefined) live.childrenOf.set(workflow.name, count)
    const id = `${live.entry.id}/${options.key ?? `${workflow.name}-${count}`}`
    return once(live, `child ${id}`, async () => {
      try {
        const executed = await followChild(live, id, workflow as Workflow<unknown, unknown>, input, options)
        return 'left' in executed ? await never() : (outcomeOf(executed.ending) as ChildOutcome<O>)
      } catch (thrown) {
        const early = earlyEnd(live)
        if (early && staysOpen(early)) return never()
        return early ? { status: 'cancelled' } : { status: 'failed', ...recordFault(thrown) }
      }
    })
  }

  async function followChild(
    live: LiveRun,
    id: string,
    workflow: Workflow<unknown, unknown>,
    input: unknown,
    { timeoutMilliseconds }: ChildOptions,
  ): Promise<Executed> {
    const known = live.recorded.children.get(id)
    live.unvisited.delete(`child ${id}`)
    if (known) {
      refuseOtherWorkflow(live, known, workflow)
      if (known.ending) return { ending: known.ending }
      return execute(liveRun(known, await journal.recorded(id), clock(), live), workflow)
    }
    await admit(live, `child ${id}`)
    const at = clock()
    const entry = {
      id,
      root: rootOf(live).entry.id,
      parent: live.entry.id,
      workflow: workflow.name,
      version: workflow.version ?? 1,
      input: throughJson(input, `The input of ${id}`),
      ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
    }
    await journal.create({ ...entry, owner, priority: 0, at })
    const started = liveRun(entry, nothingRecorded(), at, live)
    tell(started, { type: 'run_started', workflow: workflow.name, parent: live.entry.id })
    return execute(started, workflow)
  }

  async function wait<T>(live: LiveRun, name: string, { timeoutMilliseconds }: WaitOptions): Promise<WaitOutcome<T>> {
    const run = live.entry.id
    const known = live.recorded.waits.get(name)
    live.unvisited.delete(`wait ${name}`)
    if (known?.status === 'answered') return { status: 'answered', value: known.value as T, at: known.at }
    if (known?.status === 'timed-out') return { status: 'timed-out' }
    if (!known) await admit(live, `wait ${name}`)
    const at = clock()
    const deadline = known ? known.deadline : timeoutMilliseconds === undefined ? undefined : at + timeoutMilliseconds
    const answer = waits.open(run, name, deadline, live.controller.signal)
    answer.catch(() => undefined)
    if (!known) {
      await rootOf(live).telling
      if (!(await journal.openWait(owner, run, name, deadline, at))) throw abandon(live, { status: 'lost' })
      announce({ at, run, type: 'wait_started', wait: name, ...(deadline !== undefined && { until: deadline }) })
    }
    return (await answer) as WaitOutcome<T>
  }

  /** Nothing new begins in a run whose code does not fit its journal, that is another's, was cancelled, or is halted. */
  async function admit(live: LiveRun, what: string): Promise<void> {
    if (live.unvisited.size > 0) await quiet()
    refuseMismatch(live, `came to ${what}`)
    live.controller.signal.throwIfAborted()
    const standing = await journal.standing(rootOf(live).entry.id, owner)
    if (standing.may === 'go') return live.controller.signal.throwIfAborted()
    throw abandon(
      live,
      standing.may === 'halted' ? { status: 'halted', reason: standing.reason } : { status: standing.may },
    )
  }

  function refuseMismatch(live: LiveRun, what: string): void {
    const [left] = live.unvisited
    if (left === undefined) return
    throw abandon(live, {
      status: 'mismatched',
      message: `The journal of ${live.entry.id} holds "${left}", but the program ${what} without it.`,
    })
  }

  function refuseOtherWorkflow(
    live: LiveRun,
    known: LiveRun['entry'],
    { name, version = 1 }: Workflow<unknown, unknown>,
  ) {
    if (known.workflow === name && known.version === version) return
    throw abandon(live, {
      status: 'mismatched',
      message: `The journal holds ${known.id} as ${known.workflow} version ${known.version}, but the program has ${name} version ${version}.`,
    })
  }

  /** Ends the whole tree here, and gives the reason to throw. */
  function abandon(live: LiveRun, end: EarlyEnd): unknown {
    const { controller } = rootOf(live)
    controller.abort(end)
    return controller.signal.reason
  }

  function tell(live: LiveRun, body: RunEventBody, ordinal = 0): void {
    const event = eventOf(live, body)
    const root = rootOf(live)
    root.telling = root.telling.then(() => journal.tell(event, ordinal)).catch(() => undefined)
    announce(event)
  }

  function eventOf(live: LiveRun, body: RunEventBody): RunEvent {
    return { at: clock(), run: live.entry.id, ...body }
  }

  return { execute, tell }
}

/** The value as a journal gives it back. */
function throughJson(value: unknown, what: string): unknown {
  if (value === undefined) return undefined
  try {
    const text = JSON.stringify(value)
    return text === undefined ? undefined : JSON.parse(text)
  } catch (cause) {
    throw new WatchfloorFault('internal', `${what} gave something that a journal cannot hold.`, { cause })
  }
}

/** Until every branch of a replay has come to something that its journal does not hold. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
