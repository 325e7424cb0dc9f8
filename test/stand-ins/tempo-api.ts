import { type Answered, type Asked, serveStandIn, type Trouble } from './serve-stand-in.ts'
import { byTrace, type TracedSpan } from './traced-request.ts'

export interface TempoOptions {
  token?: string
  tenant?: string
  /** 1 has no `/api/v2/traces`. */
  version?: 1 | 2
  /** Ids of traces that are larger than it gives. */
  partial?: readonly string[]
  troubleWith?: (asked: Asked, number: number) => Trouble | undefined
}

/**
 * A stand-in for Grafana Tempo, written after its public documentation: `/api/search` with a span set filter of TraceQL (comparisons joined by `&&`, a
 * group of them by `||`), start and end in seconds and limit; `/api/v2/traces/{id}` and the older `/api/traces/{id}`, with ids in base 64 as Tempo writes them.
 */
export async function tempoApi(spans: readonly TracedSpan[], options: TempoOptions = {}) {
  const { token, tenant, version = 2, partial = [], troubleWith } = options
  const traces = byTrace(spans)
  return serveStandIn(({ path, query, headers }) => {
    if (token && headers.authorization !== `Bearer ${token}`) return { status: 401, body: 'Unauthorized' }
    if (tenant && headers['x-scope-orgid'] !== tenant) return { status: 401, body: 'no org id' }
    if (path === '/api/search') return searched(traces, query)
    const [, v2, id = ''] = /^\/api(\/v2)?\/traces\/([0-9a-f]+)$/.exec(path) ?? []
    const members = traces.find(([traceId]) => traceId === id)?.[1]
    if (!members || (v2 && version === 1)) return { status: 404, body: '404 page not found' }
    const resources = members.map(resourceSpans)
    if (!v2) return { body: { batches: resources } }
    const status = partial.includes(id) ? { status: 'PARTIAL', message: 'Trace exceeds maximum size' } : {}
    return { body: { trace: { resourceSpans: resources }, metrics: {}, ...status } }
  }, troubleWith)
}

function searched(traces: readonly [string, TracedSpan[]][], query: URLSearchParams): Answered {
  const filter = parseTraceQl(query.get('q') ?? '')
  if (!filter) return { status: 400, body: `invalid TraceQL query: parse error at line 1, col 3: ${query.get('q')}` }
  const [start, end] = [Number(query.get('start')) * 1_000, Number(query.get('end')) * 1_000]
  const found = traces.filter(([, members]) => {
    const { began, duration } = extentOf(members)
    return began >= start && began < end && members.some((span) => filter(span, duration))
  })
  return {
    body: {
      traces: found.slice(0, Number(query.get('limit') ?? 20)).map(([traceID, members]) => ({
        traceID,
        rootServiceName: members[0]?.service,
        rootTraceName: members[0]?.name,
        startTimeUnixNano: nanoseconds(extentOf(members).began),
        durationMs: Math.floor(extentOf(members).duration),
      })),
      metrics: { inspectedTraces: traces.length },
    },
  }
}

type Condition = (span: TracedSpan, traceDuration: number) => boolean

function parseTraceQl(query: string): Condition | undefined {
  const inner = /^\{\s*(.*?)\s*\}$/.exec(query)?.[1]
  if (inner === undefined) return undefined
  const conditions = inner.split(/\s*&&\s*/).map((part) => {
    const any = /^\((.*)\)$/
      .exec(part)?.[1]
      ?.split(/\s*\|\|\s*/)
      .map(parseComparison)
    if (!any) return parseComparison(part)
    return any.includes(undefined)
      ? undefined
      : (span: TracedSpan, duration: number) => any.some((one) => one?.(span, duration))
  })
  if (conditions.includes(undefined)) return undefined
  return (span, duration) => conditions.every((one) => one?.(span, duration))
}

function parseComparison(text: string): Condition | undefined {
  if (text === 'true' || text === '') return () => true
  if (text === 'status = error') return ({ failed }) => failed !== undefined
  const [, longer] = /^traceDuration > (\d+)ms$/.exec(text) ?? []
  if (longer !== undefined) return (_, duration) => duration > Number(longer)
  const [, attribute, value] = /^resource\.([\w.]+) = "([^"]*)"$/.exec(text) ?? []
  if (attribute === undefined) return undefined
  return (span) => resourceOf(span)[attribute] === value
}

function extentOf(members: readonly TracedSpan[]) {
  const began = Math.min(...members.map(({ at }) => at))
  return { began, duration: Math.max(...members.map(({ at, duration }) => at + duration)) - began }
}

function resourceOf({ service, namespace, pod }: TracedSpan): Record<string, string | undefined> {
  return { 'service.name': service, 'k8s.namespace.name': namespace, 'k8s.pod.name': pod }
}

function resourceSpans(span: TracedSpan) {
  const resource = Object.entries(resourceOf(span)).flatMap(([key, value]) =>
    value === undefined ? [] : { key, value: { stringValue: value } },
  )
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')
  return {
    resource: { attributes: resource },
    scopeSpans: [
      {
        scope: { name: 'stand-in' },
        spans: [
          {
            traceId: base64(span.traceId),
            spanId: base64(span.spanId),
            ...(span.parentId && { parentSpanId: base64(span.parentId) }),
            name: span.name,
            kind: `SPAN_KIND_${span.kind.toUpperCase()}`,
            startTimeUnixNano: nanoseconds(span.at),
            endTimeUnixNano: nanoseconds(span.at + span.duration),
            attributes:
              span.httpStatus === undefined
                ? []
                : [{ key: 'http.response.status_code', value: { intValue: String(span.httpStatus) } }],
            status: span.failed === undefined ? {} : { code: 'STATUS_CODE_ERROR', message: span.failed },
          },
        ],
      },
    ],
  }
}

function nanoseconds(milliseconds: number): string {
  return `${BigInt(Math.round(milliseconds * 1_000))}000`
}
