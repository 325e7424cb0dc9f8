import { parseLogLine } from './log-line.ts'

/** One entry of a log as a system that keeps logs has it. What is not known is undefined. */
export interface CollectedLog {
  /** ISO 8601, as fine as it is known. */
  timestamp: string
  /** What the program wrote, plain or JSON. */
  text: string
  service?: string | undefined
  pod?: string | undefined
  namespace?: string | undefined
  container?: string | undefined
  level?: string | number | undefined
  traceId?: string | undefined
  spanId?: string | undefined
}

/** Characters of a message: with all else the line stays below what a reader of logs looks at. */
const MOST_MESSAGE = 16_000
const NO_LEVEL = /^(?:unknown|unspecified|none|)$/i
const TRACE_IN_TEXT = /\btrace[_-]?id["']?\s?[=:]\s?["']?([0-9a-f]{16,32})\b/i
const SPAN_IN_TEXT = /\bspan[_-]?id["']?\s?[=:]\s?["']?([0-9a-f]{16})\b/i

/** The line of JSON for a bundle. What the system does not know of an entry is taken from its text, as far as it says so. */
export function collectedLine({ timestamp, text, level, ...known }: CollectedLog): string {
  const read = parseLogLine(text, 1, { source: '' })
  const message = read?.message ?? text
  return JSON.stringify({
    timestamp,
    service: known.service ?? read?.service,
    pod: known.pod ?? read?.pod,
    namespace: known.namespace,
    container: known.container,
    level: level === undefined || NO_LEVEL.test(String(level)) ? read?.level : level,
    route: read?.endpoint,
    traceId: known.traceId ?? read?.traceId ?? TRACE_IN_TEXT.exec(text)?.[1],
    spanId: known.spanId ?? read?.spanId ?? SPAN_IN_TEXT.exec(text)?.[1],
    message: message.length > MOST_MESSAGE ? `${message.slice(0, MOST_MESSAGE)}…` : message,
  })
}
