import type { EarlyEnd } from './live-run.ts'

/** The longest delay that a timer knows; a longer time-out is counted in pieces. */
const LONGEST_DELAY = 2 ** 31 - 1

/** Rejects when the time is over or the controller is aborted, whether or not the work listens to its signal. */
export function stopEarly(
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
    const wait = (left: number) => {
      timer = setTimeout(
        () => (left > LONGEST_DELAY ? wait(left - LONGEST_DELAY) : controller.abort(reason)),
        Math.min(left, LONGEST_DELAY),
      )
    }
    wait(timeoutMilliseconds)
  })
  early.catch(() => undefined)
  return { early, dispose: () => clearTimeout(timer) }
}
