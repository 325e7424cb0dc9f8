import type { RunHandle } from '../../core/engine.ts'
import type { RunEvent } from '../../core/run-event.ts'
import type { Journal } from './journal.ts'
import type { EarlyEnd, LiveRun } from './live-run.ts'
import type { OpenWaits } from './open-waits.ts'

/** A run that this process is at work on. */
export interface HeldRun {
  live: LiveRun
  handle: RunHandle<unknown>
  /** Fulfilled when it is no longer held. */
  over: Promise<unknown>
}

export interface WatchParts {
  journal: Journal
  owner: string
  clock(): number
  waits: OpenWaits
  held: ReadonlyMap<string, HeldRun>
  announce(event: RunEvent): void
}

/** How often a process asks what has changed for its runs. Milliseconds. */
const WATCH_EVERY = 200
const BEAT_EVERY = 1_000

/** Tells others that this process lives, and learns what they have asked of its runs: cancels, answers, the kill switch. */
export function watchRuns({ journal, owner, clock, waits, held, announce }: WatchParts) {
  let timer: NodeJS.Timeout | undefined
  let beatAt = Number.NEGATIVE_INFINITY

  async function look(): Promise<void> {
    const now = clock()
    await beat()
    const news = await journal.news(owner)
    for (const id of news.cancelled) held.get(id)?.live.controller.abort({ status: 'cancelled' } satisfies EarlyEnd)
    if (news.halted !== undefined)
      for (const { live } of held.values())
        live.controller.abort({ status: 'halted', reason: news.halted } satisfies EarlyEnd)
    for (const { run, wait, value, at } of news.answers) waits.settle(run, wait, { status: 'answered', value, at })
    for (const { run, wait } of waits.over(now))
      if (await journal.endWait(run, wait, now)) {
        announce({ at: now, run, type: 'wait_timed_out', wait })
        waits.settle(run, wait, { status: 'timed-out' })
      }
  }

  async function beat(): Promise<void> {
    const now = clock()
    if (now - beatAt < BEAT_EVERY) return
    beatAt = now
    await journal.beat(owner, now)
  }

  function end(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    beat,
    /** Watches for as long as any run is held. */
    begin(): void {
      if (timer) return
      timer = setInterval(() => {
        // A look that fails is made up for by the next one.
        if (held.size > 0) look().catch(() => undefined)
        else end()
      }, WATCH_EVERY)
    },
    end,
  }
}
