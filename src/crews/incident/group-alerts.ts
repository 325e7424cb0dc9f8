import { createHash } from 'node:crypto'
import type { CallEdge } from '../../core/evidence.ts'
import type { Incident, KeptAlert } from '../../core/intake.ts'

/** An open incident, with what its alerts speak of. */
export interface OpenIncident {
  id: string
  openedAt: number
  alerts: readonly KeptAlert[]
}

/** The incident that alerts are put into; a new one where its id is not among the open ones. */
export interface AlertGroup extends Pick<Incident, 'id' | 'title' | 'severity' | 'openedAt'> {
  isNew: boolean
  alerts: KeptAlert[]
}

/** Alerts that begin so near to each other may be one matter. Milliseconds. */
const NEAR = 10 * 60_000
const SERVICE_LABELS = ['service', 'deployment', 'app', 'job', 'statefulset', 'workload'] as const
const PLACE_LABELS = ['namespace', 'cluster', 'node', 'instance'] as const
const SEVERITIES = ['critical', 'page', 'error', 'high', 'warning', 'info']

/**
 * Puts alerts into incidents: one that speaks of what an open incident speaks of (the same alert, group of the sender, service, neighbour
 * in the call graph, or place) and began near it joins it; others open one. So a storm is one incident.
 */
export function groupAlerts(
  alerts: readonly KeptAlert[],
  open: readonly OpenIncident[],
  edges: readonly CallEdge[],
): AlertGroup[] {
  const groups: { id: string; isNew: boolean; openedAt: number; all: KeptAlert[]; added: KeptAlert[] }[] = open.map(
    ({ id, openedAt, alerts: known }) => ({ id, isNew: false, openedAt, all: [...known], added: [] }),
  )
  for (const alert of [...alerts].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))) {
    const own = groups.find(({ all }) => all.some((other) => isSameMatter(alert, other, edges)))
    if (own) {
      own.all.push(alert)
      own.added.push(alert)
    } else groups.push({ id: incidentId(alert), isNew: true, openedAt: alert.startsAt, all: [alert], added: [alert] })
  }
  return groups
    .filter(({ added }) => added.length > 0)
    .map(({ id, isNew, openedAt, all, added }) => ({ id, isNew, openedAt, alerts: added, ...aboutOf(all) }))
}

function isSameMatter(one: KeptAlert, other: KeptAlert, edges: readonly CallEdge[]): boolean {
  if (one.source === other.source && one.fingerprint === other.fingerprint) return true
  if (one.group !== undefined && one.group === other.group && one.source === other.source) return true
  if (Math.abs(one.startsAt - other.startsAt) > NEAR) return false
  const [mine, theirs] = [servicesOf(one), servicesOf(other)]
  if (mine.some((service) => theirs.includes(service))) return true
  if (
    edges.some(
      ({ caller, callee }) =>
        (mine.includes(caller) && theirs.includes(callee)) || (mine.includes(callee) && theirs.includes(caller)),
    )
  )
    return true
  return PLACE_LABELS.some((label) => one.labels[label] !== undefined && one.labels[label] === other.labels[label])
}

/** The services that an alert names. */
export function servicesOf({ labels }: Pick<KeptAlert, 'labels'>): string[] {
  return [...new Set(SERVICE_LABELS.flatMap((label) => labels[label] ?? []))]
}

function aboutOf(alerts: readonly KeptAlert[]): Pick<Incident, 'title' | 'severity'> {
  const rank = ({ severity = '' }: KeptAlert) => {
    const place = SEVERITIES.indexOf(severity.toLowerCase())
    return place < 0 ? SEVERITIES.length : place
  }
  const [worst] = [...alerts].sort((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt)
  const summary = worst?.annotations.summary ?? worst?.annotations.description ?? worst?.name ?? 'alert'
  return { title: summary.slice(0, 200), ...(worst?.severity !== undefined && { severity: worst.severity }) }
}

/** The same for the same first alert, so that two processes that group at once open one incident. */
function incidentId({ id }: KeptAlert): string {
  return `inc_${createHash('sha256').update(id).digest('hex').slice(0, 12)}`
}
