import type { Finding } from '../../core/finding.ts'
import { strengthOf } from '../statistics/surprise.ts'
import { figure } from './figure.ts'
import type { MetricKind } from './metric-kind.ts'
import type { Shift } from './shift.ts'

/** What a shift of each kind speaks for. */
const CAUSES: Partial<Record<MetricKind, string>> = {
  cpu: 'cpu-overload',
  host: 'cpu-overload',
}

/** The kind of evidence a shift is, in the words of the fusion's table. */
export function signalOf({ of }: Shift): string {
  const { kind, caller, series } = of
  if (caller !== undefined)
    return kind === 'latency'
      ? 'edge-latency'
      : kind === 'success' || kind === 'errors'
        ? 'edge-errors'
        : `edge-${kind}`
  if (/client/i.test(series.name)) return 'client-side'
  if (kind === 'headroom') return headroomOf(series.name)
  return kind === 'success' ? 'errors' : kind
}

/** What runs short where room shrinks. */
function headroomOf(name: string): 'memory' | 'disk' | 'saturation' {
  if (/mem|swap|heap/i.test(name)) return 'memory'
  return /disk|filesystem|inode|volume|storage/i.test(name) ? 'disk' : 'saturation'
}

export function shiftFinding(shift: Shift, agent: string): Finding {
  const { of, before, during, z, surprise, at, index } = shift
  const { series, component, caller } = of
  const signal = signalOf(shift)
  const place = caller === undefined ? component : `calls from ${caller} to ${component}`
  return {
    agent,
    component,
    cause: causeOf(shift, signal),
    signal,
    role:
      signal === 'traffic' || signal === 'network' || signal === 'other' || signal === 'client-side'
        ? 'context'
        : 'cause',
    strength: strengthOf(surprise),
    at: new Date(at).toISOString(),
    summary: `${series.name} of ${place} went from ${figure(before, series.name)} to ${figure(during, series.name)}, ${multiple(z)} its usual spread.`,
    citations: [series.cite(index)],
    figures: { before, during, z },
  }
}

function multiple(z: number): string {
  return z >= 10 ? `${Math.round(z)} times` : `${z.toFixed(1)} times`
}

function causeOf({ of }: Shift, signal: string): string {
  if (signal === 'edge-latency') return 'network-delay'
  if (signal === 'memory') return of.kind === 'memory' && isRising(of.values) ? 'memory-leak' : 'memory-pressure'
  if (signal === 'saturation') return /conn|pool/i.test(of.series.name) ? 'connection-pool-exhausted' : 'unknown'
  if (signal === 'disk')
    return /io|latency|await|util/i.test(of.series.name) && !/avail|used|free|usage/i.test(of.series.name)
      ? 'disk-io'
      : 'disk-full'
  if (of.kind === 'restarts') return /oom/i.test(of.series.name) ? 'oom-killed' : 'unknown'
  return CAUSES[of.kind] ?? 'unknown'
}

/** A leak climbs step by step: the last third lies well above the middle third, and that above the first. */
export function isRising(values: Float64Array): boolean {
  const known = values.filter(Number.isFinite)
  const third = Math.floor(known.length / 3)
  if (third < 3) return false
  const level = (from: number) => known.slice(from, from + third).reduce((sum, value) => sum + value, 0) / third
  const [first, middle, last] = [level(0), level(third), level(known.length - third)]
  return last > middle * 1.05 && middle >= first * 0.98 && last > first * 1.15
}
