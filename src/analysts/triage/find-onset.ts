import type { Series } from '../../core/evidence.ts'
import { type ComponentSeries, componentSeries } from '../metrics/component-series.ts'
import { badDirection, noiseFloor } from '../metrics/metric-kind.ts'
import { interquartileRange, median, quantile } from '../statistics/robust.ts'
import { surpriseOfZ } from '../statistics/surprise.ts'

/** A lasting change of level in one series. */
export interface ChangePoint {
  of: ComponentSeries
  /** Milliseconds since the epoch of the first sample at the new level. */
  at: number
  surprise: number
}

const FEWEST_SAMPLES = 6
/** Surprise in nats from which a change of level is believed. */
const CONVINCING = 5
const VOICES = 5

/**
 * When did it begin? Splits each series where the two sides differ most (least squares on clipped values), keeps the
 * changes for the worse, and takes the weighted median of the strongest, one for each component. `from` and `to` bound
 * the search. Undefined where nothing changed convincingly.
 */
export function findOnset(all: Iterable<Series>, from: number, to: number): number | undefined {
  const strongest = new Map<string, ChangePoint>()
  for (const series of all) {
    const of = componentSeries(series)
    if (badDirection(of.kind) === 0 || of.kind === 'host' || of.caller !== undefined) continue
    const point = findChangePoint(of, from, to)
    if (point && point.surprise > (strongest.get(of.component)?.surprise ?? 0)) strongest.set(of.component, point)
  }
  const ranked = [...strongest.values()]
    .filter(({ surprise }) => surprise >= CONVINCING)
    .sort((a, b) => b.surprise - a.surprise)
  const voices = ranked.filter(({ surprise }) => surprise >= (ranked[0]?.surprise ?? 0) / 2).slice(0, VOICES)
  const weight = voices.reduce((sum, { surprise }) => sum + surprise, 0)
  let reached = 0
  for (const { at, surprise } of voices.sort((a, b) => a.at - b.at)) {
    reached += surprise
    if (reached >= weight / 2) return at
  }
  return undefined
}

export function findChangePoint(of: ComponentSeries, from: number, to: number): ChangePoint | undefined {
  const kept = Array.from(of.values.keys()).filter(
    (index) => Number.isFinite(of.values[index]) && (of.series.timestamps[index] ?? 0) <= to,
  )
  if (kept.length < FEWEST_SAMPLES) return undefined
  const values = kept.map((index) => of.values[index] ?? 0)
  const times = kept.map((index) => of.series.timestamps[index] ?? 0)
  const split = bestSplit(clip(values), (index) => (times[index] ?? 0) >= from)
  if (split === undefined) return undefined
  const before = values.slice(0, split)
  const after = values.slice(split)
  const centre = median(before)
  const spread = Math.max(
    interquartileRange(before),
    0.15 * Math.abs(centre),
    noiseFloor(of.kind, of.series.name, centre),
  )
  const surprise =
    surpriseOfZ((badDirection(of.kind) * (median(after) - centre)) / spread) * Math.min(1, before.length / 6)
  return { of, at: times[split] ?? from, surprise }
}

function clip(values: readonly number[]): number[] {
  const low = quantile(values, 0.02)
  const high = quantile(values, 0.98)
  return values.map((value) => Math.min(high, Math.max(low, value)))
}

/** The index at which splitting removes most of the squared error; at least two samples stay on each side. */
function bestSplit(values: readonly number[], allowed: (index: number) => boolean): number | undefined {
  const total = values.reduce((sum, value) => sum + value, 0)
  let left = 0
  let best: number | undefined
  let gain = 0
  for (let index = 1; index < values.length; index++) {
    left += values[index - 1] ?? 0
    if (index < 2 || index > values.length - 2 || !allowed(index)) continue
    const right = total - left
    const difference = right / (values.length - index) - left / index
    const score = difference * difference * ((index * (values.length - index)) / values.length)
    if (score > gain) {
      gain = score
      best = index
    }
  }
  return best
}
