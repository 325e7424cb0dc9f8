import type { WaitOutcome } from '../../core/engine.ts'

interface OpenWait {
  run: string
  wait: string
  deadline?: number | undefined
  settle(outcome: WaitOutcome<unknown>): void
}

/** The waits of this process's runs that nobody has answered yet. */
export function openWaits() {
  const open = new Map<string, OpenWait>()
  const nameOf = (run: string, wait: string) => `${run}\0${wait}`
  return {
    open(run: string, wait: string, deadline: number | undefined, signal: AbortSignal): Promise<WaitOutcome<unknown>> {
      return new Promise((resolve, reject) => {
        const name = nameOf(run, wait)
        const onAbort = () => {
          open.delete(name)
          reject(signal.reason)
        }
        open.set(name, {
          run,
          wait,
          deadline,
          settle(outcome) {
            signal.removeEventListener('abort', onAbort)
            open.delete(name)
            resolve(outcome)
          },
        })
        signal.addEventListener('abort', onAbort, { once: true })
      })
    },
    settle(run: string, wait: string, outcome: WaitOutcome<unknown>): void {
      open.get(nameOf(run, wait))?.settle(outcome)
    },
    over: (now: number) => [...open.values()].filter(({ deadline }) => deadline !== undefined && deadline <= now),
  }
}

export type OpenWaits = ReturnType<typeof openWaits>
