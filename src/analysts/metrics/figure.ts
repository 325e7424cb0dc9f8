/** A value of a metric for people: the unit is read from the metric's name. */
export function figure(value: number, metric: string): string {
  const name = metric.toLowerCase()
  if (!Number.isFinite(value)) return 'nothing'
  if (/bytes/.test(name)) return bytes(value)
  if (/mib/.test(name)) return bytes(value * 1024 * 1024)
  if (/percent|pct/.test(name)) return `${short(value)}%`
  if (/milli.*(?:core|cpu)|(?:core|cpu).*milli/.test(name)) return `${short(value)} mCPU`
  if (/millisecond|_ms(?:_|$)/.test(name)) return `${short(value)} ms`
  if (/seconds/.test(name) && !/cpu_seconds/.test(name))
    return value < 1 ? `${short(value * 1000)} ms` : `${short(value)} s`
  return short(value)
}

export function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 10_000) return Math.round(value).toLocaleString('en-US')
  return size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let scaled = value
  let unit = 0
  while (Math.abs(scaled) >= 1024 && unit < units.length - 1) {
    scaled /= 1024
    unit++
  }
  return `${short(scaled)} ${units[unit]}`
}
