import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Notifier } from '../../src/core/notifier.ts'
import { pagerDutyNotifier } from '../../src/integrations/pagerduty/pagerduty-notifier.ts'
import { slackNotifier } from '../../src/integrations/slack/slack-notifier.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A server that answers every request with the same. */
async function answering(status: number, body: object): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const codeOf = (notifier: Notifier): Promise<unknown> =>
  notifier
    .deliver({
      key: 'k',
      notice: { kind: 'resolved', incident: 'inc_1', title: 'T' },
      attempt: 1,
      keep: async () => undefined,
      signal: new AbortController().signal,
    })
    .then(
      () => 'delivered',
      (thrown: { code?: unknown }) => (thrown.code === 'refused' ? 'refused' : 'again'),
    )

describe('what Slack does not take', () => {
  it.each([
    [200, { ok: false, error: 'invalid_blocks' }, 'refused'],
    [200, { ok: false, error: 'msg_too_long' }, 'refused'],
    [200, { ok: false, error: 'channel_not_found' }, 'again'],
    [200, { ok: false, error: 'token_revoked' }, 'again'],
    [413, {}, 'refused'],
    [500, {}, 'again'],
    [429, {}, 'again'],
  ])('with %i %j is %s', async (status, body, outcome) => {
    const url = await answering(status, body)
    expect(await codeOf(slackNotifier({ token: 'xoxb-test', channel: 'C1', url }))).toBe(outcome)
  })
})

describe('what PagerDuty does not take', () => {
  it.each([
    [400, 'refused'],
    [403, 'again'],
    [429, 'again'],
    [500, 'again'],
    [202, 'delivered'],
  ])('with %i is %s', async (status, outcome) => {
    const url = await answering(status, { status: 'x' })
    expect(await codeOf(pagerDutyNotifier({ routingKey: 'key', url }))).toBe(outcome)
  })
})
