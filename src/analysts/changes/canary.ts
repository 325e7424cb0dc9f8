import type { Change } from '../../core/evidence.ts'
import type { ComparisonWindows } from '../../core/incident.ts'
import type { ComponentSeries } from '../metrics/component-series.ts'
import { badDirection, noiseFloor } from '../metrics/metric-kind.ts'
import { interquartileRange, median, quantile } from '../statistics/robust.ts'
import { surpriseOfZ } from '../statistics/surprise.ts'

/** The new version of a service against the old one, by the metrics of their pods (after ChangeRCA, Yu et al., FSE 2024). */
export interface CanaryVerdict {
  change: Change
  /** `silent`: the old version reports metrics, the new one reports none. `worse`: it does worse. `sound`: nothing to see. */
  outcome: 'silent' | 'worse' | 'sound'
  surprise: number
  /** What is worse, with its figures. */
  worst?: { series: ComponentSeries; index: number; before: number; after: number }
}

/** How much a kind of metric tells about a release: a new pod's memory differs for many harmless reasons. */
const WEIGHT: Partial<Record<ComponentSeries['kind'], number>> = {
  success: 1.4,
  errors: 1.4,
  latency: 0.6,
  cpu: 0.8,
  memory: 0.25,
  restarts: 1.2,
  lag: 0.6,
}
/** A release that never served is as telling as a plain failure. */
const SILENT = 7
/** Milliseconds after a release in which new pods are still starting. */
const START_UP = 30_000

/** Judges one release. Undefined where the metrics do not tell versions apart. */
export function judgeCanary(
  change: Change,
  all: readonly ComponentSeries[],
  windows: ComparisonWindows,
): CanaryVerdict | undefined {
  const { service, version, at } = change
  if (!version || at === undefined) return undefined
  const own = all.filter(
    (series) => series.version !== undefined && series.component === service && series.kind !== 'host',
  )
  if (own.length === 0) return undefined
  const from = at + START_UP
  const pods = own.filter((series) => series.caller === undefined)
  const isNew = (series: ComponentSeries) => series.version === version
  if (
    pods.length > 0 &&
    !pods.some((series) => isNew(series) && samples(series, from, windows.incident.to).length > 0)
  ) {
    return { change, outcome: 'silent', surprise: SILENT }
  }
  return compareVersions(change, own, isNew, { before: windows.baseline.from, at, from, to: windows.incident.to })
}

interface Times {
  before: number
  at: number
  from: number
  to: number
}

function compareVersions(
  change: Change,
  own: readonly ComponentSeries[],
  isNew: (series: ComponentSeries) => boolean,
  times: Times,
): CanaryVerdict {
  const verdict: CanaryVerdict = { change, outcome: 'sound', surprise: 0 }
  for (const group of Map.groupBy(own, (series) => `${series.series.name}\0${series.caller ?? ''}`).values()) {
    const old = group
      .filter((series) => !isNew(series))
      .flatMap((series) => samples(series, times.before, times.at).map(({ value }) => value))
    const seen = group
      .filter(isNew)
      .flatMap((series) => samples(series, times.from, times.to).map((sample) => ({ ...sample, series })))
    const first = group[0]
    if (!first || old.length < 3 || seen.length < 2) continue
    const direction = badDirection(first.kind)
    const centre = median(old)
    const spread = Math.max(
      interquartileRange(old),
      0.15 * Math.abs(centre),
      noiseFloor(first.kind, first.series.name, centre),
    )
    const level = quantile(
      seen.map(({ value }) => value),
      direction >= 0 ? 0.7 : 0.3,
    )
    const surprise = surpriseOfZ((direction * (level - centre)) / spread) * (WEIGHT[first.kind] ?? 0)
    const worst = seen.reduce((a, b) => (direction * b.value > direction * a.value ? b : a))
    if (surprise > verdict.surprise)
      Object.assign(verdict, {
        surprise,
        outcome: surprise > 2 ? 'worse' : 'sound',
        worst: { series: worst.series, index: worst.index, before: centre, after: level },
      })
  }
  return verdict
}

function samples(of: ComponentSeries, from: number, to: number): { value: number; index: number }[] {
  const kept: { value: number; index: number }[] = []
  of.values.forEach((value, index) => {
    const at = of.series.timestamps[index] ?? 0
    if (Number.isFinite(value) && at >= from && at <= to) kept.push({ value, index })
  })
  return kept
}
