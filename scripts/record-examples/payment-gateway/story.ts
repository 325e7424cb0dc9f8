/** The fixed points of the written incident; everything else is derived from them. Times are seconds since the Unix epoch. */

export const STEP_SECONDS = 15
export const BEGINS = at('13:40:00')
/** When the outputs of kubectl were taken. */
export const ENDS = at('14:19:10')
export const FLAG_AT = at('13:47:10')
export const CONFIG_AT = at('13:55:20')
export const DEPLOY_AT = at('14:02:05')
/** First run of the new job: its schedule is every tenth minute past five, on every replica. */
export const JOB_AT = at('14:05:00')

export const NAMESPACE = 'shop'
export const MIB = 2 ** 20
export const MEMORY_LIMIT = 512 * MIB
export const HEAP_LIMIT = 400 * MIB
export const ROWS = 2_400_000
/** The pod's memory that is not Java heap: class data, threads, buffers. */
export const OUTSIDE_HEAP = 104 * MIB
export const QUIET_MEMORY = 266 * MIB

export const PAYMENTS_PER_SECOND = 4
export const CALL_TIMEOUT = 3

export function at(clock: string): number {
  return Date.parse(`2026-10-14T${clock}Z`) / 1000
}

export function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

/** ISO 8601 without the fraction, as Kubernetes writes it. */
export function isoSecond(seconds: number): string {
  return `${iso(seconds).slice(0, 19)}Z`
}

/** As `kubectl describe` writes it: Wed, 14 Oct 2026 14:02:05 +0000. */
export function rfc1123(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toUTCString().replace('GMT', '+0000')
}

/** The age that kubectl prints for `seconds`: 38s, 4m12s, 17m, 3h5m, 6d. */
export function age(seconds: number): string {
  const whole = Math.floor(seconds)
  const minutes = Math.floor(whole / 60)
  const hours = Math.floor(minutes / 60)
  if (whole < 120) return `${whole}s`
  if (minutes < 10) return whole % 60 ? `${minutes}m${whole % 60}s` : `${minutes}m`
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return minutes % 60 ? `${hours}h${minutes % 60}m` : `${hours}h`
  if (hours < 48) return `${hours}h`
  return `${Math.floor(hours / 24)}d`
}
