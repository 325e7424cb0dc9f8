import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ReviewRequest } from '../../core/review-requests.ts'

/** `x-hub-signature-256: sha256=HEX`, an HMAC-SHA256 of the body as it came. */
export function isFromGitHub(body: string, header: string | string[] | undefined, secret: string): boolean {
  const own = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const theirs = Buffer.from(typeof header === 'string' ? header : '')
  return theirs.length === own.length && timingSafeEqual(theirs, own)
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
const eventSchema = z.looseObject({
  action: z.string(),
  number: z.number().int().min(1),
  pull_request: z.looseObject({
    state: z.string(),
    draft: z.boolean().default(false),
    head: z.looseObject({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  }),
  repository: z.looseObject({ full_name: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/) }),
})

/** What makes code stand for review that was not before. */
const ACTIONS: ReadonlySet<string> = new Set(['opened', 'synchronize', 'reopened', 'ready_for_review'])

/** What is to be reviewed after an event; undefined where nothing is. The body may be a form, as GitHub sends it where nobody has chosen JSON. */
export function readPullRequestEvent(event: string, body: string): Omit<ReviewRequest, 'delivery'> | undefined {
  if (event !== 'pull_request') return undefined
  const { success, data } = eventSchema.safeParse(payloadOf(body))
  if (!success || !ACTIONS.has(data.action)) return undefined
  const { number, repository, pull_request: pull } = data
  if (pull.state !== 'open' || pull.draft) return undefined
  return { repository: repository.full_name, number, headSha: pull.head.sha }
}

function payloadOf(body: string): unknown {
  try {
    return JSON.parse(body.startsWith('{') ? body : (new URLSearchParams(body).get('payload') ?? ''))
  } catch {
    return undefined
  }
}
