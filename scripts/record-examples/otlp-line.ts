/** A finished span. Times are nanoseconds since the Unix epoch. */
export interface FinishedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: 'internal' | 'server' | 'client'
  startedAt: bigint
  endedAt: bigint
  attributes: Readonly<Record<string, AttributeValue>>
  /** Sets the status to error and adds an `exception` event. */
  error?: { type: string; message: string }
}

export type AttributeValue = string | number | boolean

/** Numbers of the enumerations in opentelemetry/proto/trace/v1/trace.proto. */
const SPAN_KIND = { internal: 1, server: 2, client: 3 } as const
const STATUS_ERROR = 2

/** One line of OTLP/JSON as the OpenTelemetry Collector's file exporter writes it: a whole export request, without line end. */
export function otlpLine(resource: Readonly<Record<string, AttributeValue>>, spans: readonly FinishedSpan[]): string {
  const scopeSpans = [{ scope: { name: 'shop' }, spans: spans.map(otlpSpan) }]
  return JSON.stringify({ resourceSpans: [{ resource: { attributes: keyValues(resource) }, scopeSpans }] })
}

function otlpSpan(span: FinishedSpan): object {
  const { error } = span
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: SPAN_KIND[span.kind],
    startTimeUnixNano: String(span.startedAt),
    endTimeUnixNano: String(span.endedAt),
    attributes: keyValues(span.attributes),
    ...(error && { events: [exceptionEvent(error, span.endedAt)] }),
    status: error ? { code: STATUS_ERROR, message: error.message } : {},
  }
}

function exceptionEvent(error: { type: string; message: string }, at: bigint): object {
  const attributes = keyValues({ 'exception.type': error.type, 'exception.message': error.message })
  return { timeUnixNano: String(at), name: 'exception', attributes }
}

function keyValues(attributes: Readonly<Record<string, AttributeValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

/** The JSON mapping of Protocol Buffers writes 64-bit integers as strings. */
function anyValue(value: AttributeValue): object {
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'string') return { stringValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}
