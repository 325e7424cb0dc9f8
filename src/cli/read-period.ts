import { WatchfloorFault } from '../core/fault.ts'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A period such as 90m, 12h or 30d in milliseconds. Throws a fault `usage` that names the flag, also for one that is too short. */
export function readPeriod(flag: string, text: string, least = 1): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count === undefined || Number(count) < least)
    throw new WatchfloorFault('usage', `${flag}: "${text}" is no period.`, {
      hint: 'Minutes, hours or days: 90m, 12h, 30d.',
    })
  return Number(count) * (UNITS[unit] ?? 0)
}
