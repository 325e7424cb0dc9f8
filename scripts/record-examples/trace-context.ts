import { randomBytes } from 'node:crypto'

/** Where a span stands in a trace, as W3C Trace Context carries it. Ids are lower-case hex: 32 and 16 digits. */
export interface TraceContext {
  traceId: string
  spanId: string
  sampled: boolean
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/

/** Reads a `traceparent` header (https://www.w3.org/TR/trace-context/); undefined where it is missing or malformed. */
export function parseTraceparent(header: string | undefined): TraceContext | undefined {
  const [, version, traceId, spanId, flags] = TRACEPARENT.exec(header ?? '') ?? []
  if (!version || !traceId || !spanId || !flags) return undefined
  if (version === 'ff' || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`
}

export function startTrace(sampled: boolean): TraceContext {
  return { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex'), sampled }
}

/** A new span in the trace of `parent`; it keeps the sampling decision. */
export function childSpan(parent: TraceContext): TraceContext {
  return { ...parent, spanId: randomBytes(8).toString('hex') }
}
