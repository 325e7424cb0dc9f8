import { createHash } from 'node:crypto'
import type { CallEdge } from '../../core/evidence.ts'
import type { Incident, KeptAlert } from '../../core/intake.ts'

/** Alerts that begin so near to each other may be one matter. Milliseconds. */
const NEAR = 10 * 60_000
const SERVICE_LABELS = ['service', 'deployment', 'app', 'job', 'statefulset', 'workload'] as const
const PLACE_LABELS = ['namespace', 'cluster', 'node', 'instance'] as const
const SEVERITIES = ['critical', 'page', 'error', 'high', 'warning', 'info']

/** What an open incident is about, as far as it says whether an alert belongs to it; however many alerts it has. */
export interface OpenIncident extends Pick<Incident, 'id' | 'title' | 'severity' | 'openedAt'> {
  isNew: boolean
  /** Alerts and groups of alerts by their senders, services, and places, each as a word of its own kind. */
  words: Set<string>
  services: Set<string>
  /** When its alerts began: the first and the last. */
  from: number
  to: number
  /** Of its worst alert. */
  rank: number
}

/** Alerts that were put into an incident; `isNew` where they have opened it. */
export interface AlertGroup {
  incident: OpenIncident
  alerts: KeptAlert[]
}

/**
 * Puts alerts into incidents: one that speaks of what an open incident speaks of (the same alert, group of the sender, service, neighbour
 * in the call graph, or place) and began near it joins it; others open one. So a storm is one incident. `open` is kept up to date.
 */
export function groupAlerts(
  alerts: readonly KeptAlert[],
  open: OpenIncident[],
  edges: readonly CallEdge[],
): AlertGroup[] {
  const groups = new Map<OpenIncident, KeptAlert[]>()
  const candidates = indexed(open, edges)
  for (const alert of [...alerts].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))) {
    let own = candidates.of(alert).find((incident) => belongs(alert, incident, edges))
    if (!own) {
      own = openedBy(alert)
      open.push(own)
    }
    join(alert, own)
    candidates.add(own, [...sameWords(alert), ...placeWords(alert)], servicesOf(alert))
    const members = groups.get(own)
    if (members) members.push(alert)
    else groups.set(own, [alert])
  }
  return [...groups].map(([incident, members]) => ({ incident, alerts: members }))
}

/** An incident that is open already, from its alerts. */
export function knownIncident({ id, title, openedAt }: Incident, alerts: readonly KeptAlert[]): OpenIncident {
  const incident: OpenIncident = { ...blank(id, title, openedAt), isNew: false }
  for (const alert of alerts) join(alert, incident)
  return { ...incident, title }
}

function openedBy(alert: KeptAlert): OpenIncident {
  // The same for the same first alert, so that two processes that group at once open one incident.
  const id = `inc_${createHash('sha256').update(alert.id).digest('hex').slice(0, 12)}`
  return blank(id, '', alert.startsAt)
}

function blank(id: string, title: string, openedAt: number): OpenIncident {
  return {
    id,
    title,
    openedAt,
    isNew: true,
    words: new Set(),
    services: new Set(),
    from: openedAt,
    to: openedAt,
    rank: SEVERITIES.length + 1,
  }
}

function join(alert: KeptAlert, incident: OpenIncident): void {
  for (const word of [...sameWords(alert), ...placeWords(alert)]) incident.words.add(word)
  for (const service of servicesOf(alert)) incident.services.add(service)
  incident.from = Math.min(incident.from, alert.startsAt)
  incident.to = Math.max(incident.to, alert.startsAt)
  const rank = rankOf(alert)
  if (rank >= incident.rank) return
  const { annotations, name, severity } = alert
  Object.assign(incident, {
    rank,
    title: (annotations.summary ?? annotations.description ?? name).slice(0, 200),
    ...(severity !== undefined && { severity }),
  })
}

function belongs(alert: KeptAlert, { words, services, from, to }: OpenIncident, edges: readonly CallEdge[]): boolean {
  if (sameWords(alert).some((word) => words.has(word))) return true
  if (alert.startsAt < from - NEAR || alert.startsAt > to + NEAR) return false
  const own = servicesOf(alert)
  if (own.some((service) => services.has(service))) return true
  if (
    edges.some(
      ({ caller, callee }) =>
        (own.includes(caller) && services.has(callee)) || (own.includes(callee) && services.has(caller)),
    )
  )
    return true
  return placeWords(alert).some((word) => words.has(word))
}

/** Finds the few incidents that share anything with an alert, first opened first, without looking at all of them. */
function indexed(open: readonly OpenIncident[], edges: readonly CallEdge[]) {
  const places = new Map<OpenIncident, number>()
  const byWord = new Map<string, Set<OpenIncident>>()
  const neighbours = new Map<string, Set<string>>()
  const put = <T>(map: Map<string, Set<T>>, key: string, value: T) =>
    map.set(key, (map.get(key) ?? new Set()).add(value))
  for (const { caller, callee } of edges) {
    put(neighbours, caller, callee)
    put(neighbours, callee, caller)
  }
  const add = (incident: OpenIncident, words: Iterable<string>, services: Iterable<string>) => {
    if (!places.has(incident)) places.set(incident, places.size)
    for (const word of words) put(byWord, word, incident)
    for (const service of services) put(byWord, `service ${service}`, incident)
  }
  for (const incident of open) add(incident, incident.words, incident.services)
  return {
    add,
    of(alert: KeptAlert): OpenIncident[] {
      const services = servicesOf(alert)
      const near = [...services, ...services.flatMap((service) => [...(neighbours.get(service) ?? [])])]
      const words = [...sameWords(alert), ...placeWords(alert), ...near.map((service) => `service ${service}`)]
      const found = new Set(words.flatMap((word) => [...(byWord.get(word) ?? [])]))
      return [...found].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    },
  }
}

/** What makes it the same matter whenever it began. */
function sameWords({ source, fingerprint, group }: KeptAlert): string[] {
  return [`alert ${source} ${fingerprint}`, ...(group === undefined ? [] : [`group ${source} ${group}`])]
}

function placeWords({ labels }: KeptAlert): string[] {
  return PLACE_LABELS.flatMap((label) => (labels[label] === undefined ? [] : [`${label} ${labels[label]}`]))
}

function rankOf({ severity = '' }: KeptAlert): number {
  const place = SEVERITIES.indexOf(severity.toLowerCase())
  return place < 0 ? SEVERITIES.length : place
}

/** The services that an alert names. */
export function servicesOf({ labels }: Pick<KeptAlert, 'labels'>): string[] {
  return [...new Set(SERVICE_LABELS.flatMap((label) => labels[label] ?? []))]
}
