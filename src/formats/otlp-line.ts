export interface OtlpAttribute {
  key: string
  value: Readonly<Record<string, unknown>>
}

/** A span in the JSON of OTLP: ids in hexadecimal, times in nanoseconds since the epoch. */
export interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string | undefined
  startTimeUnixNano: string
  endTimeUnixNano: string
  [field: string]: unknown
}

/** One span as a line of OTLP JSON, so that a citation of it has a line of its own. */
export function otlpLine(resource: readonly OtlpAttribute[], span: OtlpSpan): string {
  return JSON.stringify({ resourceSpans: [{ resource: { attributes: resource }, scopeSpans: [{ spans: [span] }] }] })
}
