import type { TimeWindow } from './evidence.ts'

interface Asked extends TimeWindow {
  startedAt?: number
}

/** The time before the fault and the time since. Where nobody knows when it began, or it began outside, the two halves. */
export function comparedTimes({ from, to, startedAt }: Asked): [before: TimeWindow, since: TimeWindow] {
  const isKnown = startedAt !== undefined && startedAt > from && startedAt < to
  const border = isKnown ? Math.floor(startedAt) : Math.floor((from + to) / 2)
  return [
    { from, to: border },
    { from: border, to },
  ]
}

/** Both times in `each` equal parts, in their order: what draws from all of them in turn has both, and all of each. Borders are whole milliseconds; empty parts are left out. */
export function timeSlices(asked: Asked, each: number): TimeWindow[] {
  return comparedTimes(asked)
    .flatMap(({ from, to }) => {
      const border = (part: number) => Math.floor(from + ((to - from) * part) / each)
      return Array.from({ length: each }, (_, part) => ({ from: border(part), to: border(part + 1) }))
    })
    .filter(({ from, to }) => from < to)
}
