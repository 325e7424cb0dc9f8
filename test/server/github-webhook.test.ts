import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { ReviewRequest, ReviewRequests } from '../../src/core/review-requests.ts'
import { isFromGitHub, readPullRequestEvent } from '../../src/integrations/github/webhook.ts'
import { type Here, serveHere } from './serve-here.ts'

const SECRET = 'shared'
const SHA = 'a'.repeat(40)
const open: Here[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})

function eventOf(action: string, pull: object = {}, more: object = {}) {
  const pull_request = { state: 'open', draft: false, title: '`$(id)`', head: { sha: SHA, ref: 'x' }, ...pull }
  return { action, number: 7, pull_request, repository: { full_name: 'acme/shop' }, ...more }
}

const signed = (raw: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`

async function site(options: { reviews?: ReviewRequests; secret?: string | null } = {}) {
  const taken: ReviewRequest[] = []
  const reviews = options.reviews ?? { take: async (request: ReviewRequest) => void taken.push(request) }
  const { secret = SECRET } = options
  const environment = secret === null ? {} : { WATCHFLOOR_GITHUB_WEBHOOK_SECRET: secret }
  const here = await serveHere({ environment, reviews })
  open.push(here)
  let deliveries = 0
  const tell = (
    body: object | string,
    { event = 'pull_request', delivery = '', signature = '', type = 'json' } = {},
  ) => {
    const raw = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = {
      'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-github-event': event,
      'x-github-delivery': delivery || `d${++deliveries}`,
      'x-hub-signature-256': signature || signed(raw),
    }
    return here.ask('/webhooks/github', { method: 'POST', body: raw, headers, as: 'nobody' })
  }
  return { here, taken, tell }
}

describe('a message of GitHub', () => {
  it('asks for a review of what is opened, pushed to, opened again or ready', async () => {
    const { taken, tell } = await site()
    for (const action of ['opened', 'synchronize', 'reopened', 'ready_for_review'])
      expect(await tell(eventOf(action)), action).toMatchObject({ status: 202, body: { taken: true } })
    expect(taken[0]).toEqual({ repository: 'acme/shop', number: 7, headSha: SHA, delivery: 'd1' })
    expect(taken).toHaveLength(4)
    const form = new URLSearchParams({ payload: JSON.stringify(eventOf('opened')) }).toString()
    expect(await tell(form, { type: 'form' })).toMatchObject({ body: { taken: true } })
  }, 30_000)

  it('is passed by where there is nothing to review, or it is nothing that we know', async () => {
    const { taken, tell } = await site()
    const others: [object, string?][] = [
      [eventOf('closed', { state: 'closed' })],
      [eventOf('labeled')],
      [eventOf('opened', { draft: true })],
      [eventOf('synchronize', { state: 'closed' })],
      [{ zen: 'x' }, 'ping'],
      [eventOf('opened'), 'issues'],
      [eventOf('opened', { head: { sha: '--upload-pack=x' } })],
      [eventOf('opened', {}, { repository: { full_name: '../../etc' } })],
      [eventOf('opened', {}, { number: '7' })],
      [[]],
    ]
    for (const [body, event] of others)
      expect(await tell(body, event === undefined ? {} : { event }), JSON.stringify(body)).toMatchObject({
        status: 202,
        body: { taken: false },
      })
    expect(taken).toEqual([])
  }, 30_000)

  it('is refused without the signature of its bytes', async () => {
    const { taken, tell, here } = await site()
    const raw = JSON.stringify(eventOf('opened'))
    for (const signature of [signed(raw, 'guessed'), signed(`${raw} `), signed(raw).slice(7), 'sha256=', 'x'])
      expect((await tell(raw, { signature })).status, signature).toBe(401)
    expect((await here.ask('/webhooks/github', { method: 'POST', body: raw })).status).toBe(401)
    expect(taken).toEqual([])
    const without = await site({ secret: null })
    expect((await without.tell(raw, { signature: signed(raw, '') })).status).toBe(401)
  }, 30_000)

  it('that comes again under its name asks once, but again where it could not be kept', async () => {
    let isFull = true
    const kept: string[] = []
    const reviews = {
      take: async ({ delivery }: ReviewRequest) => {
        if (isFull) throw new Error('full')
        kept.push(delivery)
      },
    }
    const { tell } = await site({ reviews })
    expect((await tell(eventOf('opened'), { delivery: 'one' })).status).toBe(500)
    isFull = false
    expect((await tell(eventOf('opened'), { delivery: 'one' })).body).toEqual({ taken: true })
    expect((await tell(eventOf('opened'), { delivery: 'one' })).body).toEqual({ taken: false })
    expect(kept).toEqual(['one'])
  }, 30_000)

  it('is answered that nobody reviews where nobody does', async () => {
    const here = await serveHere({ environment: { WATCHFLOOR_GITHUB_WEBHOOK_SECRET: SECRET } })
    open.push(here)
    const raw = JSON.stringify(eventOf('opened'))
    const headers = { 'x-github-event': 'pull_request', 'x-hub-signature-256': signed(raw) }
    const answer = await here.ask('/webhooks/github', { method: 'POST', body: raw, headers })
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  }, 30_000)

  it('is read without a fault, whatever it is', () => {
    for (const body of ['', '{', 'payload', 'payload=%', 'payload={}', '[]', 'null', '{"pull_request": 1}'])
      expect(readPullRequestEvent('pull_request', body)).toBeUndefined()
    for (const header of [undefined, '', ['sha256=x', 'sha256=y'], 'sha256='.repeat(1_000)])
      expect(isFromGitHub('x', header, SECRET)).toBe(false)
  })
})
