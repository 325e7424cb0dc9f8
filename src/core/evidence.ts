/**
 * What was read, and where. Times are milliseconds since the Unix epoch throughout; `source` is a path relative to the
 * root of the evidence, with `/` between its parts.
 */

/** A half-open interval of time, in milliseconds since the Unix epoch. */
export interface TimeWindow {
  from: number
  to: number
}

/** Points at the text a claim was read from. `quote` stands literally on line `line` (from 1), or anywhere in the file where no line is given. */
export interface Citation {
  source: string
  line?: number | undefined
  quote: string
}

export const EVIDENCE_KINDS = [
  'logs',
  'metrics',
  'traces',
  'changes',
  'kubernetes',
  'alerts',
  'topology',
  'cost',
  'network',
  'runbooks',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal'

export interface LogRecord {
  source: string
  line: number
  /** The line as it stands in the file. */
  raw: string
  message: string
  at?: number
  service?: string
  pod?: string
  level?: LogLevel
  /** The route or path that the line is about, where a field says so. */
  endpoint?: string
  traceId?: string
  spanId?: string
}

/** One time series. `timestamps` ascend; `values` has the same length and may hold NaN where nothing was measured. */
export interface Series {
  source: string
  name: string
  labels: Readonly<Record<string, string>>
  timestamps: Float64Array
  values: Float64Array
  /** The citation of sample `index`. */
  cite(index: number): Citation
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

export interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  service: string
  pod?: string
  name: string
  kind: SpanKind
  startedAt: number
  /** Milliseconds, with fractions. */
  duration: number
  error: boolean
  /** HTTP or gRPC status as written by the instrumentation, or the status message. */
  status?: string
  cite(): Citation
}

export interface Change {
  id: string
  kind: string
  service: string
  at?: number
  version?: string
  previousVersion?: string
  author?: string
  summary?: string
  commit?: string
  /** The checkout that the commit is in; an absolute path. */
  repository?: string
  files?: string[]
  citation: Citation
}

export interface Alert {
  name: string
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
  at?: number
  severity?: string
  /** Further sentences that the alert carries, such as the measurements behind it. */
  evidence: readonly string[]
  citation: Citation
}

export interface CallEdge {
  caller: string
  callee: string
}

/** A figure about money, traffic or price, as the cost part of a bundle gives it. */
export interface CostFigure {
  name: string
  value: number
  unit?: string
  service?: string
  at?: number
  citation: Citation
}

/** A text small enough to hold: a kubectl output, a runbook, a configuration. */
export interface TextDocument {
  source: string
  text: string
}
