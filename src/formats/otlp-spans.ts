import type { Span, SpanKind } from '../core/evidence.ts'

/** OTLP/JSON traces, one export request a line, as the OpenTelemetry Collector's file exporter writes them. */
interface Attribute {
  key?: string
  value?: Record<string, unknown>
}
interface OtlpSpan {
  traceId?: string
  spanId?: string
  parentSpanId?: string
  name?: string
  kind?: number | string
  startTimeUnixNano?: string | number
  endTimeUnixNano?: string | number
  attributes?: Attribute[]
  status?: { code?: number | string; message?: string }
  events?: { name?: string; attributes?: Attribute[] }[]
}
interface OtlpRequest {
  resourceSpans?: {
    resource?: { attributes?: Attribute[] }
    scopeSpans?: { spans?: OtlpSpan[] }[]
    instrumentationLibrarySpans?: { spans?: OtlpSpan[] }[]
  }[]
}

const KINDS: readonly SpanKind[] = ['internal', 'internal', 'server', 'client', 'producer', 'consumer']
const KIND_NAME = /^SPAN_KIND_(INTERNAL|SERVER|CLIENT|PRODUCER|CONSUMER)$/

/** Reads one line (or a whole document). Throws `SyntaxError` where it is not JSON; spans without ids or times are left out and counted. */
export function parseOtlpSpans(text: string, line: number, source: string): { spans: Span[]; skipped: number } {
  const request = JSON.parse(text) as OtlpRequest
  const spans: Span[] = []
  let skipped = 0
  for (const resource of request.resourceSpans ?? []) {
    const attributes = resource.resource?.attributes ?? []
    const service = attribute(attributes, 'service.name') ?? 'unknown'
    const pod = attribute(attributes, 'k8s.pod.name')
    for (const scope of resource.scopeSpans ?? resource.instrumentationLibrarySpans ?? []) {
      for (const span of scope.spans ?? []) {
        const read = readSpan(span, service, pod, line, source)
        if (read) spans.push(read)
        else skipped++
      }
    }
  }
  return { spans, skipped }
}

function readSpan(
  span: OtlpSpan,
  service: string,
  pod: string | undefined,
  line: number,
  source: string,
): Span | undefined {
  const { traceId, spanId } = span
  const start = nanoseconds(span.startTimeUnixNano)
  const end = nanoseconds(span.endTimeUnixNano)
  if (!traceId || !spanId || start === undefined || end === undefined) return undefined
  const status =
    attribute(span.attributes, 'http.response.status_code') ??
    attribute(span.attributes, 'http.status_code') ??
    attribute(span.attributes, 'rpc.grpc.status_code') ??
    span.status?.message
  return {
    traceId,
    spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    service,
    ...(pod && { pod }),
    name: span.name ?? '',
    kind: kindOf(span.kind),
    startedAt: Number(start / 1000n) / 1000,
    duration: Math.max(0, Number(end - start) / 1e6),
    error: failed(span),
    ...(status && { status }),
    cite: () => ({ source, line, quote: `"spanId":"${spanId}"` }),
  }
}

function failed(span: OtlpSpan): boolean {
  const code = span.status?.code
  if (code === 2 || code === 'STATUS_CODE_ERROR') return true
  if (span.events?.some((event) => event.name === 'exception')) return true
  return (
    Number(attribute(span.attributes, 'http.response.status_code') ?? attribute(span.attributes, 'http.status_code')) >=
    500
  )
}

function kindOf(kind: OtlpSpan['kind']): SpanKind {
  if (typeof kind === 'string') return (KIND_NAME.exec(kind)?.[1]?.toLowerCase() as SpanKind | undefined) ?? 'internal'
  return KINDS[kind ?? 0] ?? 'internal'
}

function nanoseconds(value: string | number | undefined): bigint | undefined {
  try {
    return value === undefined ? undefined : BigInt(value)
  } catch {
    return undefined
  }
}

function attribute(attributes: Attribute[] | undefined, key: string): string | undefined {
  const value = attributes?.find((candidate) => candidate.key === key)?.value
  const first = value && Object.values(value)[0]
  return first === undefined || typeof first === 'object' ? undefined : String(first)
}
