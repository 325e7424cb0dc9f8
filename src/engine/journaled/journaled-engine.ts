import type { Engine, RunHandle, StartOptions, Workflow } from '../../core/engine.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { RunEvent, RunEventBody } from '../../core/run-event.ts'
import { resultOf } from './endings.ts'
import { runExecutor } from './execute-run.ts'
import type { Journal, RunEntry } from './journal.ts'
import { type EarlyEnd, type LiveRun, liveRun, nothingRecorded } from './live-run.ts'
import { openWaits } from './open-waits.ts'
import { takeQueued } from './take-queued.ts'
import { type HeldRun, watchRuns } from './watch-runs.ts'

export interface JournaledEngineOptions {
  journal: Journal
  /** Names this process uniquely among all that share the journal. */
  owner: string
  clock: () => number
  newId: () => string
}

/** How often the end of a run elsewhere is looked for. Milliseconds. */
const LOOK_EVERY = 200
/** A step that was told to stop has so long to tidy up before its run is let go. */
const GRACE = 15_000

type AnyWorkflow = Workflow<unknown, unknown>

/** An engine over a journal: promises as much durability as the journal has. */
export function journaledEngine({ journal, owner, clock, newId }: JournaledEngineOptions): Engine {
  const workflows = new Map<string, AnyWorkflow>()
  const listeners = new Set<(event: RunEvent) => void>()
  const held = new Map<string, HeldRun>()
  const waits = openWaits()
  const announce = (event: RunEvent) => {
    for (const listener of listeners) listener(event)
  }
  const executor = runExecutor({ journal, owner, clock, waits, announce })
  const watch = watchRuns({ journal, owner, clock, waits, held, announce })
  const queues = takeQueued({ journal, owner, clock, beat: watch.beat, recover, launch: launchQueued })
  let isClosed = false

  async function start<I, O>(workflow: Workflow<I, O>, input: I, options: StartOptions = {}): Promise<RunHandle<O>> {
    register(workflow)
    await watch.beat()
    const id = newId()
    const at = clock()
    const entry: RunEntry = {
      id,
      root: id,
      workflow: workflow.name,
      version: workflow.version ?? 1,
      input: input === undefined ? undefined : JSON.parse(JSON.stringify(input)),
      ...(options.timeoutMilliseconds !== undefined && { timeoutMilliseconds: options.timeoutMilliseconds }),
      ...askedBy(options),
    }
    const made = await journal.create({
      ...entry,
      ...(options.key !== undefined && { startKey: options.key }),
      ...(options.title !== undefined && { title: options.title }),
      ...(options.queue === undefined ? { owner } : { queue: options.queue }),
      priority: options.priority ?? 0,
      at,
    })
    if (!made.created && made.id !== id) return (await rejoin(made.id)) as RunHandle<O>
    if (options.queue !== undefined) return distantHandle(id) as RunHandle<O>
    const live = liveRun(entry, nothingRecorded(), at)
    executor.tell(live, { type: 'run_started', workflow: workflow.name, ...askedBy(entry) })
    return launch(live, workflow as AnyWorkflow) as RunHandle<O>
  }

  /** The run that a key already stands for, wherever it is. */
  async function rejoin(id: string): Promise<RunHandle<unknown>> {
    const own = held.get(id)
    if (own) return own.handle
    if ((await journal.abandoned(owner, clock())).includes(id)) return resume(id)
    return distantHandle(id)
  }

  function register<I, O>(...added: Workflow<I, O>[]): void {
    for (const workflow of added) workflows.set(workflow.name, workflow as AnyWorkflow)
  }

  function launch(live: LiveRun, workflow: AnyWorkflow): RunHandle<unknown> {
    const { id } = live.entry
    const executed = executor.execute(live, workflow)
    const result = executed.then((how) => ('left' in how ? leave(live, how.left) : resultOf(how)))
    result.catch(() => undefined)
    const handle: RunHandle<unknown> = {
      id,
      result: () => result,
      cancel: async () => {
        await cancel(id)
      },
    }
    const over = result.then(
      () => held.delete(id),
      () => held.delete(id),
    )
    held.set(id, { live, handle, over })
    if (!isClosed) watch.begin()
    return handle
  }

  /** Lets others have the run once what is under way in it has come to an end. */
  async function leave(live: LiveRun, end: EarlyEnd): Promise<never> {
    const { id } = live.entry
    await settled(live)
    if (end.status === 'halted') executor.tell(live, { type: 'run_halted', reason: end.reason })
    await live.telling
    if (end.status !== 'lost') await journal.release(id, owner, end.status === 'halted')
    switch (end.status) {
      case 'halted':
        throw new WatchfloorFault(
          'halted',
          `The run ${id} was stopped by the kill switch${end.reason === '' ? '' : ` (${end.reason})`}.`,
          {
            hint: `After \`watchfloor kill-switch off\`: \`watchfloor runs resume ${id}\`.`,
          },
        )
      case 'mismatched':
        throw new WatchfloorFault('journal-mismatch', end.message)
      case 'lost':
        throw new WatchfloorFault('conflict', `The run ${id} has been taken over by another process.`)
      default:
        throw new WatchfloorFault('cancelled', `The run ${id} was let go by this process and can be resumed.`, {
          hint: `\`watchfloor runs resume ${id}\` goes on with it.`,
        })
    }
  }

  async function settled({ underWay }: LiveRun): Promise<void> {
    const grace = Promise.withResolvers<void>()
    const timer = setTimeout(grace.resolve, GRACE)
    await Promise.race([Promise.allSettled([...underWay]), grace.promise])
    clearTimeout(timer)
  }

  async function known(id: string): Promise<RunEntry> {
    const entry = await journal.entry(id)
    if (entry) return entry
    throw new WatchfloorFault('not-found', `No run is named ${id}.`, { hint: 'See `watchfloor runs list`.' })
  }

  async function resume(id: string): Promise<RunHandle<unknown>> {
    const asked = await known(id)
    const own = held.get(asked.root)
    if (own) return own.handle
    const entry = asked.root === id ? asked : await known(asked.root)
    if (entry.ending?.status === 'completed') return distantHandle(entry.id)
    if (entry.ending?.status === 'cancelled')
      throw new WatchfloorFault('conflict', `The run ${entry.id} was cancelled and is not gone on with.`, {
        hint: 'Start it anew.',
      })
    const workflow = fitting(entry)
    await watch.beat()
    const taken = await (entry.ending ? journal.reopen : journal.claim)(entry.id, owner, clock())
    if (!taken) throw new WatchfloorFault('conflict', `Another process is at work on the run ${entry.id}.`)
    const { ending: _, ...open } = entry
    return launch(await revive(open, { type: 'run_resumed', ...askedBy(open) }), workflow)
  }

  /** A run from the journal as this process has it from now on; the event says why. */
  async function revive(entry: RunEntry, event: RunEventBody): Promise<LiveRun> {
    const live = liveRun(entry, await journal.recorded(entry.id), clock())
    executor.tell(live, event)
    return live
  }

  function fitting({ id, workflow: name, version }: RunEntry): AnyWorkflow {
    const workflow = workflows.get(name)
    if (!workflow)
      throw new WatchfloorFault('journal-mismatch', `The run ${id} is a ${name}, which this program does not know.`)
    if ((workflow.version ?? 1) !== version)
      throw new WatchfloorFault(
        'journal-mismatch',
        `The run ${id} was begun by ${name} version ${version}; this program has version ${workflow.version ?? 1}.`,
      )
    return workflow
  }

  async function recover(): Promise<string[]> {
    const recovered: string[] = []
    if ((await journal.halted()) !== undefined) return recovered
    for (const id of await journal.abandoned(owner, clock())) {
      if (held.has(id)) continue
      try {
        await resume(id)
        recovered.push(id)
      } catch (thrown) {
        // Another was quicker, or has the version that fits.
        if (!(thrown instanceof WatchfloorFault)) throw thrown
      }
    }
    return recovered
  }

  async function cancel(id: string): Promise<boolean> {
    const asked = await known(id)
    const how = await journal.requestCancel(asked.root, clock())
    if (how === 'unowned') return journal.endUnattended(asked.root, clock())
    held.get(asked.root)?.live.controller.abort({ status: 'cancelled' } satisfies EarlyEnd)
    return how === 'asked'
  }

  async function answer(run: string, wait: string, value: unknown): Promise<boolean> {
    const at = clock()
    if (!(await journal.answer(run, wait, value, at))) return false
    announce({ at, run, type: 'wait_answered', wait })
    waits.settle(run, wait, { status: 'answered', value: JSON.parse(JSON.stringify(value ?? null)), at })
    return true
  }

  /** A run that is done elsewhere, or is done already. */
  function distantHandle(id: string): RunHandle<unknown> {
    return {
      id,
      async result() {
        for (;;) {
          const own = held.get(id)
          if (own) return own.handle.result()
          const ending = (await journal.entry(id))?.ending
          if (ending) return resultOf({ ending })
          if (isClosed) throw new WatchfloorFault('cancelled', `The run ${id} goes on elsewhere.`)
          await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
        }
      },
      cancel: async () => {
        await cancel(id)
      },
    }
  }

  async function launchQueued(entry: RunEntry): Promise<void> {
    launch(await revive(entry, { type: 'run_started', workflow: entry.workflow, ...askedBy(entry) }), fitting(entry))
  }

  async function close(): Promise<void> {
    if (isClosed) return
    isClosed = true
    watch.end()
    for (const { live } of held.values()) live.controller.abort({ status: 'detached' } satisfies EarlyEnd)
    await Promise.all([...held.values()].map(({ over }) => over))
    await journal.leave(owner, clock())
    await journal.close()
  }

  return {
    register,
    start,
    resume,
    recover,
    cancel,
    answer,
    work: queues.work,
    get: (id) => journal.get(id, clock()),
    list: (filter = {}) => journal.list(filter, clock()),
    steps: (run) => journal.steps(run),
    events: (run, after = 0) => journal.events(run, after),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    prune: (olderThan) => journal.prune(olderThan),
    close,
  }
}

/** Who elsewhere asked for a run, where somebody did. */
function askedBy({ traceparent }: { traceparent?: string }): { traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent }
}
