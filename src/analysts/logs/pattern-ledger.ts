import type { LogLevel, LogRecord, TimeWindow } from '../../core/evidence.ts'
import type { ComparisonWindows } from '../../core/incident.ts'
import { detachedRecord } from './detached.ts'

/** What is known of one pattern of one service: how often, when, and one line to show for it. */
export interface PatternRecord {
  service: string
  template: number
  level: LogLevel | undefined
  before: number
  during: number
  firstAt: number | undefined
  lastAt: number | undefined
  /** The first line seen in the incident, or else the first of all. */
  example: LogRecord
  hasStack: boolean
}

export interface ServiceVolume {
  service: string
  before: { lines: number; errors: number }
  during: { lines: number; errors: number }
  lastAt: number | undefined
  example: LogRecord
}

export interface EndpointVolume extends ServiceVolume {
  endpoint: string
}

export interface PatternLedger {
  add(record: LogRecord, template: number): void
  /** The records, those joined whose templates `templateOf` says are one by now. */
  patterns(templateOf: (id: number) => number): PatternRecord[]
  services(): ServiceVolume[]
  endpoints(): EndpointVolume[]
}

const SEVERITY: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3, fatal: 4 }
const STACK =
  /\n\s+at |Traceback \(most recent|\bat [\w$.]+\([\w$]+\.(?:java|kt|scala|ts|js|py|go):\d+\)|goroutine \d+ \[/

export function isFailure(level: LogLevel | undefined): boolean {
  return level === 'error' || level === 'fatal'
}

/** Counts patterns as lines stream by; memory grows with the number of patterns, not of lines. */
export function patternLedger(windows: ComparisonWindows): PatternLedger {
  const patterns = new Map<string, PatternRecord>()
  const services = new Map<string, ServiceVolume>()
  const endpoints = new Map<string, EndpointVolume>()
  return {
    add(record, template) {
      const phase = phaseOf(record.at, windows)
      if (phase === undefined) return
      countPattern(patterns, record, template, phase)
      countLine(services, record, phase)
      countEndpoint(endpoints, record, phase)
    },
    patterns: (templateOf) =>
      [
        ...Map.groupBy(patterns.values(), ({ service, template }) => `${templateOf(template)}\0${service}`).values(),
      ].map((group) => group.reduce(joined)),
    services: () => [...services.values()],
    endpoints: () => [...endpoints.values()],
  }
}

/** A line that names no service belongs to its file. */
function ownerOf({ service, source }: LogRecord): string {
  return service ?? source.slice(source.lastIndexOf('/') + 1)
}

function joined(a: PatternRecord, b: PatternRecord): PatternRecord {
  return {
    ...a,
    level: severer(a.level, b.level),
    before: a.before + b.before,
    during: a.during + b.during,
    firstAt: earlier(a.firstAt, b.firstAt),
    lastAt: later(a.lastAt, b.lastAt),
    example: a.during === 0 && b.during > 0 ? b.example : a.example,
    hasStack: a.hasStack || b.hasStack,
  }
}

function severer(a: LogLevel | undefined, b: LogLevel | undefined): LogLevel | undefined {
  return a === undefined || (b !== undefined && SEVERITY[b] > SEVERITY[a]) ? b : a
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

type Phase = 'before' | 'during'

/** Lines without a time count as part of the incident; so does everything where no window is known. */
function phaseOf(at: number | undefined, { baseline, incident, origin }: ComparisonWindows): Phase | undefined {
  if (at === undefined || origin === 'none') return 'during'
  if (at >= incident.from) return at <= incident.to ? 'during' : undefined
  return within(at, baseline) || at < baseline.from ? 'before' : undefined
}

function within(at: number, { from, to }: TimeWindow): boolean {
  return at >= from && at < to
}

function countPattern(patterns: Map<string, PatternRecord>, record: LogRecord, template: number, phase: Phase): void {
  const service = ownerOf(record)
  const key = `${template}\0${service}`
  let pattern = patterns.get(key)
  if (!pattern) {
    pattern = {
      service,
      template,
      level: record.level,
      before: 0,
      during: 0,
      firstAt: record.at,
      lastAt: record.at,
      example: detachedRecord(record),
      hasStack: false,
    }
    patterns.set(key, pattern)
  }
  if (phase === 'during' && pattern.during === 0) pattern.example = detachedRecord(record)
  pattern[phase]++
  pattern.lastAt = later(pattern.lastAt, record.at)
  pattern.level = severer(pattern.level, record.level)
  if (!pattern.hasStack && STACK.test(record.message)) pattern.hasStack = true
}

function countLine(services: Map<string, ServiceVolume>, record: LogRecord, phase: Phase): void {
  const service = ownerOf(record)
  let volume = services.get(service)
  if (!volume) {
    volume = emptyVolume(service, record)
    services.set(service, volume)
  }
  addLine(volume, record, phase)
}

/** Paths with ids in them are no endpoints: beyond this number none is added. */
const MOST_ENDPOINTS = 1000

function countEndpoint(endpoints: Map<string, EndpointVolume>, record: LogRecord, phase: Phase): void {
  const { endpoint } = record
  if (endpoint === undefined) return
  const service = ownerOf(record)
  const key = `${service}\0${endpoint}`
  let volume = endpoints.get(key)
  if (!volume) {
    if (endpoints.size >= MOST_ENDPOINTS) return
    volume = { ...emptyVolume(service, record), endpoint }
    endpoints.set(key, volume)
  }
  addLine(volume, record, phase)
}

function emptyVolume(service: string, record: LogRecord): ServiceVolume {
  return {
    service,
    before: { lines: 0, errors: 0 },
    during: { lines: 0, errors: 0 },
    lastAt: record.at,
    example: record,
  }
}

function addLine(volume: ServiceVolume, record: LogRecord, phase: Phase): void {
  volume[phase].lines++
  if (isFailure(record.level)) volume[phase].errors++
  volume.lastAt = later(volume.lastAt, record.at)
  // Of an endpoint the last failure is shown, of a service its last line.
  if (!('endpoint' in volume) || isFailure(record.level)) volume.example = record
}
