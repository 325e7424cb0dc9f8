import type { CallEdge, LogRecord, Span } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { short } from '../metrics/figure.ts'
import { strengthOf } from '../statistics/surprise.ts'
import { explainAway } from '../topology/explain-away.ts'
import { type BehaviourChange, findBehaviourChanges } from './behaviour.ts'
import { type ClockSkew, clockSkews } from './clock-skew.ts'
import { criticalPath, slowestRoot } from './critical-path.ts'
import { explainByNodes } from './node-delay.ts'
import { growForest, type SpanForest } from './span-forest.ts'
import { measureTimeShifts, type TimeShift } from './time-shift.ts'

export interface TraceEvidence {
  spans: readonly Span[]
  /** Log lines that carry a span id are events of their span. */
  logs: readonly LogRecord[]
  patternOf(record: LogRecord): string
}

export interface TraceAnalysis {
  findings: Finding[]
  /** Who calls whom, as the traces show it. */
  edges: CallEdge[]
  skews: ClockSkew[]
}

const AGENT = 'trace-analyst'
const LEAST = 1
/** How much of a change in a service's steps is taken to be its callees' doing. */
const EXPLAINED_BY_CALLEE = 0.9

/** Compares requests before and during the incident: own time, time on the wire, and the steps that services take. */
export function analyseTraces({ spans, logs, patternOf }: TraceEvidence, { windows }: AnalystContext): TraceAnalysis {
  const forest = growForest(spans)
  const edges = callEdges(forest)
  const skews = clockSkews(forest)
  if (windows.origin === 'none') return { findings: [], edges, skews }
  const isIncident = (span: Span) => span.startedAt >= windows.incident.from
  const shifts = measureTimeShifts(forest, isIncident)
  const changes = findBehaviourChanges(forest, logs, patternOf, isIncident)
  return {
    findings: [
      ...timeFindings(shifts),
      ...nodeFindings(shifts),
      ...behaviourFindings(changes, edges),
      ...pathFindings(forest, isIncident),
    ],
    edges,
    skews,
  }
}

function callEdges(forest: SpanForest): CallEdge[] {
  const edges = new Map<string, CallEdge>()
  for (const span of forest.spans) {
    const caller = forest.parent(span)?.service
    if (caller && caller !== span.service) edges.set(`${caller}\0${span.service}`, { caller, callee: span.service })
  }
  return [...edges.values()]
}

function timeFindings(shifts: readonly TimeShift[]): Finding[] {
  const total = shifts.reduce((sum, shift) => sum + Math.max(0, shift.addedPerTrace), 0)
  return strongestBy(shifts, (shift) => `${shift.place}\0${shift.service}`)
    .filter((shift) => shift.surprise >= LEAST)
    .map((shift) => ({
      agent: AGENT,
      component: shift.service,
      cause: shift.place === 'gap' ? 'network-delay' : 'unknown',
      signal: shift.place === 'gap' ? 'wire-time' : 'self-time',
      role: 'cause',
      strength: strengthOf(shift.surprise),
      at: new Date(shift.example.startedAt).toISOString(),
      summary:
        shift.place === 'gap'
          ? `Calls from ${shift.caller} to ${shift.service} (${shift.operation}) spend ${short(shift.during)} ms outside of ${shift.service}, before ${short(shift.before)} ms: time on the wire or waiting to be served.`
          : `${shift.service} itself takes ${short(shift.during)} ms in ${shift.operation}, before ${short(shift.before)} ms.`,
      citations: [shift.example.cite()],
      figures: {
        before: shift.before,
        during: shift.during,
        calls: shift.calls,
        shareOfAddedTime: total > 0 ? Math.max(0, shift.addedPerTrace) / total : 0,
      },
    }))
}

/** Where the slowest request of the incident spent its time: worth knowing, no cause by itself. */
function pathFindings(forest: SpanForest, isIncident: (span: Span) => boolean): Finding[] {
  const root = slowestRoot(forest, isIncident)
  if (!root) return []
  const { spans, heaviest, own } = criticalPath(root, forest)
  const services = spans.map(({ service }) => service).filter((service, index, all) => service !== all[index - 1])
  return [
    {
      agent: AGENT,
      component: heaviest.service,
      cause: 'unknown',
      signal: 'critical-path',
      role: 'context',
      strength: Math.min(1, own / Math.max(root.duration, 1e-9)),
      summary: `The slowest request took ${short(root.duration)} ms; its critical path is ${services.join(' → ')}, with ${short(own)} ms in ${heaviest.name} of ${heaviest.service}.`,
      citations: [heaviest.cite()],
      figures: { requestMilliseconds: root.duration, ownMilliseconds: own },
    },
  ]
}

