import type { ComparisonWindows } from '../../core/incident.ts'
import { interquartileRange, median, quantile } from '../statistics/robust.ts'
import { surpriseOfZ } from '../statistics/surprise.ts'
import type { ComponentSeries } from './component-series.ts'
import { badDirection, noiseFloor } from './metric-kind.ts'

/** How far a series moved between the baseline and the incident. */
export interface Shift {
  of: ComponentSeries
  before: number
  during: number
  /** Signed: positive is the bad direction (or up, where neither is bad). */
  z: number
  surprise: number
  /** Milliseconds since the epoch of the first sample of the anomaly, and its index. */
  at: number
  index: number
}

/** A spread below this share of the level is not believed, however few samples said so. */
const RELATIVE_FLOOR = 0.15
const FEWEST_BASELINE = 2

/**
 * Robust scorer after BARO (Pham et al., FSE 2024): the level in the incident against median and spread of the baseline,
 * signed by the direction that is bad, with floors under the spread. Undefined where either window has too few samples.
 */
export function measureShift(of: ComponentSeries, windows: ComparisonWindows): Shift | undefined {
  const { timestamps } = of.series
  const before: number[] = []
  const during: number[] = []
  const indices: number[] = []
  of.values.forEach((value, index) => {
    const at = timestamps[index] ?? 0
    if (!Number.isFinite(value)) return
    if (at >= windows.baseline.from && at < windows.baseline.to) before.push(value)
    else if (at >= windows.incident.from && at <= windows.incident.to) {
      during.push(value)
      indices.push(index)
    }
  })
  if (before.length < FEWEST_BASELINE || during.length === 0) return undefined
  return judge(of, before, during, indices)
}

function judge(of: ComponentSeries, before: number[], during: number[], indices: number[]): Shift {
  const centre = median(before)
  const direction = badDirection(of.kind)
  const level = direction === 0 ? median(during) : quantile(during, direction > 0 ? 0.7 : 0.3)
  const spread = spreadOf(of, before, centre)
  const signed = ((level - centre) / spread) * (direction === 0 ? 1 : direction)
  const first = during.findIndex(
    (value) => ((value - centre) / spread) * Math.sign(level - centre || 1) > Math.min(3, Math.abs(signed) / 2),
  )
  const index = indices[Math.max(0, first)] ?? 0
  return {
    of,
    before: centre,
    during: level,
    z: signed,
    surprise: surpriseOfZ(signed),
    at: of.series.timestamps[index] ?? 0,
    index,
  }
}

function spreadOf({ kind, series }: ComponentSeries, before: number[], centre: number): number {
  // With few samples the quartiles say little; the range is the safer guess.
  const measured = before.length < 8 ? Math.max(...before) - Math.min(...before) : interquartileRange(before)
  return Math.max(measured, RELATIVE_FLOOR * Math.abs(centre), noiseFloor(kind, series.name, centre))
}
