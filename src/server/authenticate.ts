import type { IncomingHttpHeaders } from 'node:http'
import type { Actor, Sessions, Tokens } from '../core/access.ts'
import { isLocalHost } from './local-host.ts'
import { sessionOf } from './session-cookie.ts'

export interface DoorOptions {
  tokens: Tokens
  sessions: Pick<Sessions, 'find'>
  /** Whom everybody is that can reach the server; only for one that listens on this machine alone. */
  local(): Promise<Actor | undefined>
}

export type Entry = { actor: Actor } | { refused: 'unauthenticated' | 'forbidden'; why: string }

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,200})$/

/** Methods that change nothing. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD'])

const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/**
 * Who asks: by token, by the session of a browser, or by being on this machine where that is enough. A page of somebody else in a browser is none of
 * them: it asks under a foreign name (DNS rebinding), with its own origin, and without the second secret of a session, which only our pages can read.
 */
export async function authenticate(
  method: string,
  headers: IncomingHttpHeaders,
  { tokens, sessions, local }: DoorOptions,
): Promise<Entry> {
  if (headers.authorization !== undefined) {
    const [, token] = BEARER.exec(headers.authorization) ?? []
    const actor = token === undefined ? undefined : await tokens.find(token)
    return actor ? { actor } : { refused: 'unauthenticated', why: 'That is no token that is known here.' }
  }
  const secret = sessionOf(headers)
  const session = secret === undefined ? undefined : await sessions.find(secret)
  if (session) {
    if (headers['sec-fetch-site'] === 'cross-site')
      return { refused: 'forbidden', why: 'Pages of other sites may not ask.' }
    return SAFE.has(method) || headers['x-csrf-token'] === session.csrf
      ? { actor: session.actor }
      : { refused: 'forbidden', why: 'What changes anything needs x-csrf-token, which GET /api/session gives.' }
  }
  const here = await local()
  if (!here) return { refused: 'unauthenticated', why: 'A token is needed.' }
  if (!isLocalHost(headers.host)) return { refused: 'forbidden', why: `This server is not ${headers.host}.` }
  // What a proxy hands on comes from elsewhere, whatever name it asks under.
  if (FORWARDED.some((name) => headers[name] !== undefined))
    return { refused: 'unauthenticated', why: 'What comes through a proxy needs a token.' }
  const foreign =
    (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) ||
    headers['sec-fetch-site'] === 'cross-site'
  if (foreign) return { refused: 'forbidden', why: 'Pages of other sites may not ask.' }
  return { actor: here }
}
