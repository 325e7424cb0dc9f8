/** A clock that stands still until it is moved on. */
export interface FakeClock {
  /** Milliseconds since the epoch; for whatever takes a `clock`. */
  now(): number
  /** Resolves once the clock was moved past it; rejects with the reason of the signal. For whatever takes a `sleep`. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Moves it on: sleepers wake in the order of their times, each before the next. */
  advance(milliseconds: number): Promise<void>
}

export function fakeClock(start = 0): FakeClock {
  let time = start
  let sleepers: { until: number; wake(): void }[] = []
  return {
    now: () => time,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { until: time + milliseconds, wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((one) => one !== sleeper)
            reject(signal.reason)
          },
          { once: true },
        )
      })
    },
    async advance(milliseconds) {
      const end = time + milliseconds
      for (;;) {
        const next = sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]
        if (!next) break
        sleepers = sleepers.filter((one) => one !== next)
        time = next.until
        next.wake()
        // Whoever woke may sleep again before the end.
        await new Promise((resolve) => setImmediate(resolve))
      }
      time = end
    },
  }
}
