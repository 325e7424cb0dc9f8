import type { EvidenceKind } from '../../core/evidence.ts'

export const CREW_KINDS = ['crew', 'one', 'search'] as const
/** Everybody; one specialist alone; or nobody, and only what runbooks say. */
export type CrewKind = (typeof CREW_KINDS)[number]

/** What is asked, as far as it says who should answer. */
export interface CrewQuestion {
  title: string
  description: string
  /** Services, as the incident and its alerts name them. */
  services: readonly string[]
  alerts: readonly { name: string; severity?: string | undefined }[]
  /** Whether somebody said when it began. */
  hasStart: boolean
  /** How much evidence there is of each kind. Bytes. */
  present: Partial<Record<EvidenceKind, number>>
}

export interface CrewChoice {
  kind: CrewKind
  /** Of one: who. */
  specialist?: string
  why: string
}

/** Words of a question that somebody on call wants answered, and not of something that is broken. */
const ASKING = /^\s*(?:how|what|where|who|when|which|why|can|may|should|do|does|is|are)\b|\?\s*$/i
const BROKEN =
  /\b(?:fail\w*|down|error\w*|outage|broken|crash\w*|killed|slow|latency|timeout|timed? ?out|unavailable|5\d\d)\b/i
const SEVERE = /\b(?:p1|p0|sev-?[01]|critical|page|outage|all customers|down for)\b/i

/** Who looks at an alert of such words, if it is one alone. The first that fits, and has something to read. */
const FOR_ALERT: readonly [words: RegExp, specialist: string, reads: EvidenceKind][] = [
  [
    /pod|container|deployment|replica|kube|oom|crashloop|image|node|pvc|volume|probe/i,
    'kubernetes-analyst',
    'kubernetes',
  ],
  [/exception|log|panic|stack/i, 'log-analyst', 'logs'],
  [/trace|span|dependency/i, 'trace-analyst', 'traces'],
  [/cpu|memory|disk|latency|error|rate|saturation|queue|slo|burn|p9\d|pool/i, 'metrics-analyst', 'metrics'],
]

/**
 * One or many, by the kind of question: a question of knowledge is looked up; one alert about one service, not severe, is one specialist's;
 * what concerns several services or is severe is the crew's, and so is what cannot be told.
 */
export function chooseCrew({ title, description, services, alerts, hasStart, present }: CrewQuestion): CrewChoice {
  const text = `${title} ${description}`
  if (ASKING.test(title) && !BROKEN.test(text) && alerts.length === 0 && !hasStart && present.runbooks !== undefined)
    return { kind: 'search', why: 'a question without an alert or a time: what runbooks say answers it' }
  const severe = alerts.find(({ severity }) => severity !== undefined && SEVERE.test(severity))
  if (severe) return { kind: 'crew', why: `${severe.name} is ${severe.severity}` }
  if (SEVERE.test(text)) return { kind: 'crew', why: `it is called ${SEVERE.exec(text)?.[0]}` }
  const names = [...new Set(services)]
  if (names.length > 1)
    return { kind: 'crew', why: `${names.length} services are named: ${names.slice(0, 4).join(', ')}` }
  const [alert] = alerts
  if (!alert || alerts.length > 1)
    return { kind: 'crew', why: alert ? `${alerts.length} alerts fired` : 'no alert says where to look' }
  const specialist = specialistFor(`${alert.name} ${text}`, present)
  if (specialist === undefined) return { kind: 'crew', why: `${alert.name} does not say whose matter it is` }
  return {
    kind: 'one',
    specialist,
    why: `one alert, ${alert.name}, about ${names[0] ?? 'one service'}: the matter of ${specialist}`,
  }
}

/** One, whatever is asked: whose matter the first alert is, else who has most to read. */
export function chooseOne({ title, description, alerts, present }: CrewQuestion): CrewChoice {
  const [alert] = alerts
  const whose = alert && specialistFor(`${alert.name} ${title} ${description}`, present)
  if (whose !== undefined)
    return { kind: 'one', specialist: whose, why: `asked for; ${alert?.name} is the matter of ${whose}` }
  const [most] = FOR_ALERT.map(([, specialist, reads]) => ({ specialist, bytes: present[reads] ?? 0 })).sort(
    (a, b) => b.bytes - a.bytes,
  )
  const specialist = most?.specialist ?? 'log-analyst'
  return { kind: 'one', specialist, why: `asked for; ${specialist} has most to read` }
}

function specialistFor(words: string, present: CrewQuestion['present']): string | undefined {
  return FOR_ALERT.find(([of, , reads]) => of.test(words) && present[reads] !== undefined)?.[1]
}
