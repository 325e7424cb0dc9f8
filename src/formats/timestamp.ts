const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** ISO 8601 and its common relatives: blank or `T`, `.` or `,` before the fraction, `/` in the date, zone or none. */
const ISO = /(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?/
/** Web servers: 05/Jan/2026:10:00:00 +0000. */
const CLF = /(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})\s?([+-]\d{4})?/
/** BSD syslog (RFC 3164): Jan  5 10:00:00, without year or zone. */
const SYSLOG = /\b([A-Z][a-z]{2})\s{1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?/
/** klog: I0105 10:00:00.000000. */
const KLOG = /^[IWEF](\d{2})(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{6})/
const EPOCH = /^\d{10}(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?$/

export interface ParsedTime {
  /** Milliseconds since the epoch. */
  at: number
  /** `assumed`: the text has no zone and UTC was taken. */
  zone: 'given' | 'assumed'
  /** Minutes east of UTC, where the zone is given; 0 for a number since the epoch. */
  offsetMinutes?: number
}

/**
 * Finds the first timestamp in `text` (the first 80 characters are looked at). `yearOf` (milliseconds since the epoch)
 * lends its year to formats without one. Undefined where no timestamp stands.
 */
export function findTimestamp(text: string, yearOf?: number): ParsedTime | undefined {
  const head = text.length > 80 ? text.slice(0, 80) : text
  return fromIso(head) ?? fromClf(head) ?? fromYearless(KLOG.exec(head), yearOf) ?? fromSyslog(head, yearOf)
}

/** A field that holds a time and nothing else: a number since the epoch in s, ms, µs or ns, or a text as above. */
export function parseTimeField(value: unknown): ParsedTime | undefined {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return EPOCH.test(text) ? fromEpoch(Number(text)) : findTimestamp(text)
}

function fromEpoch(value: number): ParsedTime | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined
  const scale = value < 1e11 ? 1000 : value < 1e14 ? 1 : value < 1e17 ? 1e-3 : 1e-6
  return { at: value * scale, zone: 'given', offsetMinutes: 0 }
}

function fromIso(text: string): ParsedTime | undefined {
  const m = ISO.exec(text)
  if (!m) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = m
  return timeOf([year, month, day], [hour, minute, second], fraction, zone)
}

function fromClf(text: string): ParsedTime | undefined {
  const m = CLF.exec(text)
  if (!m) return undefined
  const [, day, name, year, hour, minute, second, zone] = m
  const month = monthNumber(name)
  return month ? timeOf([year, month, day], [hour, minute, second], undefined, zone) : undefined
}

function fromSyslog(text: string, yearOf: number | undefined): ParsedTime | undefined {
  const m = SYSLOG.exec(text)
  const month = m && monthNumber(m[1])
  if (!m || !month || yearOf === undefined) return undefined
  return timeOf([yearAt(yearOf), month, m[2]], [m[3], m[4], m[5]], m[6], undefined)
}

function fromYearless(m: RegExpExecArray | null, yearOf: number | undefined): ParsedTime | undefined {
  if (!m || yearOf === undefined) return undefined
  return timeOf([yearAt(yearOf), m[1], m[2]], [m[3], m[4], m[5]], m[6], undefined)
}

function yearAt(time: number): string {
  return String(new Date(time).getUTCFullYear())
}

function monthNumber(name: string | undefined): string | undefined {
  const index = MONTHS.indexOf((name ?? '').toLowerCase())
  return index < 0 ? undefined : String(index + 1)
}

type Part = string | undefined

function timeOf(
  [years, months, days]: readonly [Part, Part, Part],
  [hours, minutes, seconds]: readonly [Part, Part, Part],
  fraction: Part,
  zone: Part,
): ParsedTime | undefined {
  const month = Number(months)
  const day = Number(days)
  const hour = Number(hours)
  const minute = Number(minutes)
  const second = Number(seconds)
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined
  const whole = Date.UTC(Number(years), month - 1, day, hour, minute, second)
  const at = fraction ? whole + Number(`0.${fraction}`) * 1000 : whole
  if (!zone) return { at, zone: 'assumed' }
  const offsetMinutes = zoneOffset(zone)
  return { at: at - offsetMinutes * 60_000, zone: 'given', offsetMinutes }
}

/** In minutes. */
function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}
