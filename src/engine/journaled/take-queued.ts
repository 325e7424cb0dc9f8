import type { QueueLimits } from '../../core/engine.ts'
import { recordFault } from '../../core/fault.ts'
import type { Journal, RunEntry } from './journal.ts'

export interface TakeParts {
  journal: Journal
  owner: string
  clock(): number
  beat(): Promise<void>
  recover(): Promise<string[]>
  /** Throws a fault where no workflow here fits the run. */
  launch(entry: RunEntry): Promise<void>
}

/** How often queues are looked at, and runs that were left. Milliseconds. */
const WORK_EVERY = 100
const RECOVER_EVERY = 1_000

/** The worker in an engine: takes runs from queues that have room, and runs whose process is gone. */
export function takeQueued({ journal, owner, clock, beat, recover, launch }: TakeParts) {
  async function takeOne(queue: string, { concurrency, rate }: QueueLimits): Promise<boolean> {
    const now = clock()
    const limits = {
      concurrency: concurrency ?? Number.MAX_SAFE_INTEGER,
      rate: rate?.limit ?? Number.MAX_SAFE_INTEGER,
      since: now - (rate?.periodMilliseconds ?? 0),
    }
    const id = await journal.claimQueued(queue, limits, owner, now)
    const entry = id === undefined ? undefined : await journal.entry(id)
    if (!entry) return false
    try {
      await launch(entry)
    } catch (thrown) {
      const fault = recordFault(thrown)
      const { message, code } = fault
      await journal.end(
        owner,
        entry.id,
        { status: 'failed', fault },
        { at: now, run: entry.id, type: 'run_failed', message, code },
      )
    }
    return true
  }

  return {
    work(queues: Readonly<Record<string, QueueLimits>>): { stop(): Promise<void> } {
      let recoveredAt = Number.NEGATIVE_INFINITY
      let turn: Promise<void> | undefined
      async function take(): Promise<void> {
        await beat()
        if ((await journal.halted()) !== undefined) return
        const now = clock()
        if (now - recoveredAt >= RECOVER_EVERY) {
          recoveredAt = now
          await recover()
        }
        for (const [queue, limits] of Object.entries(queues)) while (await takeOne(queue, limits)) {}
      }
      const timer = setInterval(() => {
        turn ??= take()
          // What fails now, because the store is away, is done in the next turn.
          .catch(() => undefined)
          .finally(() => {
            turn = undefined
          })
      }, WORK_EVERY)
      return {
        async stop() {
          clearInterval(timer)
          await turn
        },
      }
    },
  }
}
