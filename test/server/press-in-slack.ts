import { createHmac } from 'node:crypto'
import type { Here } from './serve-here.ts'

export const SIGNING = 'shhh'

/** What Slack posts when somebody presses a button, signed as it signs. */
export async function pressInSlack(here: Here, payload: object, more: { at?: number; secret?: string } = {}) {
  const raw = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const at = String(more.at ?? Math.floor(Date.now() / 1_000))
  const signature = `v0=${createHmac('sha256', more.secret ?? SIGNING)
    .update(`v0:${at}:${raw}`)
    .digest('hex')}`
  return here.ask('/webhooks/slack', {
    as: 'nobody',
    method: 'POST',
    body: raw,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      'x-slack-signature': signature,
    },
  })
}

/** The press of one button by one user. */
export const pressOf = (user: string, verb: string, value: string) => ({
  type: 'block_actions',
  user: { id: user },
  actions: [{ action_id: verb, value }],
})
