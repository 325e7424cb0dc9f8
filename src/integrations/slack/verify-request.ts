import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Older than this it may be somebody's recording. Seconds. */
const OLDEST = 300

/** Whether the body is Slack's, and fresh: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function isFromSlack(
  body: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secret: string,
  now: number,
): boolean {
  const stamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof stamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(stamp)) return false
  if (Math.abs(now / 1_000 - Number(stamp)) > OLDEST) return false
  const own = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`)
  const theirs = Buffer.from(signature)
  return own.length === theirs.length && timingSafeEqual(own, theirs)
}

const payloadSchema = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  actions: z.array(z.looseObject({ action_id: z.enum(['approve', 'reject']), value: z.string().min(1) })).min(1),
})

export interface SlackPress {
  user: string
  verb: 'approve' | 'reject'
  approval: string
}

/** What somebody pressed; undefined for anything else that Slack sends. */
export function readPress(body: string): SlackPress | undefined {
  try {
    const read = payloadSchema.safeParse(JSON.parse(new URLSearchParams(body).get('payload') ?? ''))
    const [action] = read.success ? read.data.actions : []
    return read.success && action
      ? { user: read.data.user.id, verb: action.action_id, approval: action.value }
      : undefined
  } catch {
    return undefined
  }
}
