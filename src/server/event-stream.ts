import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Engine, StoredEvent } from '../core/engine.ts'

const ENDED: ReadonlySet<string> = new Set(['run_completed', 'run_failed', 'run_timed_out', 'run_cancelled'])
/** Milliseconds between looks into the store, where what happens elsewhere is seen; and between signs of life. */
const LOOK = 1_000
const PING = 15_000

/**
 * The events of a run and its children as server-sent events, from after the one that the reader had last. It ends with the run. What happens
 * in this process is told at once, what happens in another within a second.
 */
export async function streamEvents(
  response: ServerResponse,
  engine: Engine,
  run: string,
  after: number,
  mask: (event: StoredEvent) => StoredEvent,
  signal: AbortSignal,
): Promise<void> {
  let last = after
  let isOver = false
  let wake: () => void = () => undefined
  const stop = engine.subscribe((event) => {
    if (event.run === run || event.run.startsWith(`${run}/`)) wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  const pinging = setInterval(() => response.write(': here\n\n'), PING)
  try {
    while (!isOver && !signal.aborted) {
      const news = await engine.events(run, last)
      for (const stored of news) {
        last = stored.number
        const { number, event } = mask(stored)
        const flows = response.write(`id: ${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        if (event.run === run && ENDED.has(event.type)) isOver = true
        // Whoever reads slowly is waited for.
        if (!flows) await drained(response, signal)
      }
      if (isOver || signal.aborted) return
      // Whoever has read all of a run that has ended waits for nothing.
      if (news.length === 0 && (await engine.get(run))?.endedAt !== undefined) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    stop()
    signal.removeEventListener('abort', onAbort)
    clearInterval(pinging)
    response.end()
  }
}

/** Milliseconds that a reader may take for what it was sent. */
const SLOWEST = 60_000

async function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  const done = new AbortController()
  const until = AbortSignal.any([done.signal, signal, AbortSignal.timeout(SLOWEST)])
  const either = ['drain', 'close'].map((event) => once(response, event, { signal: until }))
  await Promise.race(either).catch(() => response.destroy())
  done.abort()
  await Promise.allSettled(either)
}
