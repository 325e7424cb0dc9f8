import type { TimeWindow } from './evidence.ts'

/** Widens `extent` so that it holds `at` too. */
export function widen(extent: TimeWindow | undefined, at: number | undefined): TimeWindow | undefined {
  if (at === undefined || !Number.isFinite(at)) return extent
  if (!extent) return { from: at, to: at }
  return at < extent.from ? { from: at, to: extent.to } : at > extent.to ? { from: extent.from, to: at } : extent
}
