import { z } from 'zod'
import type { Service } from '../../app/open-service.ts'
import { ROLES } from '../../core/access.ts'
import { defineRoute, type Route, Unauthenticated } from '../route.ts'
import { cookieFor, sessionOf } from '../session-cookie.ts'

const csrf = z.string().optional().describe('to be sent as x-csrf-token with whatever changes anything')

/** Sessions of browsers: a token is given once, and a cookie that no script can read stands for it. */
export function sessionRoutes({ store }: Service): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/session',
      role: 'public',
      summary: 'Opens a session for a browser with a token; it lasts twelve hours, or until the token is taken back.',
      body: z.object({ token: z.string().min(1).max(200) }),
      response: z.object({ csrf: z.string() }),
      async handle({ body: { token }, headers, reply }) {
        const session = await store.sessions.open(token)
        if (!session) throw new Unauthenticated('That is no token that is known here.')
        reply.header('set-cookie', cookieFor(hostOf(headers), session))
        return { csrf: session.csrf }
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/session',
      role: 'viewer',
      summary: 'Who asks, and what a page needs to change anything.',
      response: z.object({ name: z.string(), role: z.enum(ROLES), csrf }),
      async handle({ actor, request }) {
        const secret = sessionOf(request.headers)
        const session = secret === undefined ? undefined : await store.sessions.find(secret)
        return { name: actor?.name ?? '', role: actor?.role ?? 'viewer', ...(session && { csrf: session.csrf }) }
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/session',
      role: 'viewer',
      summary: 'Ends the session.',
      response: z.object({ ended: z.boolean() }),
      async handle({ headers, request, reply }) {
        const secret = sessionOf(request.headers)
        if (secret !== undefined) await store.sessions.end(secret)
        reply.header('set-cookie', cookieFor(hostOf(headers)))
        return { ended: secret !== undefined }
      },
    }),
  ]
}

function hostOf({ host }: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  return typeof host === 'string' ? host : undefined
}
