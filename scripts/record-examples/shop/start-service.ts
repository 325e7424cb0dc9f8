import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { ExposedSample } from '../exposition.ts'
import { formatExposition } from '../exposition.ts'
import { childSpan, parseTraceparent, startTrace } from '../trace-context.ts'
import { type Log, serviceLog } from './log.ts'
import { CAN_SHARE_PORT } from './port-sharing.ts'
import { ServiceError } from './service-error.ts'
import { type ServiceMetrics, serviceMetrics } from './service-metrics.ts'
import { asError, type RequestTrace, requestTrace } from './service-trace.ts'

export interface ServiceRequest {
  params: Record<string, string>
  body: Record<string, unknown>
  trace: RequestTrace
}
export interface Reply {
  status: number
  body: unknown
}
export interface ServiceDefinition {
  name: string
  version: string
  port: number
  /** `GET /orders/:id` and what answers it. */
  routes: Record<string, (request: ServiceRequest, parts: ServiceParts) => Promise<Reply>>
  /** Share of traces that start here and are recorded, 0 to 1. */
  sampling?: number
  traceFile?: string | undefined
  /** Samples beside those of the process, such as a connection pool's. */
  gauges?: () => ExposedSample[]
  /** Closes what is open when the service is told to stop. */
  close?: () => Promise<void>
  log?: Log
}
export interface ServiceParts {
  log: Log
  metrics: ServiceMetrics
}

/** Serves the routes, `/metrics` and `/health` until SIGTERM; requests under way are finished first. */
export function startService(definition: ServiceDefinition): Promise<Server> {
  const parts = { log: definition.log ?? serviceLog(definition.name), metrics: serviceMetrics() }
  const server = createServer((incoming, response) => {
    answer(definition, parts, incoming).then(({ status, body }) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(status, { connection: 'close' }).end(text)
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<Server>()
  server.on('error', reject)
  // A new version listens on the port of the old one before that one stops, so that a deployment drops no request.
  server.listen(
    { port: definition.port, host: '127.0.0.1', reusePort: CAN_SHARE_PORT && definition.port !== 0 },
    () => {
      parts.log.info(`${definition.name} ${definition.version} ready`)
      resolve(server)
    },
  )
  return promise
}

async function answer(definition: ServiceDefinition, parts: ServiceParts, incoming: IncomingMessage): Promise<Reply> {
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
  if (path === '/health') return { status: 200, body: { version: definition.version } }
  if (path === '/metrics') {
    return {
      status: 200,
      body: formatExposition([...parts.metrics.samples(definition.name), ...(definition.gauges?.() ?? [])]),
    }
  }
  const found = findRoute(definition, incoming.method ?? 'GET', path)
  return found ? serve(definition, parts, incoming, found) : { status: 404, body: { error: 'not found' } }
}

interface FoundRoute {
  route: string
  params: Record<string, string>
}

async function serve(
  definition: ServiceDefinition,
  parts: ServiceParts,
  incoming: IncomingMessage,
  found: FoundRoute,
): Promise<Reply> {
  const { log, metrics } = parts
  const began = performance.now()
  const trace = traceOf(definition, incoming)
  metrics.inFlight++
  const { reply, error } = await handle(definition, parts, incoming, found, trace)
  metrics.inFlight--
  const seconds = (performance.now() - began) / 1000
  metrics.request(seconds, reply.status >= 500)
  const ids = { traceId: trace.context.traceId, spanId: trace.context.spanId }
  const fields = { ...ids, route: found.route, status: reply.status, durationMs: Math.round(seconds * 1000) }
  if (error && reply.status >= 500)
    log.error(`${found.route} failed: ${error.message}`, { ...fields, stack: error.stack })
  else if (error) log.warn(`${found.route} refused: ${error.message}`, fields)
  else if (trace.context.sampled) log.access(`${found.route} ${reply.status}`, fields)
  const [method = 'GET', route = '/'] = found.route.split(' ')
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': reply.status }
  trace.end(found.route, attributes, reply.status >= 500 ? error : undefined)
  return reply
}

async function handle(
  definition: ServiceDefinition,
  parts: ServiceParts,
  incoming: IncomingMessage,
  found: FoundRoute,
  trace: RequestTrace,
) {
  try {
    const body = await readBody(incoming)
    const handler = definition.routes[found.route]
    const reply = handler ? await handler({ params: found.params, body, trace }, parts) : { status: 404, body: {} }
    return { reply, error: undefined }
  } catch (thrown) {
    const error = asError(thrown)
    const status = error instanceof ServiceError ? error.status : 500
    return { reply: { status, body: { error: error.message } }, error }
  }
}

function traceOf(definition: ServiceDefinition, incoming: IncomingMessage): RequestTrace {
  const header = incoming.headers.traceparent
  const parent = parseTraceparent(Array.isArray(header) ? header[0] : header)
  const context = parent ? childSpan(parent) : startTrace(Math.random() < (definition.sampling ?? 0))
  const resource = { 'service.name': definition.name, 'service.version': definition.version }
  return requestTrace(resource, context, parent?.spanId, definition.traceFile)
}

function findRoute({ routes }: ServiceDefinition, method: string, path: string): FoundRoute | undefined {
  const given = path.split('/')
  for (const route of Object.keys(routes)) {
    const [routeMethod, pattern = ''] = route.split(' ')
    const wanted = pattern.split('/')
    if (routeMethod !== method || wanted.length !== given.length) continue
    if (!wanted.every((part, index) => part.startsWith(':') || part === given[index])) continue
    const named = wanted.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), given[index] ?? '']] : []))
    return { route, params: Object.fromEntries(named) }
  }
  return undefined
}

async function readBody(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
