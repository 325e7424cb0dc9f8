import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds between turns where nobody nudges, and at least. */
const TURN = 1_000
const SHORTEST = 100

export interface Again {
  /** There is something to do: now, rather than at the next turn. */
  nudge(): void
  /** Resolves when the turn under way has ended. */
  stop(): Promise<void>
}

/** Does it again and again, sooner when nudged, never more often than is good for the others. */
export function again(work: () => Promise<void>, onFault: (thrown: unknown) => void): Again {
  let isStopped = false
  let isNudged = false
  let wake: () => void = () => undefined
  const working = (async () => {
    while (!isStopped) {
      isNudged = false
      try {
        await work()
      } catch (thrown) {
        if (!isStopped) onFault(thrown)
      }
      await pause(SHORTEST)
      await new Promise<void>((resolve) => {
        if (isNudged || isStopped) return resolve()
        const timer = setTimeout(resolve, TURN)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    nudge() {
      isNudged = true
      wake()
    },
    async stop() {
      isStopped = true
      wake()
      await working
    },
  }
}