/** Milliseconds in sum below which a delay of the network is not worth explaining. */
const LEAST_DELAY_MS = 20

function nodeFindings(shifts: readonly TimeShift[]): Finding[] {
  const gaps = shifts.filter((shift) => shift.place === 'gap')
  const delays = explainByNodes(gaps)
  const total = [...delays.values()].reduce((sum, delay) => sum + delay, 0)
  return [...delays].flatMap(([component, delay]) => {
    const share = delay / Math.max(total, LEAST_DELAY_MS)
    const example = gaps
      .filter((gap) => gap.service === component || gap.caller === component)
      .sort((a, b) => b.surprise - a.surprise)[0]
    if (share < 0.2 || !example) return []
    return [
      {
        agent: AGENT,
        component,
        cause: 'network-delay',
        signal: 'edge-delay-share',
        role: 'cause' as const,
        strength: share,
        summary: `A delay of ${short(delay)} ms at ${component} explains ${Math.round(share * 100)}% of the time lost between services.`,
        citations: [example.example.cite()],
        figures: { delayMilliseconds: delay, share },
      },
    ]
  })
}

function behaviourFindings(changes: readonly BehaviourChange[], edges: readonly CallEdge[]): Finding[] {
  // A call and the inner span that makes it vanish together; the call says more.
  const callsFirst = changes.toSorted((a, b) => Number(b.kind === 'call') - Number(a.kind === 'call'))
  const strongest = strongestBy(callsFirst, (change) => change.service)
  const own = explainAway(
    new Map(strongest.map((change) => [change.service, change.surprise])),
    edges,
    EXPLAINED_BY_CALLEE,
  )
  return strongest
    .filter((change) => change.surprise >= LEAST)
    .map((change) => ({
      agent: AGENT,
      component: change.service,
      cause: causeOf(changes.filter((other) => other.service === change.service)),
      signal: 'behaviour',
      role: (own.get(change.service) ?? 0) >= change.surprise / 2 ? 'cause' : 'symptom',
      strength: strengthOf(own.get(change.service) ?? 0),
      at: new Date(change.example.startedAt).toISOString(),
      summary: behaviourSummary(change),
      ...(change.callee && { peer: change.callee }),
      citations: [
        change.line
          ? { source: change.line.source, line: change.line.line, quote: quoteOf(change.line) }
          : change.example.cite(),
      ],
      figures: {
        shareBefore: change.before.with / change.before.all,
        shareDuring: change.during.with / change.during.all,
        requests: change.during.all,
      },
    }))
}

const WHAT: Record<BehaviourChange['kind'], string> = {
  span: 'the step',
  call: 'the call',
  log: 'the log line',
  error: 'the failure',
}

function behaviourSummary({ service, operation, step, kind, callee, before, during }: BehaviourChange): string {
  const what = `${WHAT[kind]} "${step}"${callee ? ` to ${callee}` : ''}`
  return `In ${service}, ${operation}: ${what} stands in ${during.with} of ${during.all} requests, before in ${before.with} of ${before.all}.`
}

/** New failures that speak of an exception are one; a changed flow without is a wrong return. */
function causeOf(changes: readonly BehaviourChange[]): string {
  const appeared = changes.filter((change) => change.kind === 'error' && change.surprise >= LEAST)
  return appeared.some((change) => /exception|panic|traceback|throw/i.test(change.line?.message ?? change.step))
    ? 'code-exception'
    : 'code-return-error'
}

function quoteOf(line: LogRecord): string {
  return line.raw.includes(line.message.slice(0, 160)) ? line.message.slice(0, 160) : line.raw.slice(0, 160)
}

function strongestBy<T extends { surprise: number }>(items: readonly T[], key: (item: T) => string): T[] {
  const strongest = new Map<string, T>()
  for (const item of items) {
    const known = strongest.get(key(item))
    if (!known || item.surprise > known.surprise) strongest.set(key(item), item)
  }
  return [...strongest.values()]
}
