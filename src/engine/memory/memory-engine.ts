import type {
  ChildOptions,
  ChildOutcome,
  Engine,
  Run,
  RunHandle,
  RunRecord,
  StartOptions,
  Workflow,
} from '../../core/engine.ts'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { RunEvent, RunEventBody } from '../../core/run-event.ts'

export interface MemoryEngineOptions {
  clock?: () => number
  newId?: () => string
}

/** What ended a run before its time. The text reaches the workflow as the reason of its signal. */
type EarlyEnd = { status: 'timed-out'; afterMilliseconds: number } | { status: 'cancelled' }

interface LiveRun {
  record: RunRecord
  controller: AbortController
  steps: Map<string, Promise<unknown>>
  partial?: unknown
}

/** Runs workflows in this process and forgets them when it ends: the contract of `Engine` without durability. */
export function memoryEngine(options: MemoryEngineOptions = {}): Engine {
  const clock = options.clock ?? Date.now
  let nextId = 0
  const newId = options.newId ?? (() => `run_${++nextId}`)
  const listeners = new Set<(event: RunEvent) => void>()
  const records: RunRecord[] = []
  const handles = new Map<string, RunHandle<unknown>>()

  function emit(run: string, body: RunEventBody): void {
    const event = { at: clock(), run, ...body }
    for (const listener of listeners) listener(event)
  }

  function begin<I, O>(workflow: Workflow<I, O>, parent?: LiveRun): LiveRun {
    const record: RunRecord = { id: newId(), workflow: workflow.name, status: 'running', startedAt: clock() }
    if (parent) record.parent = parent.record.id
    records.push(record)
    const controller = new AbortController()
    parent?.controller.signal.addEventListener('abort', () => controller.abort(parent.controller.signal.reason), {
      signal: controller.signal,
    })
    if (parent?.controller.signal.aborted) controller.abort(parent.controller.signal.reason)
    emit(record.id, { type: 'run_started', workflow: workflow.name, ...(parent && { parent: parent.record.id }) })
    return { record, controller, steps: new Map() }
  }

  function finish(live: LiveRun, status: RunRecord['status'], event: RunEventBody): void {
    live.record.status = status
    live.record.endedAt = clock()
    emit(live.record.id, event)
  }

  function runFor(live: LiveRun): Run {
    return {
      id: live.record.id,
      signal: live.controller.signal,
      step: (name, fn) => onceByName(live, name, fn),
      child: (workflow, input, childOptions) => execute(begin(workflow, live), workflow, input, childOptions ?? {}),
      keepPartial: (value) => {
        live.partial = value
      },
      emit: (body) => emit(live.record.id, body),
      now: async () => clock(),
    }
  }

  function onceByName<T>(live: LiveRun, name: string, fn: () => Promise<T> | T): Promise<T> {
    const known = live.steps.get(name)
    if (known) return known as Promise<T>
    const started = clock()
    const result = (async () => {
      live.controller.signal.throwIfAborted()
      const value = await fn()
      emit(live.record.id, { type: 'step_completed', step: name, milliseconds: clock() - started })
      return value
    })()
    live.steps.set(name, result)
    return result
  }

  async function execute<I, O>(
    live: LiveRun,
    workflow: Workflow<I, O>,
    input: I,
    options: ChildOptions,
  ): Promise<ChildOutcome<O>> {
    const stop = stopEarly(live.controller, options.timeoutMilliseconds)
    try {
      const work = workflow.run(runFor(live), input)
      // The loser of the race may still reject; nobody waits for it any more.
      work.catch(() => undefined)
      const value = await Promise.race([work, stop.early])
      finish(live, 'completed', { type: 'run_completed', milliseconds: clock() - live.record.startedAt })
      return { status: 'completed', value }
    } catch (thrown) {
      return conclude<O>(live, thrown)
    } finally {
      stop.dispose()
      live.controller.abort()
    }
  }

  function conclude<O>(live: LiveRun, thrown: unknown): ChildOutcome<O> {
    const partial = live.partial === undefined ? {} : { partial: live.partial as O }
    const early = live.controller.signal.aborted ? (live.controller.signal.reason as EarlyEnd) : undefined
    if (early?.status === 'timed-out') {
      finish(live, 'timed-out', { type: 'run_timed_out', afterMilliseconds: early.afterMilliseconds })
      return { ...early, ...partial }
    }
    if (early) {
      finish(live, 'cancelled', { type: 'run_cancelled' })
      return { status: 'cancelled', ...partial }
    }
    const code = thrown instanceof WatchfloorFault ? thrown.code : 'internal'
    finish(live, 'failed', { type: 'run_failed', message: messageOf(thrown), code })
    return { status: 'failed', message: messageOf(thrown), ...partial }
  }

  function start<I, O>(workflow: Workflow<I, O>, input: I, startOptions: StartOptions = {}): RunHandle<O> {
    const known = startOptions.key === undefined ? undefined : handles.get(startOptions.key)
    if (known) return known as RunHandle<O>
    const live = begin(workflow)
    let fault: unknown
    const guarded: Workflow<I, O> = {
      name: workflow.name,
      run: (run, value) =>
        workflow.run(run, value).catch((thrown: unknown) => {
          fault = thrown
          throw thrown
        }),
    }
    const outcome = execute(live, guarded, input, startOptions)
    const handle: RunHandle<O> = {
      id: live.record.id,
      result: async () => valueOrFault(await outcome, fault),
      cancel: () => live.controller.abort({ status: 'cancelled' } satisfies EarlyEnd),
    }
    if (startOptions.key !== undefined) handles.set(startOptions.key, handle)
    return handle
  }

  return {
    start,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    list: () => records.map((record) => ({ ...record })),
  }
}

/** Rejects when the time is over or the controller is aborted, whether or not the work listens to its signal. */
function stopEarly(
  controller: AbortController,
  timeoutMilliseconds: number | undefined,
): { early: Promise<never>; dispose(): void } {
  let timer: NodeJS.Timeout | undefined
  const early = new Promise<never>((_, reject) => {
    const fail = () => reject(controller.signal.reason)
    if (controller.signal.aborted) fail()
    else controller.signal.addEventListener('abort', fail, { once: true })
    if (timeoutMilliseconds === undefined) return
    const reason: EarlyEnd = { status: 'timed-out', afterMilliseconds: timeoutMilliseconds }
    timer = setTimeout(() => controller.abort(reason), timeoutMilliseconds)
  })
  early.catch(() => undefined)
  return { early, dispose: () => clearTimeout(timer) }
}

function valueOrFault<O>(outcome: ChildOutcome<O>, fault: unknown): O {
  switch (outcome.status) {
    case 'completed':
      return outcome.value
    case 'failed':
      throw fault ?? new WatchfloorFault('internal', outcome.message)
    case 'timed-out':
      throw new WatchfloorFault('timed-out', `The run did not end within ${outcome.afterMilliseconds} ms.`)
    case 'cancelled':
      throw new WatchfloorFault('cancelled', 'The run was cancelled.')
  }
}
