import { WatchfloorFault } from '../core/fault.ts'
import type { Assignment, GivenContribution, Member } from '../core/member.ts'
import { MESSAGE_PRIORITIES, type MessagePriority } from '../core/message.ts'

/** One of several who can do the same work: a process, a connection, a function. */
export interface PoolAgent<T, R> {
  readonly name: string
  /** `beat` is called as long as it lives; when it no longer is, the signal is aborted and the task goes elsewhere. */
  perform(task: T, context: { signal: AbortSignal; beat(): void }): Promise<R>
}

export interface PoolOptions<T, R> {
  /** Makes one more agent; counted from 1. */
  spawn(number: number): PoolAgent<T, R>
  /** Agents that are there from the beginning, and again where one has failed. */
  initial?: number
  most?: number
  /** Whether another agent may be paid for. */
  maySpawn?(): boolean
  /** An agent that was not heard of for so long has failed. */
  heartbeatMilliseconds?: number
  /** How many agents may fail on one task before it fails itself. */
  attempts?: number
}

export interface AgentState {
  name: string
  state: 'idle' | 'busy' | 'failed'
  /** Milliseconds since it was last heard of; null while it is not busy. */
  silentMilliseconds: number | null
  done: number
  /** Null before it has done anything. */
  meanMilliseconds: number | null
}

export interface Pool<T, R> {
  /** Rejects with what the task threw, with the reason of the signal, or with a fault `timed-out` where too many agents failed on it. */
  run(task: T, options?: { priority?: MessagePriority; signal?: AbortSignal }): Promise<R>
  agents(): AgentState[]
  /** Tasks that wait. */
  waiting(): number
  /** Ends what is under way, and refuses what waits. */
  close(): void
}

const INITIAL = 3
const MOST = 10
const HEARTBEAT = 30_000
const ATTEMPTS = 3

interface Job<T, R> {
  task: T
  priority: MessagePriority
  attempts: number
  signal: AbortSignal | undefined
  resolve(value: R): void
  reject(fault: unknown): void
}

interface Worker<T, R> {
  agent: PoolAgent<T, R>
  state: AgentState['state']
  job: Job<T, R> | undefined
  stop: AbortController
  heardAt: number
  done: number
  milliseconds: number
}

/**
 * Agents that share work. The idle agent that has been fastest goes first; who finds none idle waits by priority, but an urgent task has another
 * agent made, up to the most and as far as that may be paid for. An agent that stops beating is failed, and its task goes to another.
 */
