import type { Series, TimeWindow } from '../../core/evidence.ts'
import type { ComparisonWindows, IncidentContext } from '../../core/incident.ts'
import { findOnset } from './find-onset.ts'

/** People notice late: this long before a reported start may well belong to the incident already. Milliseconds. */
const NOTICED_LATE = 300_000
/** Longer before a reported start than this, a change is another matter. Milliseconds. */
const OTHER_MATTER = 900_000

/**
 * The windows to compare. What the bundle says is taken; what it does not say is found in the data: the onset as the change
 * that most series agree on, the baseline as what lies before it. `extent` is the time that the evidence covers.
 */
export function compareWindows(
  incident: IncidentContext,
  series: readonly Series[],
  extent: TimeWindow | undefined,
): ComparisonWindows {
  if (!extent) return withoutClock(incident)
  const end = Math.max(incident.endedAt ?? extent.to, incident.startedAt ?? 0)
  const step = typicalStep(series)
  if (incident.startedAt !== undefined && incident.baseline) {
    return { baseline: incident.baseline, incident: { from: incident.startedAt, to: end + step }, origin: 'given' }
  }
  const reported = incident.startedAt
  const earliest = Math.max(
    incident.baseline?.to ?? extent.from + (extent.to - extent.from) * 0.1,
    reported === undefined ? 0 : reported - OTHER_MATTER,
  )
  const found = findOnset(series, earliest, end)
  if (found !== undefined && (reported === undefined || found <= reported)) {
    const room = found - extent.from
    return {
      baseline: incident.baseline ?? { from: extent.from, to: found - Math.min(step, room / 4) },
      incident: { from: found - step / 2, to: end + step },
      origin: 'estimated',
    }
  }
  return reported === undefined ? middleSplit(extent) : aroundReport(reported, incident.baseline, extent, end + step)
}

/** No change is plain to see: what lies just before the reported start counts as incident rather than as healthy. */
function aroundReport(
  reported: number,
  baseline: TimeWindow | undefined,
  extent: TimeWindow,
  to: number,
): ComparisonWindows {
  const from = reported - Math.min(NOTICED_LATE, Math.max(0, reported - extent.from) / 2)
  return {
    baseline: baseline ?? { from: extent.from, to: from },
    incident: { from: baseline ? Math.max(from, baseline.to) : from, to },
    origin: 'given',
  }
}

function withoutClock({ startedAt = 0, endedAt = startedAt }: IncidentContext): ComparisonWindows {
  return {
    baseline: { from: startedAt, to: startedAt },
    incident: { from: startedAt, to: endedAt },
    origin: startedAt > 0 ? 'given' : 'none',
  }
}

/** Nobody says when and nothing changed plainly: the later half against the earlier one. */
function middleSplit({ from, to }: TimeWindow): ComparisonWindows {
  const middle = (from + to) / 2
  return { baseline: { from, to: middle }, incident: { from: middle, to }, origin: 'none' }
}

/** The usual distance between samples, in milliseconds; 0 without series. */
function typicalStep(series: readonly Series[]): number {
  const longest = series.reduce<Series | undefined>(
    (a, b) => (a && a.timestamps.length >= b.timestamps.length ? a : b),
    undefined,
  )
  if (!longest || longest.timestamps.length < 2) return 0
  const { timestamps } = longest
  const steps = Array.from(timestamps.subarray(1), (at, index) => at - (timestamps[index] ?? 0)).sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 0
}
