/** What the first and last lines of a log file tell about its clock. */
export interface ClockSample {
  source: string
  /** Milliseconds since the epoch, read as UTC where no zone is written. */
  from: number
  to: number
  /** Minutes east of UTC as written; undefined where no zone is. */
  offsetMinutes: number | undefined
}

export interface SettledClock {
  source: string
  /** Milliseconds to add to the times of the file. */
  shift: number
  /** One sentence for people; undefined where there is nothing to say. */
  note: string | undefined
}

const MINUTE = 60_000
const TOLERANCE = 5 * MINUTE
/** Time zones reach from 12 hours west to 14 hours east, in steps of half an hour (three have quarters). */
const ZONES = Array.from({ length: 53 }, (_, index) => (index - 24) * 30).filter((minutes) => minutes !== 0)

/**
 * Decides how to read files that write no time zone: as UTC where that meets the reported start, and else in the one zone in
 * which it does. Where none or several would do, UTC is kept and said. `start` is in milliseconds since the epoch.
 */
export function settleClocks(samples: readonly ClockSample[], start: number | undefined): SettledClock[] {
  const reference = start ?? middleOf(samples.filter(({ offsetMinutes }) => offsetMinutes !== undefined))
  return samples.map((sample) => {
    const { source, offsetMinutes } = sample
    if (offsetMinutes !== undefined)
      return {
        source,
        shift: 0,
        note: offsetMinutes === 0 ? undefined : `writes ${zoneName(offsetMinutes)}; shown here as UTC.`,
      }
    const wide = { from: sample.from - TOLERANCE, to: sample.to + TOLERANCE }
    if (reference === undefined || holds(wide, reference))
      return { source, shift: 0, note: 'writes no time zone; taken as UTC.' }
    const zones = ZONES.filter((minutes) => holds(wide, reference + minutes * MINUTE))
    const whole = zones.filter((minutes) => minutes % 60 === 0)
    const zone = zones.length === 1 ? zones[0] : whole.length === 1 ? whole[0] : undefined
    if (zone === undefined)
      return { source, shift: 0, note: 'writes no time zone and does not cover the reported start; taken as UTC.' }
    return {
      source,
      shift: -zone * MINUTE,
      note: `writes no time zone; taken as ${zoneName(zone)}, the only one in which it covers the reported start.`,
    }
  })
}

function middleOf(samples: readonly ClockSample[]): number | undefined {
  if (samples.length === 0) return undefined
  return (Math.min(...samples.map(({ from }) => from)) + Math.max(...samples.map(({ to }) => to))) / 2
}

function holds({ from, to }: { from: number; to: number }, at: number): boolean {
  return at >= from && at <= to
}

function zoneName(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
