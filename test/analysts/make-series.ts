import type { Series } from '../../src/core/evidence.ts'
import type { AnalystContext, ComparisonWindows } from '../../src/core/incident.ts'

export const START = Date.UTC(2024, 2, 9, 7)
export const STEP = 15_000

/** A series with one sample every 15 s from START. */
export function makeSeries(name: string, labels: Record<string, string>, values: readonly number[]): Series {
  return {
    source: 'metrics/m.json',
    name,
    labels,
    timestamps: Float64Array.from(values, (_, index) => START + index * STEP),
    values: Float64Array.from(values),
    cite: (index) => ({ source: 'metrics/m.json', line: index + 1, quote: String(values[index]) }),
  }
}

/** `before` samples at one level, then `during` at another, with a small ripple so that nothing is constant. */
export function makeStep(before: number, during: number, counts = { before: 40, during: 20 }): number[] {
  const ripple = (index: number) => 1 + ((index % 5) - 2) * 0.01
  return [
    ...Array.from({ length: counts.before }, (_, index) => before * ripple(index)),
    ...Array.from({ length: counts.during }, (_, index) => during * ripple(index)),
  ]
}

/** Windows that fit `makeStep`: 40 samples of baseline, 20 of incident. */
export const WINDOWS: ComparisonWindows = {
  baseline: { from: START, to: START + 40 * STEP },
  incident: { from: START + 40 * STEP, to: START + 60 * STEP },
  origin: 'given',
}

export function makeContext(more: Partial<AnalystContext> = {}): AnalystContext {
  return { incident: { id: 'i', title: 'i', services: [], candidates: [] }, windows: WINDOWS, edges: [], ...more }
}
