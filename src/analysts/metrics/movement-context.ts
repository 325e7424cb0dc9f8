import type { Finding } from '../../core/finding.ts'
import type { Shift } from './shift.ts'
import { signalOf } from './shift-finding.ts'

/** Nats: with less a series has hardly moved. */
const MOVED = 3
const FEWEST_SAMPLES = 8
const WORTH_SAYING = 0.6

/** What is worth knowing about the movements together: which series moved first, and which goes with the errors. No cause by itself. */
export function movementContext(shifts: readonly Shift[], agent: string): Finding[] {
  const moved = shifts.filter(({ surprise, z }) => surprise >= MOVED && z > 0)
  return [...firstToMove(moved, agent), ...goesWithErrors(moved, agent)]
}

function named({ of }: Shift): string {
  return of.caller === undefined
    ? `${of.series.name} of ${of.component}`
    : `${of.series.name} of calls from ${of.caller} to ${of.component}`
}

function firstToMove(moved: readonly Shift[], agent: string): Finding[] {
  const [first, second] = moved.toSorted((a, b) => a.at - b.at || b.surprise - a.surprise)
  if (!first || !second || second.at <= first.at) return []
  return [
    {
      agent,
      component: first.of.component,
      cause: 'unknown',
      signal: 'first-to-move',
      role: 'context',
      strength: 0.5,
      at: new Date(first.at).toISOString(),
      summary: `Of ${moved.length} series that moved, ${named(first)} was first, ${Math.round((second.at - first.at) / 1000)} s before ${named(second)}.`,
      citations: [first.of.series.cite(first.index)],
      figures: { secondsBeforeNext: (second.at - first.at) / 1000 },
    },
  ]
}

/** The series that goes most closely with the errors that rose most, by rank correlation over the times they share. */
function goesWithErrors(moved: readonly Shift[], agent: string): Finding[] {
  const errors = moved.filter((shift) => /errors$/.test(signalOf(shift))).toSorted((a, b) => b.surprise - a.surprise)[0]
  if (!errors) return []
  const ranked = moved
    .filter((shift) => shift !== errors && !/errors$/.test(signalOf(shift)))
    .map((shift) => ({ shift, correlation: rankCorrelation(shift, errors) }))
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
  const best = ranked[0]
  if (!best || Math.abs(best.correlation) < WORTH_SAYING) return []
  return [
    {
      agent,
      component: best.shift.of.component,
      cause: 'unknown',
      signal: 'goes-with-errors',
      role: 'context',
      strength: Math.abs(best.correlation) / 2,
      summary: `${named(best.shift)} goes most closely with ${named(errors)}: rank correlation ${best.correlation.toFixed(2)}.`,
      citations: [best.shift.of.series.cite(best.shift.index), errors.of.series.cite(errors.index)],
      figures: { rankCorrelation: best.correlation },
    },
  ]
}

/** Spearman's, over samples that both series have at the same time; 0 with too few. */
function rankCorrelation(a: Shift, b: Shift): number {
  const other = new Map(Array.from(b.of.series.timestamps, (at, index) => [at, b.of.values[index] ?? Number.NaN]))
  const pairs = Array.from(
    a.of.series.timestamps,
    (at, index) => [a.of.values[index] ?? Number.NaN, other.get(at) ?? Number.NaN] as const,
  ).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
  if (pairs.length < FEWEST_SAMPLES) return 0
  return correlation(ranks(pairs.map(([x]) => x)), ranks(pairs.map(([, y]) => y)))
}

/** Equal values share the mean of their ranks. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const found = Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (order[to + 1]?.value === order[from]?.value) to++
    for (let at = from; at <= to; at++) found[order[at]?.index ?? 0] = (from + to) / 2
    from = to + 1
  }
  return found
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const centre = (x.length - 1) / 2
  const sum = (of: (index: number) => number) => x.reduce((total, _, index) => total + of(index), 0)
  const dx = (index: number) => (x[index] ?? 0) - centre
  const dy = (index: number) => (y[index] ?? 0) - centre
  const spread = Math.sqrt(sum((index) => dx(index) ** 2) * sum((index) => dy(index) ** 2))
  return spread === 0 ? 0 : sum((index) => dx(index) * dy(index)) / spread
}
