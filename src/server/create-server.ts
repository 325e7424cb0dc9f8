import { randomUUID } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, mayAct } from '../core/access.ts'
import { recordFault, WatchfloorFault } from '../core/fault.ts'
import type { AnsweredRequest } from '../telemetry/logs.ts'
import { authenticate, type DoorOptions } from './authenticate.ts'
import { openApiOf } from './openapi.ts'
import type { Route } from './route.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { serveConsole } from './serve-console.ts'

export interface ServerOptions extends DoorOptions {
  routes: readonly Route[]
  version: string
  /** For each address. */
  requestsAMinute?: number
  onAnswered?: (request: AnsweredRequest) => void
}

const MOST_BYTES = 2 * 1024 * 1024
const REQUESTS_A_MINUTE = 30_000

const STATUS: Readonly<Record<string, number>> = {
  usage: 400,
  'invalid-input': 400,
  'not-found': 404,
  conflict: 409,
  'journal-mismatch': 409,
  halted: 409,
  unavailable: 503,
  'timed-out': 504,
}

/** The routes served: checked against their schemas, behind the door. */
export async function createServer({
  routes,
  version,
  requestsAMinute = REQUESTS_A_MINUTE,
  onAnswered,
  ...door
}: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: true,
    requestTimeout: 60_000,
    genReqId: () => randomUUID(),
  })
  // Plain text is what a form of another site could send.
  server.removeContentTypeParser('text/plain')
  const bodies: Bodies = new WeakMap()
  const parseJson = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    bodies.set(request, String(body))
    parseJson(request, String(body), done)
  })
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    bodies.set(request, String(body))
    done(null, {})
  })
  await server.register(rateLimit, { max: requestsAMinute, timeWindow: 60_000 })
  const known: Known = { actors: new WeakMap(), faults: new WeakMap() }
  if (onAnswered) tellAnswers(server, known, onAnswered)
  server.addHook('onSend', async (request, reply, payload) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    return payload
  })
  server.setErrorHandler(
    (thrown, request, reply) => void fail(reply, thrown, (fault) => known.faults.set(request, fault)),
  )
  server.setNotFoundHandler((request, reply) => {
    void refuse(
      reply,
      404,
      'not-found',
      `There is no ${request.method} ${request.url.split('?')[0]}.`,
      'See /openapi.json.',
    )
  })
  const description = openApiOf(routes, version)
  server.get('/openapi.json', async () => description)
  serveConsole(server)
  for (const route of routes) serve(server, route, door, bodies, known)
  return server
}

/** What came, before it was read. */
type Bodies = WeakMap<FastifyRequest, string>

/** Of a request, for who tells of it. */
interface Known {
  actors: WeakMap<FastifyRequest, Actor>
  faults: WeakMap<FastifyRequest, string>
}

/** Once an answer is out, or the one who asked is gone. */
function tellAnswers(
  server: FastifyInstance,
  { actors, faults }: Known,
  tell: (request: AnsweredRequest) => void,
): void {
  server.addHook('onResponse', async (request, reply) => {
    const fault = faults.get(request)
    tell({
      id: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      milliseconds: reply.elapsedTime,
      who: actors.get(request)?.name,
      ...(fault !== undefined && { fault }),
    })
  })
}

function serve(server: FastifyInstance, route: Route, door: DoorOptions, bodies: Bodies, known: Known): void {
  server.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    async handler(request, reply) {
      let actor: Actor | undefined
      if (route.role !== 'public' && route.role !== 'signed') {
        const entry = await authenticate(request.method, request.headers, door)
        if ('refused' in entry)
          return refuse(
            reply,
            entry.refused === 'forbidden' ? 403 : 401,
            entry.refused,
            entry.why,
            'Send `Authorization: Bearer TOKEN`; `watchfloor tokens create` makes one.',
          )
        actor = entry.actor
        known.actors.set(request, actor)
        if (!mayAct(actor.role, route.role))
          return refuse(
            reply,
            403,
            'forbidden',
            `${actor.name} is ${actor.role}; this needs ${route.role}.`,
            'Ask an admin for a token with that role.',
          )
      }
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const answer = await route.handle({
        params: checked(route.params, request.params, 'path'),
        query: checked(route.query, request.query, 'query'),
        body: checked(route.body, request.body ?? {}, 'body'),
        actor,
        raw: bodies.get(request) ?? '',
        headers: request.headers,
        request,
        reply,
        signal: gone.signal,
      })
      if (reply.sent) return reply
      if (!(route.response instanceof z.ZodType))
        return reply.type(`${route.response.media}; charset=utf-8`).send(answer)
      return reply.status(route.status ?? 200).send(answer)
    },
  })
}

function checked(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new WatchfloorFault(
    'invalid-input',
    `The ${where} does not fit: ${z.prettifyError(read.error).slice(0, 1_000)}`,
    {
      hint: 'See /openapi.json.',
    },
  )
}

function fail(reply: FastifyReply, thrown: unknown, onInside: (fault: string) => void): FastifyReply {
  // What the framework refuses by itself says so: too large, too many, not JSON.
  const own = (thrown as { statusCode?: unknown }).statusCode
  if (typeof own === 'number' && own >= 400 && own < 500) {
    const message = thrown instanceof Error ? thrown.message : 'refused'
    return refuse(
      reply,
      own,
      own === 429 ? 'too-many' : own === 401 ? 'unauthenticated' : 'invalid-input',
      message,
      'See /openapi.json.',
    )
  }
  const { code, message, hint } = recordFault(thrown)
  const status = STATUS[code] ?? 500
  // What went wrong inside is for the log, not for whoever asks.
  if (status >= 500) onInside(message)
  return refuse(reply, status, code, status === 500 ? 'Something went wrong here.' : message, hint)
}

function refuse(reply: FastifyReply, status: number, code: string, message: string, hint: string): FastifyReply {
  return reply.status(status).send({ code, message, hint })
}
