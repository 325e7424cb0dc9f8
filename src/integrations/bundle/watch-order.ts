import type { LogRecord } from '../../core/evidence.ts'

/** Lines of several threads are out of order by less. Milliseconds. */
const DISORDER = 60_000
/** With a larger share of its lines going back a file is not in order at all. */
const MOST_JUMPS = 0.01

/** Watches the times of a log file for steps back, as a clock that is set makes them. */
export function watchOrder() {
  let latest = Number.NEGATIVE_INFINITY
  let seen = 0
  let jumps = 0
  let first: { line: number; seconds: number } | undefined
  return {
    see({ at, line }: LogRecord): void {
      if (at === undefined) return
      seen++
      if (at < latest - DISORDER) {
        jumps++
        first ??= { line, seconds: Math.round((latest - at) / 1000) }
        latest = at
      } else latest = Math.max(latest, at)
    },
    /** What to say of it; undefined where time only went forward. */
    firstJump(): { text: string; hint: string } | undefined {
      if (!first) return undefined
      if (jumps > MOST_JUMPS * seen && jumps > 3)
        return {
          text: `its lines are not in the order of time (${jumps} steps back).`,
          hint: 'Nothing to do: lines are taken by their own time.',
        }
      return {
        text: `time goes back by ${first.seconds} s at line ${first.line}${jumps > 1 ? `, and ${jumps - 1} times more` : ''}.`,
        hint: 'Look whether the clock of the host was set, or two logs were joined; times around there are not sure.',
      }
    },
  }
}
