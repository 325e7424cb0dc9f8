import type { IncomingHttpHeaders } from 'node:http'
import { isLocalHost } from './local-host.ts'

const NAME = 'watchfloor_session'
const SENT = new RegExp(`(?:^|;)\\s*${NAME}=([A-Za-z0-9_-]{20,200})\\s*(?:;|$)`)

/** The secret of the session, where a browser sends one. */
export function sessionOf({ cookie }: IncomingHttpHeaders): string | undefined {
  return SENT.exec(cookie ?? '')?.[1]
}

/** `Set-Cookie` for a session; without a secret, to end it. Scripts cannot read it, other sites cannot make a browser send it. */
export function cookieFor(
  host: string | undefined,
  session?: { secret: string; expiresAt: number },
  now = Date.now(),
): string {
  const seconds = session ? Math.max(0, Math.floor((session.expiresAt - now) / 1_000)) : 0
  // On this machine there may be no TLS; everywhere else a browser keeps it to itself without.
  const secure = isLocalHost(host) ? '' : '; Secure'
  return `${NAME}=${session?.secret ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`
}
