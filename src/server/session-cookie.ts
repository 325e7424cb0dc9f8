import type { IncomingHttpHeaders } from 'node:http'

const NAME = 'watchfloor_session'
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

/** The secret of the session, where a browser sends one. */
export function sessionOf({ cookie }: IncomingHttpHeaders): string | undefined {
  for (const part of (cookie ?? '').split(';')) {
    const [, secret] = new RegExp(`^\\s*${NAME}=([A-Za-z0-9_-]{20,200})\\s*$`).exec(part) ?? []
    if (secret !== undefined) return secret
  }
  return undefined
}

/** `Set-Cookie` for a session; without a secret, to end it. Scripts cannot read it, other sites cannot make a browser send it. */
export function cookieFor(
  host: string | undefined,
  session?: { secret: string; expiresAt: number },
  now = Date.now(),
): string {
  const seconds = session ? Math.max(0, Math.floor((session.expiresAt - now) / 1_000)) : 0
  // On this machine there may be no TLS; everywhere else a browser keeps it to itself without.
  const secure = LOOPBACK.test(host ?? '') ? '' : '; Secure'
  return `${NAME}=${session?.secret ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`
}