export function createPool<T, R>(options: PoolOptions<T, R>): Pool<T, R> {
  const { initial = INITIAL, most = MOST, heartbeatMilliseconds = HEARTBEAT, attempts = ATTEMPTS } = options
  const { spawn, maySpawn = () => true } = options
  const workers: Worker<T, R>[] = []
  const queues: Record<MessagePriority, Job<T, R>[]> = { urgent: [], normal: [], low: [] }
  let made = 0
  let isClosed = false
  const watch = setInterval(failTheSilent, Math.max(5, heartbeatMilliseconds / 4))
  watch.unref()

  const living = () => workers.filter(({ state }) => state !== 'failed')
  const add = (): Worker<T, R> => {
    const worker: Worker<T, R> = {
      agent: spawn(++made),
      state: 'idle',
      job: undefined,
      stop: new AbortController(),
      heardAt: 0,
      done: 0,
      milliseconds: 0,
    }
    workers.push(worker)
    return worker
  }
  for (let number = 0; number < Math.min(initial, most); number++) add()

  function idle(): Worker<T, R> | undefined {
    // Who has done nothing yet is taken before the slow, so that it is known.
    return living()
      .filter(({ state }) => state === 'idle')
      .sort((a, b) => meanOf(a) - meanOf(b))[0]
  }

  function next(): Job<T, R> | undefined {
    return MESSAGE_PRIORITIES.map((priority) => queues[priority])
      .find(({ length }) => length > 0)
      ?.shift()
  }

  function dispatch(): void {
    while (!isClosed) {
      const worker = idle()
      if (!worker && !mayGrow()) return
      const job = next()
      if (!job) return
      void perform(worker ?? add(), job)
    }
  }

  function mayGrow(): boolean {
    const count = living().length
    if (count >= most) return false
    return count < initial || (queues.urgent.length > 0 && maySpawn())
  }

  async function perform(worker: Worker<T, R>, job: Job<T, R>): Promise<void> {
    const begun = performance.now()
    const stop = new AbortController()
    Object.assign(worker, { state: 'busy', job, stop, heardAt: begun })
    job.attempts++
    const beat = () => {
      if (worker.job === job) worker.heardAt = performance.now()
    }
    const signal = job.signal ? AbortSignal.any([job.signal, stop.signal]) : stop.signal
    try {
      const value = await worker.agent.perform(job.task, { signal, beat })
      // Of an agent that was given up a late answer is nobody's.
      if (worker.job !== job) return
      job.resolve(value)
    } catch (thrown) {
      if (worker.job !== job) return
      job.reject(thrown)
    }
    worker.done++
    worker.milliseconds += performance.now() - begun
    worker.state = 'idle'
    worker.job = undefined
    dispatch()
  }

  function failTheSilent(): void {
    const now = performance.now()
    for (const worker of workers.filter(
      ({ state, heardAt }) => state === 'busy' && now - heardAt > heartbeatMilliseconds,
    )) {
      const { job, stop } = worker
      worker.state = 'failed'
      worker.job = undefined
      stop.abort(new WatchfloorFault('timed-out', `${worker.agent.name} stopped beating.`))
      if (!job) continue
      if (job.attempts >= attempts)
        job.reject(
          new WatchfloorFault(
            'timed-out',
            `${job.attempts} agents stopped beating on it, ${worker.agent.name} the last.`,
          ),
        )
      else queues[job.priority].unshift(job)
    }
    dispatch()
  }

  return {
    run(task, { priority = 'normal', signal } = {}) {
      return new Promise<R>((resolve, reject) => {
        if (isClosed) return reject(new WatchfloorFault('cancelled', 'The pool is closed.'))
        if (signal?.aborted) return reject(signal.reason)
        const job: Job<T, R> = { task, priority, attempts: 0, signal, resolve, reject }
        signal?.addEventListener(
          'abort',
          () => {
            queues[priority] = queues[priority].filter((one) => one !== job)
            reject(signal.reason)
          },
          { once: true },
        )
        queues[priority].push(job)
        dispatch()
      })
    },
    agents: () =>
      workers.map((worker) => ({
        name: worker.agent.name,
        state: worker.state,
        silentMilliseconds: worker.state === 'busy' ? Math.round(performance.now() - worker.heardAt) : null,
        done: worker.done,
        meanMilliseconds: worker.done === 0 ? null : Math.round(meanOf(worker)),
      })),
    waiting: () => MESSAGE_PRIORITIES.reduce((sum, priority) => sum + queues[priority].length, 0),
    close() {
      isClosed = true
      clearInterval(watch)
      const why = new WatchfloorFault('cancelled', 'The pool is closed.')
      for (const priority of MESSAGE_PRIORITIES) for (const job of queues[priority].splice(0)) job.reject(why)
      for (const { stop, job } of workers) {
        stop.abort(why)
        job?.reject(why)
      }
    },
  }
}

function meanOf({ done, milliseconds }: Pick<Worker<unknown, unknown>, 'done' | 'milliseconds'>): number {
  return done === 0 ? 0 : milliseconds / done
}

/** A member whose work is done by whoever of the pool is free. */
export function pooledMember(
  name: string,
  pool: Pool<{ run: string; assignment: Assignment }, GivenContribution>,
  priority: MessagePriority = 'normal',
): Member {
  return {
    name,
    work: (run, assignment) =>
      run.step('done in the pool', () => pool.run({ run: run.id, assignment }, { priority, signal: run.signal })),
  }
}
