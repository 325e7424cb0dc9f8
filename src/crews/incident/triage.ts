import { compareWindows } from '../../analysts/triage/compare-windows.ts'
import { deriveSeries } from '../../analysts/triage/derive-series.ts'
import type { Problem } from '../../core/analysis.ts'
import { widen } from '../../core/clock-extent.ts'
import type { CallEdge, EvidenceKind, Series, TimeWindow } from '../../core/evidence.ts'
import type { AnalystContext } from '../../core/incident.ts'
import type { Source } from '../../core/source.ts'
import type { CrewQuestion } from './choose-crew.ts'

/** What the crew knows before anyone has looked for a cause. */
export interface Triage {
  /** What is asked, for the choice of who answers. */
  question: CrewQuestion
  context: AnalystContext
  edges: CallEdge[]
  /** How much evidence there is of each kind. Bytes. */
  present: Partial<Record<EvidenceKind, number>>
  problems: Problem[]
}

/** Of larger logs a sample is read to find the onset. Bytes. */
const MOST_TRIAGED_LOG = 64 * 1024 * 1024

/** Reads what tells when it began, and what there is to look at. */
export async function triageSource(source: Source, signal: AbortSignal): Promise<Triage> {
  const series = await Array.fromAsync(source.metrics(signal))
  const edges = await source.topology()
  let extent: TimeWindow | undefined
  for (const { timestamps } of series) {
    extent = widen(extent, timestamps[0])
    extent = widen(extent, timestamps.at(-1))
  }
  const derived: Series[] = []
  if (series.length === 0) extent = await deriveFromEvents(source, derived, signal)
  const windows = compareWindows(source.incident, series.length > 0 ? series : derived, extent)
  const present: Triage['present'] = {}
  for (const { kind, bytes } of source.files) present[kind] = (present[kind] ?? 0) + bytes
  const { incident } = source
  const alerts = await source.alerts()
  const question: CrewQuestion = {
    title: incident.title,
    description: incident.description ?? '',
    services: [
      ...incident.services,
      ...alerts.flatMap(({ labels }) => labels.service ?? labels.deployment ?? labels.app ?? []),
    ],
    alerts: alerts.map(({ name, severity, labels }) => ({ name, severity: severity ?? labels.severity })),
    hasStart: incident.startedAt !== undefined,
    present,
  }
  return {
    question,
    context: { incident: source.incident, windows, edges },
    edges,
    present,
    problems: [...source.problems],
  }
}

async function deriveFromEvents(
  source: Source,
  derived: Series[],
  signal: AbortSignal,
): Promise<TimeWindow | undefined> {
  const bytes = source.files.filter(({ kind }) => kind === 'logs').reduce((sum, file) => sum + file.bytes, 0)
  const deriver = deriveSeries(bytes > MOST_TRIAGED_LOG)
  let extent: TimeWindow | undefined
  for await (const span of source.traces(signal)) {
    extent = widen(extent, span.startedAt)
    deriver.addSpan(span)
  }
  for await (const record of source.logs(signal, MOST_TRIAGED_LOG)) {
    extent = widen(extent, record.at)
    deriver.addLog(record)
  }
  derived.push(...deriver.series())
  return extent
}
