import type { Plot } from '../../core/analysis.ts'
import type { Series } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { componentSeries } from './component-series.ts'
import type { MetricKind } from './metric-kind.ts'
import { movementContext } from './movement-context.ts'
import { measureShift, type Shift } from './shift.ts'
import { shiftFinding, signalOf } from './shift-finding.ts'

export interface MetricsAnalysis {
  findings: Finding[]
  plots: Plot[]
  /** How many series were judged, of how many. */
  judged: number
  total: number
}

/** Below this much surprise (in nats) a shift is not worth a line. */
const LEAST = 1
const MOST_FINDINGS = 60
const MOST_PLOTS = 6

/** The kinds each of the two specialists for metrics speaks about. */
export const SERVICE_KINDS: ReadonlySet<MetricKind> = new Set([
  'cpu',
  'memory',
  'latency',
  'errors',
  'success',
  'traffic',
  'other',
])
export const INFRASTRUCTURE_KINDS: ReadonlySet<MetricKind> = new Set([
  'host',
  'disk',
  'saturation',
  'headroom',
  'restarts',
  'replicas',
  'lag',
  'network',
])

/** Judges every series of the given kinds on its own and reports, for each component and signal, the one that moved most. */
export function analyseMetrics(
  all: Iterable<Series>,
  context: AnalystContext,
  agent: string,
  kinds: ReadonlySet<MetricKind>,
): MetricsAnalysis {
  const strongest = new Map<string, Shift>()
  let judged = 0
  let total = 0
  for (const series of all) {
    const of = componentSeries(series)
    if (!kinds.has(of.kind)) continue
    total++
    const shift = measureShift(of, context.windows)
    if (!shift) continue
    judged++
    const key = `${of.component}\0${of.caller ?? ''}\0${signalOf(shift)}`
    const known = strongest.get(key)
    if (!known || shift.surprise > known.surprise) strongest.set(key, shift)
  }
  const shifts = [...strongest.values()]
    .filter((shift) => shift.surprise >= LEAST)
    .sort((a, b) => b.surprise - a.surprise)
  return {
    findings: [
      ...shifts.slice(0, MOST_FINDINGS).map((shift) => shiftFinding(shift, agent)),
      ...movementContext(shifts, agent),
    ],
    plots: shifts
      .filter(({ of }) => of.kind !== 'other')
      .slice(0, MOST_PLOTS)
      .map((shift) => plotOf(shift, context)),
    judged,
    total,
  }
}

const MOST_POINTS = 400

function plotOf({ of, at }: Shift, { windows }: AnalystContext): Plot {
  const { series, values } = of
  const step = Math.max(1, Math.ceil(values.length / MOST_POINTS))
  const kept = Array.from(values.keys()).filter((index) => index % step === 0)
  return {
    title: of.caller === undefined ? series.name : `${series.name} ${of.caller} → ${of.component}`,
    component: of.component,
    timestamps: kept.map((index) => series.timestamps[index] ?? 0),
    values: kept.map((index) => finiteOrNull(values[index])),
    anomaly: { from: at, to: Math.max(at, windows.incident.to) },
  }
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
