import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor, Role } from '../core/access.ts'

export interface Asked<P, Q, B> {
  params: P
  query: Q
  body: B
  /** Nobody where the route is public. */
  actor: Actor | undefined
  /** As it came: a signature is over its bytes. */
  raw: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  request: FastifyRequest
  reply: FastifyReply
  signal: AbortSignal
}

/** One operation of the API: what is served, checked, described in the OpenAPI document, and tested, all from this. */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  method: 'GET' | 'POST' | 'DELETE'
  /** With `{name}` for parameters, as OpenAPI writes it. */
  path: string
  /** Who may; `public` for everybody; `signed` where the route itself looks at a signature over the body, which it then gets as text. */
  role: Role | 'public' | 'signed'
  summary: string
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  /** What is answered; a media type where it is no JSON. */
  response: z.ZodType | { media: string }
  /** 200 where not given. */
  status?: number
  handle(asked: Asked<P, Q, B>): Promise<unknown>
}

/** A route with the types of its schemas. */
export function defineRoute<P, Q, B>(route: Route<P, Q, B>): Route {
  return route as unknown as Route
}

/** Thrown by a route that looks by itself who asks: for a signature that does not hold, for a token that nobody has. */
export class Unauthenticated extends Error {
  readonly statusCode = 401
}
