import type { LogLevel, LogRecord } from '../core/evidence.ts'
import { own } from '../core/own.ts'
import { findTimestamp, type ParsedTime, parseTimeField } from './timestamp.ts'

export interface LogFileFacts {
  source: string
  /** The service that the file name tells, used where a line names none. */
  service?: string
  /** Lends its year to timestamps without one, in milliseconds since the epoch. */
  yearOf?: number
  /** Milliseconds to add to times, for a file that writes local time. */
  shift?: number
}

const LEVELS: Record<string, LogLevel> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  panic: 'fatal',
  emerg: 'fatal',
  alert: 'fatal',
}
const LEVEL_WORD =
  /\b(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|SEVERE|FATAL|CRIT(?:ICAL)?|PANIC|EMERG|trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|critical|panic)\b/
/** `docker compose logs` writes the container before each line: `cart-1  | …`. */
const COMPOSE_PREFIX = /^([a-z0-9][\w.-]*?)(?:[-_]\d+)?\s+\| /
/** Syslog names host and program behind the time: `Jan  5 10:00:00 host sshd[71]: …`. */
const SYSLOG_PROGRAM =
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2}\s{1,2}\d{1,2} [\d:]{8}(?:\.\d+)? \S+ ([A-Za-z][\w./-]*?)(?:\[\d+\])?: /
/** `kubectl logs --prefix` writes [pod/NAME/CONTAINER] before each line. */
const POD_PREFIX = /^\[pod\/([^/\]]+)\/([^\]]+)\]\s/
const KLOG_LEVEL: Record<string, LogLevel> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' }
const KLOG_HEAD = /^([IWEF])\d{4} /

/** Reads one line, JSON or plain. Undefined for a blank line. Never throws. */
export function parseLogLine(raw: string, line: number, facts: LogFileFacts): LogRecord | undefined {
  if (raw.trim() === '') return undefined
  return (raw.trimStart().startsWith('{') ? fromJson(raw, line, facts) : undefined) ?? fromText(raw, line, facts)
}

/** The time that a line states; undefined for a line without one. Never throws. */
export function lineTime(raw: string, yearOf: number | undefined): ParsedTime | undefined {
  if (!raw.trimStart().startsWith('{'))
    return findTimestamp(raw.replace(POD_PREFIX, '').replace(COMPOSE_PREFIX, ''), yearOf)
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? timeOfFields(value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function timeOfFields(fields: Record<string, unknown>): ParsedTime | undefined {
  return parseTimeField(fields.timestamp ?? fields['@timestamp'] ?? fields.time ?? fields.ts ?? fields.t)
}

function shifted(time: ParsedTime | undefined, { shift = 0 }: LogFileFacts): number | undefined {
  return time === undefined ? undefined : time.at + shift
}

/** A deployment's pod name without what Kubernetes appends: replica set and pod hash, or a stateful set's number. */
export function serviceOfPod(pod: string): string {
  return pod.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, '').replace(/-(?:\d{1,3}|[bcdfghjklmnpqrstvwxz2456789]{5})$/, '')
}

function fromJson(raw: string, line: number, facts: LogFileFacts): LogRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = value as Record<string, unknown>
  const kubernetes = record(fields.kubernetes)
  const resource = record(fields.resource)
  const error = record(fields.err) ?? record(fields.error) ?? record(fields.exception)
  const stack = text(fields.stack ?? fields.stack_trace ?? fields.stacktrace ?? error?.stack)
  const message =
    text(fields.message ?? fields.msg ?? fields.log ?? fields.body ?? fields.event ?? error?.message) ?? raw
  const pod = text(fields.pod ?? fields.pod_name ?? kubernetes?.pod_name ?? fields['k8s.pod.name'])
  const named = text(
    fields.service ??
      fields['service.name'] ??
      fields.service_name ??
      fields.app ??
      resource?.['service.name'] ??
      fields.component,
  )
  return compact({
    source: facts.source,
    line,
    raw,
    message: stack && !message.includes(stack) ? `${message}\n${stack}` : message,
    at: shifted(timeOfFields(fields), facts),
    service: named ?? (pod ? serviceOfPod(pod) : facts.service),
    pod,
    level: levelOf(fields.level ?? fields.severity ?? fields.lvl ?? fields.loglevel ?? fields.severityText),
    endpoint: text(fields.route ?? fields['http.route'] ?? fields.endpoint ?? fields.path ?? fields.uri),
    traceId: text(fields.traceId ?? fields.trace_id ?? fields.traceID),
    spanId: text(fields.spanId ?? fields.span_id),
  })
}

function fromText(raw: string, line: number, facts: LogFileFacts): LogRecord {
  const prefix = POD_PREFIX.exec(raw)
  const compose = prefix ? null : COMPOSE_PREFIX.exec(raw)
  const message = raw.slice((prefix ?? compose)?.[0].length ?? 0)
  const pod = prefix?.[1]
  const program = compose?.[1] ?? SYSLOG_PROGRAM.exec(message)?.[1]
  return compact({
    source: facts.source,
    line,
    raw,
    message,
    at: shifted(findTimestamp(message, facts.yearOf), facts),
    service: pod ? serviceOfPod(pod) : (program ?? facts.service),
    pod,
    level: textLevel(message),
    endpoint: undefined,
    traceId: undefined,
    spanId: undefined,
  })
}

function textLevel(message: string): LogLevel | undefined {
  const klog = KLOG_HEAD.exec(message)?.[1]
  if (klog) return KLOG_LEVEL[klog]
  const word = LEVEL_WORD.exec(message.length > 160 ? message.slice(0, 160) : message)?.[1]
  return word ? own(LEVELS, word.toLowerCase()) : undefined
}

/** Pino and bunyan write levels as numbers: 30 info, 40 warn, 50 error, 60 fatal. */
function levelOf(value: unknown): LogLevel | undefined {
  if (typeof value === 'number')
    return value >= 60 ? 'fatal' : value >= 50 ? 'error' : value >= 40 ? 'warn' : value >= 30 ? 'info' : 'debug'
  return typeof value === 'string' ? own(LEVELS, value.toLowerCase()) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

type Sparse<T> = { [K in keyof T]: T[K] | undefined }

/** Without the fields that are not known. Written out, since it is called for every line. */
function compact({
  source,
  line,
  raw,
  message,
  at,
  service,
  pod,
  level,
  endpoint,
  traceId,
  spanId,
}: Sparse<Required<LogRecord>>): LogRecord {
  const record = { source, line, raw, message } as LogRecord
  if (at !== undefined) record.at = at
  if (service !== undefined) record.service = service
  if (pod !== undefined) record.pod = pod
  if (level !== undefined) record.level = level
  if (endpoint !== undefined) record.endpoint = endpoint
  if (traceId !== undefined) record.traceId = traceId
  if (spanId !== undefined) record.spanId = spanId
  return record
}
