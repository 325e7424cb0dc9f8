import type { Analysis, TimelineEntry } from '../../core/analysis.ts'
import type { Alert, CallEdge, Change } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { ComparisonWindows, IncidentContext } from '../../core/incident.ts'
import { plainName } from '../../fusion/fuse.ts'

export interface TimelineInput {
  incident: IncidentContext
  windows: ComparisonWindows
  findings: readonly Finding[]
  hypotheses: Analysis['hypotheses']
  changes: readonly Change[]
  alerts: readonly Alert[]
  edges: readonly CallEdge[]
}

const MOST_SYMPTOMS = 12
/** Milliseconds before the incident in which a change is still worth a line. */
const CHANGE_HORIZON = 6 * 3_600_000
const LEAST_STRENGTH = 0.9

/** What happened when: changes, the first symptom, how it spread, alerts. Ascending; times are UTC. */
export function buildTimeline(input: TimelineInput): TimelineEntry[] {
  const { incident, windows, changes, alerts } = input
  const entries: TimelineEntry[] = [
    ...changes
      .filter(({ at }) => at !== undefined && at >= windows.incident.from - CHANGE_HORIZON && at <= windows.incident.to)
      .map(changeEntry),
    ...alerts.filter(({ at }) => at !== undefined).map(alertEntry),
    ...symptomEntries(input),
  ]
  if (incident.startedAt !== undefined)
    entries.push({ at: iso(incident.startedAt), kind: 'incident', text: 'Reported start of the incident.' })
  if (windows.origin === 'estimated')
    entries.push({
      at: iso(windows.incident.from),
      kind: 'incident',
      text: 'Estimated onset: the change of level that most series agree on.',
    })
  if (incident.endedAt !== undefined)
    entries.push({ at: iso(incident.endedAt), kind: 'incident', text: 'End of the incident, or of what was recorded.' })
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function changeEntry({ at = 0, kind, service, version, summary, citation }: Change): TimelineEntry {
  return {
    at: iso(at),
    kind: 'change',
    component: service,
    text: `${kind}${version ? ` ${version}` : ''} of ${service}${summary ? `: ${summary}` : ''}`,
    evidence: { ...citation, agent: 'change-analyst' },
  }
}

function alertEntry({ at = 0, name, severity, labels, citation }: Alert): TimelineEntry {
  const component = labels.service ?? labels.deployment ?? labels.pod
  return {
    at: iso(at),
    kind: 'alert',
    ...(component && { component }),
    text: `Alert ${name}${severity ? ` (${severity})` : ''}${component ? ` on ${component}` : ''}`,
    evidence: { ...citation, agent: 'coordinator' },
  }
}

/** The earliest strong finding of each component; the first of all is the first symptom, callers after callees are propagation. */
function symptomEntries({ findings, windows, edges, hypotheses }: TimelineInput): TimelineEntry[] {
  const earliest = new Map<string, Finding>()
  for (const finding of findings) {
    if (
      !finding.at ||
      finding.strength < LEAST_STRENGTH ||
      finding.role === 'context' ||
      finding.signal === 'canary' ||
      finding.signal === 'change-timing'
    )
      continue
    if (Date.parse(finding.at) < windows.incident.from - 60_000) continue
    const key = plainName(finding.component)
    const known = earliest.get(key)
    if (!known?.at || finding.at < known.at) earliest.set(key, finding)
  }
  const ranked = hypotheses.map(({ component }) => plainName(component))
  const kept = [...earliest]
    .sort(([a], [b]) => place(ranked, a) - place(ranked, b))
    .slice(0, MOST_SYMPTOMS)
    .map(([, finding]) => finding)
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
  return kept.map((finding, index) => ({
    at: finding.at ?? '',
    kind:
      index === 0 ? 'first-symptom' : isPropagation(finding, kept.slice(0, index), edges) ? 'propagation' : 'symptom',
    component: finding.component,
    text: finding.summary,
    ...(finding.citations[0] && { evidence: { ...finding.citations[0], agent: finding.agent } }),
  }))
}

function place(ranked: readonly string[], component: string): number {
  const index = ranked.indexOf(component)
  return index < 0 ? ranked.length : index
}

function isPropagation(finding: Finding, before: readonly Finding[], edges: readonly CallEdge[]): boolean {
  return before.some((other) =>
    edges.some((edge) => edge.caller === finding.component && edge.callee === other.component),
  )
}
