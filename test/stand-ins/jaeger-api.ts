import { type Answered, type Asked, serveStandIn, type Trouble } from './serve-stand-in.ts'
import { byTrace, type TracedSpan } from './traced-request.ts'

export interface JaegerOptions {
  token?: string
  troubleWith?: (asked: Asked, number: number) => Trouble | undefined
}

const UNITS: Record<string, number> = { us: 0.001, ms: 1, s: 1_000 }

/**
 * A stand-in for Jaeger's query service, written after its public documentation and data model: `/api/services`, and `/api/traces` with service, start
 * and end (microseconds), limit, tags and minDuration, newest first. A trace is found by a span of the service to which all conditions apply.
 */
export async function jaegerApi(spans: readonly TracedSpan[], { token, troubleWith }: JaegerOptions = {}) {
  return serveStandIn(({ path, query, headers }) => {
    if (token && headers.authorization !== `Bearer ${token}`) return { status: 401, body: 'Unauthorized' }
    if (path === '/api/services') {
      const data = [...new Set(spans.map(({ service }) => service))]
      return { body: { data: [...data, 'jaeger-query'], total: data.length + 1, limit: 0, offset: 0, errors: null } }
    }
    if (path !== '/api/traces') return { status: 404, body: '404 page not found' }
    const service = query.get('service')
    if (!service) return refusal(400, "parameter 'service' is required")
    const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(us|ms|s)$/.exec(query.get('minDuration') ?? '0ms') ?? []
    if (count === undefined) return refusal(400, "unable to parse param 'minDuration': time: invalid duration")
    const least = Number(count) * (UNITS[unit] ?? 1)
    const wanted = JSON.parse(query.get('tags') ?? '{}') as Record<string, string>
    const isFound = (span: TracedSpan) => {
      const tags = Object.fromEntries(tagsOf(span).map(({ key, value }) => [key, String(value)]))
      const process = Object.fromEntries(processOf(span).tags.map(({ key, value }) => [key, value]))
      return (
        span.service === service &&
        span.at * 1_000 >= Number(query.get('start')) &&
        span.at * 1_000 <= Number(query.get('end')) &&
        span.duration >= least &&
        Object.entries(wanted).every(([key, value]) => tags[key] === value || process[key] === value)
      )
    }
    const found = byTrace(spans).filter(([, members]) => members.some(isFound))
    const data = found.reverse().slice(0, Number(query.get('limit') ?? 100))
    return {
      body: { data: data.map(([id, members]) => traceOf(id, members)), total: 0, limit: 0, offset: 0, errors: null },
    }
  }, troubleWith)
}

function traceOf(traceID: string, spans: readonly TracedSpan[]) {
  return {
    traceID,
    spans: spans.map((span, place) => ({
      traceID,
      spanID: span.spanId,
      operationName: span.name,
      references: span.parentId ? [{ refType: 'CHILD_OF', traceID, spanID: span.parentId }] : [],
      startTime: Math.round(span.at * 1_000),
      duration: Math.round(span.duration * 1_000),
      tags: tagsOf(span),
      logs: [],
      processID: `p${place}`,
      warnings: null,
    })),
    processes: Object.fromEntries(spans.map((span, place) => [`p${place}`, processOf(span)])),
    warnings: null,
  }
}

function tagsOf({ kind, failed, httpStatus }: TracedSpan) {
  return [
    { key: 'span.kind', type: 'string', value: kind },
    ...(httpStatus === undefined ? [] : [{ key: 'http.status_code', type: 'int64', value: httpStatus }]),
    ...(failed === undefined
      ? []
      : [
          { key: 'error', type: 'bool', value: true },
          { key: 'otel.status_description', type: 'string', value: failed },
        ]),
  ]
}

function processOf({ service, namespace, pod }: TracedSpan) {
  const named = { 'k8s.namespace.name': namespace, 'k8s.pod.name': pod }
  return {
    serviceName: service,
    tags: Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : { key, type: 'string', value })),
  }
}

function refusal(code: number, msg: string): Answered {
  return { status: code, body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] } }
}
