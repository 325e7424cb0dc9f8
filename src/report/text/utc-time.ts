import { visibleText } from './visible-text.ts'

const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/

/** Milliseconds since the epoch; undefined for what is no ISO 8601 time. Without a zone it is read as UTC. */
export function parseTime(iso: string): number | undefined {
  const parts = ISO_TIME.exec(iso)
  if (parts === null) return undefined
  const milliseconds = Date.parse(`${parts[1]}T${parts[2]}${parts[3] ?? 'Z'}`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

/** `2026-03-14 14:05:02 UTC`; a text that is no time is shown as it is, made visible and cut. */
export function formatUtc(iso: string): string {
  const milliseconds = parseTime(iso)
  return milliseconds === undefined ? visibleText(iso, 40) : `${dateOf(milliseconds)} ${clockOf(milliseconds)} UTC`
}

/** `14:05:02`, for rows that stand below a date. */
export function formatClock(iso: string): string {
  const milliseconds = parseTime(iso)
  return milliseconds === undefined ? visibleText(iso, 12) : clockOf(milliseconds)
}

/** `2026-03-14`, or an empty text for what is no time. */
export function formatDate(iso: string): string {
  const milliseconds = parseTime(iso)
  return milliseconds === undefined ? '' : dateOf(milliseconds)
}

/** The same, but undefined also for the start of the epoch, which stands for a beginning that nobody knows. */
export function knownTime(iso: string | undefined): number | undefined {
  const milliseconds = iso === undefined ? undefined : parseTime(iso)
  return milliseconds === 0 ? undefined : milliseconds
}

/** `2026-03-14 14:05:00 to 14:30:00 UTC`, or `until …` where the beginning is not known. */
export function formatWindow(window: { from: string; to: string }): string {
  if (parseTime(window.from) === 0) return `until ${formatUtc(window.to)}`
  const sameDay = formatDate(window.from) !== '' && formatDate(window.from) === formatDate(window.to)
  const from = sameDay ? `${formatDate(window.from)} ${formatClock(window.from)}` : formatUtc(window.from)
  return `${from} to ${sameDay ? `${formatClock(window.to)} UTC` : formatUtc(window.to)}`
}

/** Whether a number can be shown as a time at all (ECMA-262, time values). */
export function isTimeValue(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Labels for the ticks of one axis: `14:05`, with seconds where ticks are closer, with the date where they span a day. */
export function formatTicks(ticks: readonly Date[]): string[] {
  const times = ticks.map((tick) => tick.getTime())
  const withDate = (times.at(-1) ?? 0) - (times[0] ?? 0) >= DAY
  const length = times.some((time) => time % MINUTE !== 0) ? 8 : 5
  return times.map((time) => {
    const [date = '', clock = ''] = new Date(time).toISOString().split('T')
    return withDate ? `${date.slice(-5)} ${clock.slice(0, 5)}` : clock.slice(0, length)
  })
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().split('T')[0] ?? ''
}

function clockOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().split('T')[1]?.slice(0, 8) ?? ''
}
