import type { IncomingHttpHeaders } from 'node:http'
import type { Actor, Tokens } from '../core/access.ts'

export interface DoorOptions {
  tokens: Tokens
  /** Whom everybody is that can reach the server; only for one that listens on this machine alone. */
  local(): Promise<Actor | undefined>
}

export type Entry = { actor: Actor } | { refused: 'unauthenticated' | 'forbidden'; why: string }

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,200})$/
/** Names under which this machine is asked by itself. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/**
 * Who asks: by token, or by being on this machine where that is enough. A page of somebody else in a browser on this machine is neither: it
 * asks under a foreign name (DNS rebinding) or with its own origin.
 */
export async function authenticate(headers: IncomingHttpHeaders, { tokens, local }: DoorOptions): Promise<Entry> {
  if (headers.authorization !== undefined) {
    const [, token] = BEARER.exec(headers.authorization) ?? []
    const actor = token === undefined ? undefined : await tokens.find(token)
    return actor ? { actor } : { refused: 'unauthenticated', why: 'That is no token that is known here.' }
  }
  const here = await local()
  if (!here) return { refused: 'unauthenticated', why: 'A token is needed.' }
  if (!LOCAL_HOST.test(headers.host ?? '')) return { refused: 'forbidden', why: `This server is not ${headers.host}.` }
  // What a proxy hands on comes from elsewhere, whatever name it asks under.
  if (FORWARDED.some((name) => headers[name] !== undefined))
    return { refused: 'unauthenticated', why: 'What comes through a proxy needs a token.' }
  const foreign =
    (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) ||
    headers['sec-fetch-site'] === 'cross-site'
  if (foreign) return { refused: 'forbidden', why: 'Pages of other sites may not ask.' }
  return { actor: here }
}
