import { WatchfloorFault } from '../core/fault.ts'

const DAY = 86_400_000
const LOOK = 10_000
/** What was missed longer ago is left to the next day. */
const LATEST = 6 * 3_600_000

/** Milliseconds after midnight UTC. Throws a fault `usage` for what is no time such as 07:00. */
export function timeOfDay(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined)
    throw new WatchfloorFault('usage', `"${text}" is no time of day.`, { hint: 'Such as 07:00, in UTC.' })
  return (Number(hours) * 60 + Number(minutes)) * 60_000
}

/**
 * The last time of that kind until now. Milliseconds since the epoch.
 */
export function lastTimeOfDay(now: number, ofDay: number): number {
  const midnight = now - (now % DAY)
  return midnight + ofDay <= now ? midnight + ofDay : midnight + ofDay - DAY
}

/** Does it once for each day, also where its time went by within the last hours; `work` is told which time it is and does it at most once, over all processes. */
export function everyDay(
  ofDay: number,
  work: (at: number) => Promise<void>,
  onFault: (thrown: unknown) => void,
  clock: () => number = Date.now,
): { stop(): Promise<void> } {
  const first = lastTimeOfDay(clock(), ofDay)
  let done = clock() - first > LATEST ? first : first - DAY
  let working = Promise.resolve()
  const timer = setInterval(() => {
    const due = lastTimeOfDay(clock(), ofDay)
    if (due === done) return
    done = due
    working = work(due).catch((thrown: unknown) => {
      // Tried again at the next look.
      done = due - DAY
      onFault(thrown)
    })
  }, LOOK)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}
