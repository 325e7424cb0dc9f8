import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { serveExample } from './serve-example.ts'
import { alert, type Here, serveHere, webhook } from './serve-here.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})
const serve = async (environment: NodeJS.ProcessEnv = {}) => {
  const here = await serveHere({ environment })
  open.push(here)
  return here
}
const incidents = async (here: Here) =>
  (await here.ask('/api/incidents')).body as { title: string; status: string; severity?: string }[]

async function becomes(here: Here, wanted: object[]): Promise<void> {
  for (let look = 0; look < 600; look++) {
    const now = await incidents(here)
    if (
      now.length === wanted.length &&
      now.every(({ status }, place) => status === (wanted[place] as { status: string }).status)
    )
      break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(await incidents(here)).toMatchObject(wanted)
}

/** An event of PagerDuty about one incident there, signed. */
function sendPagerDuty(here: Here, type: string, { secret = 's', at = '2026-11-21T12:01:00Z', data = {} } = {}) {
  const incident = {
    id: 'PGR0VU2',
    title: 'Cart is down',
    created_at: '2026-11-21T12:00:00Z',
    urgency: 'high',
    service: { id: 'P1', summary: 'cart' },
    ...data,
  }
  const raw = JSON.stringify({ event: { event_type: type, occurred_at: at, data: incident } })
  const signature = `v1=${'0'.repeat(64)},v1=${createHmac('sha256', secret).update(raw).digest('hex')}`
  return here.ask('/webhooks/pagerduty', { method: 'POST', body: raw, headers: { 'x-pagerduty-signature': signature } })
}

describe('an alert that comes in', () => {
  it('from PagerDuty is signed, opens an incident, and closes it', async () => {
    const here = await serve({ WATCHFLOOR_PAGERDUTY_WEBHOOK_SECRET: 's' })
    const send = (type: string, secret = 's', at = '2026-11-21T12:01:00Z') => sendPagerDuty(here, type, { secret, at })
    expect((await send('incident.triggered', 'guessed')).status).toBe(401)
    expect(await send('incident.triggered')).toMatchObject({ status: 202, body: { kept: 1 } })
    await becomes(here, [{ title: 'Cart is down', status: 'open', severity: 'critical' }])
    expect((await send('incident.annotated')).body).toEqual({ kept: 0 })
    await send('incident.resolved')
    await becomes(here, [{ status: 'closed' }])
    await send('incident.reopened', 's', '2026-11-21T12:09:00Z')
    await becomes(here, [{ title: 'Cart is down', status: 'open' }, { status: 'closed' }])
  }, 30_000)

  it('from PagerDuty keeps nothing where it is the page for an incident of ours, and anything else', async () => {
    const here = await serve({ WATCHFLOOR_PAGERDUTY_WEBHOOK_SECRET: 's' })
    await here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(alert({ service: 'cart' })) })
    await becomes(here, [{ title: 'cart fails', status: 'open' }])
    const [ours] = (await here.ask('/api/incidents')).body as { id: string }[]
    for (const type of ['incident.triggered', 'incident.escalated', 'incident.resolved', 'incident.reopened'])
      expect((await sendPagerDuty(here, type, { data: { incident_key: ours?.id } })).body, type).toEqual({ kept: 0 })
    for (const [id, incident_key] of Object.entries({ P1: 'inc_0123456789ab', P2: 'cart/errors', P3: null }))
      expect((await sendPagerDuty(here, 'incident.triggered', { data: { id, incident_key } })).body).toEqual({
        kept: 1,
      })
  }, 30_000)

  it('from Grafana is one like that of Alertmanager', async () => {
    const here = await serve()
    const one = alert({ service: 'cart', grafana_folder: 'shop' })
    expect(
      await here.ask('/webhooks/grafana', {
        method: 'POST',
        body: { receiver: 'x', status: 'firing', version: '1', groupKey: 'g', alerts: [one] },
      }),
    ).toMatchObject({ status: 202 })
    await becomes(here, [{ title: 'cart fails', status: 'open' }])
  }, 30_000)

  it('that fires again after its end is a new incident', async () => {
    const here = await serve()
    const one = alert({ service: 'cart' })
    const post = (told: object) => here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(told) })
    await post(one)
    await becomes(here, [{ status: 'open' }])
    await post({ ...one, status: 'resolved', endsAt: '2026-11-21T12:50:00Z' })
    await becomes(here, [{ status: 'closed' }])
    await post({ ...one, startsAt: '2026-11-21T13:10:00Z' })
    await becomes(here, [{ status: 'open' }, { status: 'closed' }])
  }, 30_000)

  it('is shown without the credentials that somebody wrote into it', async () => {
    const here = await serve()
    const secret = 'AKIA'.concat('QYLPMN5HHHFPZAM2')
    await here.ask('/webhooks/alertmanager', {
      method: 'POST',
      body: webhook(alert({ service: 'cart' }, { annotations: { summary: `cart fails with key ${secret}` } })),
    })
    await becomes(here, [{ status: 'open' }])
    const [incident] = (await here.ask('/api/incidents')).body as { id: string; title: string }[]
    expect(incident?.title).toContain('cart fails')
    for (const path of ['/api/incidents', `/api/incidents/${incident?.id}`, '/api/runs'])
      expect((await here.ask(path)).text, path).not.toContain(secret)
  }, 30_000)

  it('with the addresses of its evidence has it fetched from where that is allowed, and investigated; else it is said why not', async () => {
    const example = await serveExample()
    open.push(example)
    const body = example.alert
    const finished = async (here: Here) => {
      for (let look = 0; look < 600; look++) {
        const [run] = (await here.ask('/api/runs?workflow=incident.alerted')).body as { id: string; status: string }[]
        if (run?.status === 'completed')
          return (
            (await here.ask(`/api/runs/${run.id}`)).body as {
              result: { analysis: { hypotheses: { component: string }[]; verdict: string } }
            }
          ).result.analysis
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('It did not end.')
    }
    const allowed = await serve({ WATCHFLOOR_ALLOWED_PRIVATE_HOSTS: '127.0.0.1' })
    expect(await allowed.ask('/webhooks/incident-alert', { method: 'POST', body })).toMatchObject({
      status: 202,
      body: { kept: 1 },
    })
    expect((await finished(allowed)).hypotheses[0]?.component).toBe('payment-gateway')
    const careful = await serve()
    await careful.ask('/webhooks/incident-alert', { method: 'POST', body })
    expect((await finished(careful)).verdict).toBe('inconclusive')
    expect(
      await careful.ask('/webhooks/incident-alert', { method: 'POST', body: { ...body, logs_url: 'nonsense' } }),
    ).toMatchObject({ status: 400 })
  }, 60_000)
})
