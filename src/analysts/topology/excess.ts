import type { CallEdge } from '../../core/evidence.ts'
import type { ComparisonWindows } from '../../core/incident.ts'
import type { ComponentSeries } from '../metrics/component-series.ts'
import { noiseFloor } from '../metrics/metric-kind.ts'
import { interquartileRange, median, quantile } from '../statistics/robust.ts'
import { surpriseOfZ } from '../statistics/surprise.ts'

/** Seconds of waiting, or failed requests, in excess of what the baseline has, for each interval of measurement. */
export interface Excess {
  component: string
  kind: 'latency' | 'errors'
  amount: number
  before: number
  during: number
  series: ComponentSeries
  /** Index of the worst sample, for citing. */
  index: number
  /** The excess in spreads of the baseline. */
  z: number
}

/**
 * What each component has too much of: latency times requests, or failures times requests. Unlike a z value the product
 * is conserved along calls: the seconds a caller waits longer are those its callees take longer plus its own. Where no
 * traffic is measured every component counts as one request.
 */
export function measureExcess(all: readonly ComponentSeries[], windows: ComparisonWindows): Excess[] {
  const traffic = new Map<string, number>()
  for (const series of all) {
    if (series.kind !== 'traffic' || series.caller) continue
    const level = median(valuesWithin(series, windows.incident.from, windows.incident.to).map(({ value }) => value))
    if (level > 0) traffic.set(series.component, Math.max(traffic.get(series.component) ?? 0, level))
  }
  const found = new Map<string, Excess>()
  for (const series of all) {
    if (series.caller || !isTypical(series)) continue
    const excess = excessOf(series, traffic.get(series.component) ?? 1, windows)
    if (!excess) continue
    const key = `${excess.kind}\0${excess.component}`
    const known = found.get(key)
    if (!known || excess.amount > known.amount) found.set(key, excess)
  }
  return [...found.values()]
}

/** Averages add up along calls, high quantiles do not. */
function isTypical({ kind, series }: ComponentSeries): boolean {
  if (kind === 'latency') return !/p9\d|p99|quantile|max|client/i.test(series.name)
  return kind === 'success' || kind === 'errors'
}

function valuesWithin(of: ComponentSeries, from: number, to: number): { value: number; index: number }[] {
  const kept: { value: number; index: number }[] = []
  of.values.forEach((value, index) => {
    const at = of.series.timestamps[index] ?? 0
    if (Number.isFinite(value) && at >= from && at <= to) kept.push({ value, index })
  })
  return kept
}

function excessOf(series: ComponentSeries, requests: number, windows: ComparisonWindows): Excess | undefined {
  const before = valuesWithin(series, windows.baseline.from, windows.baseline.to - 1).map(({ value }) => value)
  const during = valuesWithin(series, windows.incident.from, windows.incident.to)
  if (before.length < 3 || during.length === 0) return undefined
  const kind = series.kind === 'latency' ? 'latency' : 'errors'
  const sign = series.kind === 'success' ? -1 : 1
  const centre = median(before)
  const spread = Math.max(
    interquartileRange(before),
    noiseFloor(series.kind, series.series.name, centre) / 2,
    0.04 * Math.abs(kind === 'latency' ? centre : 0),
  )
  const levels = during.map(({ value }) => value)
  const level = quantile(levels, sign > 0 ? 0.75 : 0.25)
  const worst = during.reduce((a, b) => (sign * b.value > sign * a.value ? b : a))
  const rise = sign * (level - centre)
  const scale = kind === 'errors' && /percent|pct/i.test(series.series.name) ? 0.01 : 1
  return {
    component: series.component,
    kind,
    amount: Math.max(0, rise - spread) * scale * requests,
    before: centre,
    during: level,
    series,
    index: worst.index,
    z: rise / spread,
  }
}

export interface Blame {
  component: string
  kind: Excess['kind']
  /** The part of the symptom's excess that begins here, weighted by how plainly the symptom is of this kind; 0 to 1. */
  share: number
  excess: Excess
  /** From the symptom to here, callers first. */
  path: string[]
}

/**
 * Follows the excess from the symptom down the calls: what a component has in excess beyond its callees' is its own. Only
 * what the symptom can reach counts; without a symptom, everything does.
 */
export function traceBlame(
  excesses: readonly Excess[],
  edges: readonly CallEdge[],
  symptom: string | undefined,
): Blame[] {
  const paths = symptom === undefined ? undefined : reach(symptom, edges)
  const kinds = (['latency', 'errors'] as const).map((kind) => ({ kind, seen: seenAs(kind, excesses, symptom) }))
  const seenInAll = kinds.reduce((sum, { seen }) => sum + seen, 0)
  return kinds.flatMap(({ kind, seen }) => {
    const amounts = new Map(
      excesses.filter((excess) => excess.kind === kind).map((excess) => [excess.component, excess]),
    )
    const total =
      (symptom && amounts.get(symptom)?.amount) || Math.max(0, ...[...amounts.values()].map((excess) => excess.amount))
    if (total <= 0 || seen <= 0) return []
    return [...amounts.values()]
      .filter((excess) => excess.amount > 0 && (paths === undefined || paths.has(excess.component)))
      .map((excess) => ({
        component: excess.component,
        kind,
        share: Math.min(1, ownAmount(excess, edges, amounts) / total) * (seen / seenInAll),
        excess,
        path: paths?.get(excess.component) ?? [excess.component],
      }))
  })
}

/** How plainly the symptom is one of this kind; without a symptom, how plainly anything is. */
function seenAs(kind: Excess['kind'], excesses: readonly Excess[], symptom: string | undefined): number {
  const own = excesses.filter((excess) => excess.kind === kind && excess.amount > 0)
  const at = symptom === undefined ? own : own.filter((excess) => excess.component === symptom)
  return Math.max(0, ...at.map((excess) => surpriseOfZ(excess.z)))
}

function ownAmount(excess: Excess, edges: readonly CallEdge[], amounts: ReadonlyMap<string, Excess>): number {
  const callees = new Set(
    edges
      .filter((edge) => edge.caller === excess.component && edge.callee !== excess.component)
      .map((edge) => edge.callee),
  )
  let below = 0
  for (const callee of callees) below += amounts.get(callee)?.amount ?? 0
  return Math.max(0, excess.amount - below)
}

/** Every component that calls from `start` can reach, with one shortest path to it. */
export function reach(start: string, edges: readonly CallEdge[]): Map<string, string[]> {
  const paths = new Map([[start, [start]]])
  const queue = [start]
  for (let caller = queue.shift(); caller !== undefined; caller = queue.shift()) {
    for (const edge of edges) {
      if (edge.caller !== caller || paths.has(edge.callee)) continue
      paths.set(edge.callee, [...(paths.get(caller) ?? []), edge.callee])
      queue.push(edge.callee)
    }
  }
  return paths
}
