import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import type { ApprovalAnswer } from '../../src/core/gate.ts'
import { until } from '../contracts/bus-contract.ts'
import { chatAndPager, type Posted } from '../stand-ins/chat-and-pager.ts'
import { pressInSlack, pressOf, SIGNING } from './press-in-slack.ts'
import { alert, type Here, serveHere, webhook } from './serve-here.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})

async function site(misbehave?: Parameters<typeof chatAndPager>[0]) {
  const outside = await chatAndPager(misbehave)
  const here = await serveHere({
    environment: {
      WATCHFLOOR_SLACK_TOKEN: 'xoxb-test',
      WATCHFLOOR_SLACK_CHANNEL: 'C1',
      WATCHFLOOR_SLACK_URL: `${outside.url}/api/`,
      WATCHFLOOR_SLACK_SIGNING_SECRET: SIGNING,
      WATCHFLOOR_SLACK_USERS: 'U1AB=approver:jane,U2CD=viewer:joe',
      WATCHFLOOR_PAGERDUTY_KEY: 'key',
      WATCHFLOOR_PAGERDUTY_URL: `${outside.url}/v2/enqueue`,
      WATCHFLOOR_WEBHOOK_URL: `${outside.url}/hook`,
      WATCHFLOOR_WEBHOOK_SECRET: 'hook secret',
    },
  })
  open.push(here, { stop: () => outside.close() })
  return { here, outside, hooks: () => outside.posted.filter(({ path }) => path === '/hook') }
}
const fire = (here: Here, one = alert({ service: 'cart' })) =>
  here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(one) })

describe('what was found', () => {
  it('is in Slack within seconds, the short answer first and the details in its thread, and at the webhook, signed', async () => {
    const { here, outside, hooks } = await site()
    const begun = performance.now()
    await fire(
      here,
      alert({ service: 'cart' }, { annotations: { summary: '<!channel> *cart* fails & <http://evil.example|click>' } }),
    )
    await until(() => outside.messages.length === 2 && hooks().length === 1)
    expect(performance.now() - begun).toBeLessThan(5_000)
    const [short, details] = outside.messages
    expect(details?.thread_ts).toBe(short?.ts)
    const said = JSON.stringify(
      outside.posted.filter(({ path }) => path.endsWith('postMessage')).map(({ body }) => body),
    )
    // Nothing of others mentions, links or formats.
    expect(said).not.toMatch(/<!channel>|<http/)
    const [{ headers, body } = { headers: {} as Posted['headers'], body: {} }] = hooks()
    const [, at, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-watchfloor-signature'])) ?? []
    expect(signature).toBe(
      createHmac('sha256', 'hook secret')
        .update(`${at}.${JSON.stringify(body)}`)
        .digest('hex'),
    )
    expect(body).toMatchObject({ kind: 'analysis', analysis: { verdict: expect.any(String) } })
  }, 20_000)

  it('arrives once when the other side refuses it at first, or takes it and its answer is lost', async () => {
    const seen = new Map<string, number>()
    const { here, outside, hooks } = await site((path) => {
      const kind = path.replace(/\?.*/, '')
      const time = (seen.get(kind) ?? 0) + 1
      seen.set(kind, time)
      if (kind.endsWith('postMessage')) return time === 1 ? 'refuse' : time === 2 ? 'lose' : undefined
      return kind === '/hook' && time === 1 ? 'lose' : undefined
    })
    await fire(here)
    await until(() => outside.messages.length === 2 && hooks().length === 2, 25_000)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    // One message and one in its thread, although the first was posted twice over.
    expect(outside.messages.map(({ thread_ts }) => thread_ts !== undefined)).toEqual([false, true])
    // Who cannot be asked what arrived is told which is the same.
    expect(new Set(hooks().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(
      JSON.stringify(await here.ask('/metrics').then(({ text }) => /watchfloor_outbox_waiting (\d+)/.exec(text)?.[1])),
    ).toBe('"0"')
  }, 60_000)

  it('pages only for what is critical, under one key, and says when it is over', async () => {
    const { here, outside, hooks } = await site()
    const one = alert({ service: 'cart' })
    await fire(here, one)
    await until(() => hooks().length === 1)
    await fire(here, { ...one, status: 'resolved', endsAt: '2026-11-21T12:50:00Z' } as never)
    await until(() => outside.posted.some(({ path }) => path === '/v2/enqueue'))
    const events = outside.posted.filter(({ path }) => path === '/v2/enqueue').map(({ body }) => body)
    expect(events).toMatchObject([
      { routing_key: 'key', event_action: 'resolve', dedup_key: expect.stringMatching(/^inc_/) },
    ])
    expect(outside.faults).toEqual([])
  }, 20_000)
})

describe('a button in Slack', () => {
  it('approves for who may, once, and only when Slack has signed it and it is fresh', async () => {
    const { here, outside } = await site()
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    let answered: ApprovalAnswer | undefined
    const handle = await engine.start(
      {
        name: 'asks',
        async run(run) {
          await run.step('ask', () =>
            store.approvals.request({
              id: 'appr_test',
              run: run.id,
              wait: 'approval',
              question: 'act',
              hash: 'h',
              title: 'Roll cart back',
              risk: 'medium',
              prepared: { summary: 'kubectl rollout undo deployment/cart' } as never,
              terms: { approvers: [], separateApprover: false, expiresAfterMilliseconds: 60_000 } as never,
              requestedBy: 'watchfloor',
              requestedAt: Date.now(),
              expiresAt: Date.now() + 60_000,
            }),
          )
          const outcome = await run.wait<ApprovalAnswer>('approval')
          if (outcome.status === 'answered') answered = outcome.value
        },
      },
      null,
    )
    await until(() => outside.messages.length === 1, 15_000)
    const posted = JSON.stringify(outside.posted.find(({ path }) => path.endsWith('postMessage'))?.body)
    expect(posted).toContain('Approve exactly this')
    expect(posted).toContain('rollout undo')
    const stale = Math.floor(Date.now() / 1_000) - 600
    expect((await pressInSlack(here, pressOf('U1AB', 'approve', 'appr_test'), { secret: 'guessed' })).status).toBe(401)
    expect((await pressInSlack(here, pressOf('U1AB', 'approve', 'appr_test'), { at: stale })).status).toBe(401)
    expect((await pressInSlack(here, pressOf('U2CD', 'approve', 'appr_test'))).body).toMatchObject({
      text: expect.stringContaining('no approver'),
    })
    expect((await pressInSlack(here, pressOf('U9ZZ', 'approve', 'appr_test'))).body).toMatchObject({
      text: expect.stringContaining('no approver'),
    })
    expect(answered).toBeUndefined()
    expect((await pressInSlack(here, pressOf('U1AB', 'approve', 'appr_test'))).body).toEqual({
      text: 'approved by jane.',
    })
    await handle.result()
    expect(answered).toMatchObject({ decision: 'approved', by: 'jane', reason: 'in Slack' })
    expect((await pressInSlack(here, pressOf('U1AB', 'reject', 'appr_test'))).body).toMatchObject({
      text: expect.stringContaining('approved already'),
    })
    expect((await pressInSlack(here, { type: 'view_submission' })).body).toMatchObject({
      text: 'That is no button of ours.',
    })
    await engine.close()
  }, 40_000)
})
