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
  /** When it left its range, in milliseconds since the epoch: possibly before the incident was noticed. */
  at: number
  /** The worst sample, for citing. */
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
  const later: Sample[] = []
  of.values.forEach((value, index) => {
    const at = timestamps[index] ?? 0
    if (!Number.isFinite(value)) return
    if (at >= windows.baseline.from && at < windows.baseline.to) before.push(value)
    else if (at >= windows.incident.from && at <= windows.incident.to) during.push(value)
    if (at >= windows.baseline.to && at <= windows.incident.to) later.push({ value, index })
  })
  if (before.length < FEWEST_BASELINE || during.length === 0) return undefined
  return judge(of, before, during, later)
}

interface Sample {
  value: number
  index: number
}

function judge(of: ComponentSeries, before: number[], during: number[], later: Sample[]): Shift {
  const centre = median(before)
  const direction = badDirection(of.kind)
  const level = direction === 0 ? median(during) : quantile(during, direction > 0 ? 0.7 : 0.3)
  const spread = spreadOf(of, before, centre)
  const z = ((level - centre) / spread) * (direction === 0 ? 1 : direction)
  const towards = Math.sign(level - centre) || 1
  const away = ({ value }: Sample) => ((value - centre) / spread) * towards
  const worst = later.reduce<Sample | undefined>((a, b) => (a && away(a) >= away(b) ? a : b), undefined)
  const first = firstLasting(later, (sample) => away(sample) > Math.min(3, Math.abs(z) / 2)) ?? worst
  const at = of.series.timestamps[first?.index ?? 0] ?? 0
  return { of, before: centre, during: level, z, surprise: surpriseOfZ(z), at, index: worst?.index ?? 0 }
}

/** The first of two neighbours that are both off: one alone is a blip. */
function firstLasting(samples: readonly Sample[], isOff: (sample: Sample) => boolean): Sample | undefined {
  return samples.find((sample, place) => isOff(sample) && isOff(samples[place + 1] ?? sample))
}

function spreadOf({ kind, series }: ComponentSeries, before: number[], centre: number): number {
  // With few samples the quartiles say little; the range is the safer guess.
  const measured = before.length < 8 ? Math.max(...before) - Math.min(...before) : interquartileRange(before)
  return Math.max(measured, RELATIVE_FLOOR * Math.abs(centre), noiseFloor(kind, series.name, centre))
}
