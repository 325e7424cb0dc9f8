import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import { ROLES, type Role } from '../../src/core/access.ts'
import { alert, type Here, serveHere, webhook } from './serve-here.ts'

interface Described {
  paths: Record<
    string,
    Record<string, { 'x-role': Role | 'public' | 'signed'; requestBody?: unknown; responses: Record<string, unknown> }>
  >
}

describe('the server', () => {
  let here: Here
  beforeAll(async () => {
    here = await serveHere({ withTokens: true })
  })
  afterAll(() => here.stop())

  it('describes itself, and refuses every route without the right role, as described', async () => {
    const { body } = await here.ask('/openapi.json', { as: 'nobody' })
    const { paths } = body as Described
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), role: one['x-role'] })),
    )
    expect(routes.length).toBeGreaterThan(20)
    for (const { path, method, role } of routes) {
      const where = path.replace(/\{\w+\}/g, 'none')
      const ask = (as: Role | 'nobody') => here.ask(where, { as, method, ...(method === 'POST' && { body: {} }) })
      const nobody = await ask('nobody')
      // What is there for everybody refuses an empty body, and nothing else.
      if (role === 'public') expect(nobody.status, path).toBe(method === 'GET' ? 200 : 400)
      else if (role === 'signed') expect([nobody.status, (await ask('admin')).status], path).toEqual([401, 401])
      else {
        expect(nobody.status, path).toBe(401)
        for (const lower of ROLES.slice(0, ROLES.indexOf(role)))
          expect((await ask(lower)).status, `${path} as ${lower}`).toBe(403)
        if (path !== '/api/runs/{id}/events') expect([401, 403, 500], path).not.toContain((await ask(role)).status)
      }
    }
  })

  it('answers with headers that keep pages of others out, and never with what went wrong inside', async () => {
    const { headers, body } = await here.ask('/api/runs/none')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    for (const name of ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-resource-policy'])
      expect(headers.get(name), name).toBeTruthy()
    expect(body).toMatchObject({ code: 'not-found', hint: expect.any(String) })
  })

  it('refuses what is too large, is no JSON, or does not fit, by name', async () => {
    const post = (body: unknown, headers = {}) => here.ask('/webhooks/alertmanager', { method: 'POST', body, headers })
    expect(await post(webhook(alert({ service: 'x'.repeat(3_000_000) })))).toMatchObject({ status: 413 })
    expect(await post('{"version":')).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
    expect(await post('x', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    expect(await post({ ...webhook(), version: '3' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('version') },
    })
    expect((await here.ask('/api/runs?limit=0')).status).toBe(400)
    expect((await here.ask('/api/nothing')).body).toMatchObject({ code: 'not-found' })
  })

  it('knows no token that was taken back', async () => {
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    const { id, token } = await store.tokens.create('short-lived', 'viewer')
    const ask = () =>
      fetch(`${here.url}/api/runs`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status)
    expect(await ask()).toBe(200)
    await store.tokens.revoke(id)
    expect(await ask()).toBe(401)
    expect(JSON.stringify(await store.tokens.list())).not.toContain(token)
    await engine.close()
  })

  it('turns the kill switch, and records who did', async () => {
    expect(
      (await here.ask('/api/kill-switch', { method: 'POST', body: { engaged: true, reason: 'drill' } })).body,
    ).toMatchObject({ engaged: true, by: 'a admin' })
    expect((await here.ask('/api/kill-switch', { as: 'viewer' })).body).toMatchObject({
      engaged: true,
      reason: 'drill',
    })
    await here.ask('/api/kill-switch', { method: 'POST', body: { engaged: false, reason: 'over' } })
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    expect((await store.audit.list({ subject: 'kill-switch' })).map(({ actor, event }) => `${actor} ${event}`)).toEqual(
      ['a admin kill_switch_engaged', 'a admin kill_switch_released'],
    )
    await engine.close()
  })
})

describe('alerts', () => {
  it('are one incident and one run, however many there are and however often they are told; another matter is another', async () => {
    const here = await serveHere()
    const storm = Array.from({ length: 200 }, (_, number) =>
      alert({ namespace: 'shop', service: `service-${number % 40}`, alertname: `A${number}` }),
    )
    const post = (...alerts: object[]) =>
      here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(...alerts) })
    await Promise.all([0, 50, 100, 150].map((from) => post(...storm.slice(from, from + 50))))
    await Promise.all([post(...storm.slice(0, 100)), post(...storm.slice(20, 120))])
    await post(alert({ namespace: 'billing', service: 'invoices' }))
    const incidents = async () =>
      (await here.ask('/api/incidents')).body as { id: string; alerts: number; status: string }[]
    const sizes = async () => (await incidents()).map(({ alerts }) => alerts).sort((a, b) => a - b)
    for (let look = 0; look < 400 && (await sizes()).join() !== '1,200'; look++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    // Another turn changes nothing.
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await sizes()).toEqual([1, 200])
    const runs = (await here.ask('/api/runs?workflow=incident.alerted')).body as unknown[]
    expect(runs).toHaveLength(2)
    await here.stop()
  }, 30_000)

  it('that are resolved close what they opened', async () => {
    const here = await serveHere()
    const one = alert({ service: 'cart' })
    const post = (...alerts: object[]) =>
      here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(...alerts) })
    const statuses = async () =>
      ((await here.ask('/api/incidents')).body as { status: string }[]).map(({ status }) => status)
    const becomes = async (wanted: string) => {
      for (let look = 0; look < 600 && (await statuses())[0] !== wanted; look++)
        await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await statuses()).toEqual([wanted])
    }
    await post(one)
    await becomes('open')
    await post({ ...one, status: 'resolved', endsAt: '2026-11-21T12:50:00Z' })
    await becomes('closed')
    // A late telling that it fires does not open it again.
    await post(one)
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await statuses()).toEqual(['closed'])
    await here.stop()
  }, 30_000)
})

describe('a server without tokens', () => {
  it('listens on this machine only, and to nobody’s page but its own', async () => {
    await expect(serveHere({ host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('token'),
    })
    const here = await serveHere()
    const host = new URL(here.url).host
    expect((await here.ask('/api/runs')).status).toBe(200)
    expect((await here.ask('/api/runs', { headers: { origin: here.url } })).status).toBe(200)
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: `http://${host}.evil.example` },
    ])
      expect(
        (await here.ask('/api/kill-switch', { method: 'POST', body: { engaged: true, reason: 'x' }, headers })).status,
        JSON.stringify(headers),
      ).toBe(403)
    expect((await here.ask('/api/kill-switch')).body).toEqual({ engaged: false })
    for (const name of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])
      expect((await here.ask('/api/runs', { headers: { [name]: 'elsewhere' } })).status, name).toBe(401)
    await here.stop()
  })

  it('asks for a token as soon as there is one', async () => {
    const here = await serveHere()
    expect((await here.ask('/api/runs')).status).toBe(200)
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    await store.tokens.create('first', 'viewer')
    await engine.close()
    let status = 0
    for (let look = 0; look < 600 && status !== 401; look++) {
      status = (await here.ask('/api/runs')).status
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(status).toBe(401)
    await here.stop()
  }, 30_000)
})

describe('the event stream of a run', () => {
  it('tells every event once, goes on after the last one that was read, and ends with the run', async () => {
    const here = await serveHere()
    await here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(alert({ service: 'cart' })) })
    let run = ''
    for (let look = 0; look < 600 && run === ''; look++) {
      run = ((await here.ask('/api/runs?workflow=incident.alerted')).body as { id: string }[])[0]?.id ?? ''
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const { text, headers } = await here.ask(`/api/runs/${run}/events`)
    expect(headers.get('content-type')).toBe('text/event-stream')
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
    expect(ids.length).toBeGreaterThan(5)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    expect(text).toMatch(/event: run_completed\ndata: [^\n]+\n\n$/)
    const rest = await here.ask(`/api/runs/${run}/events`, { headers: { 'last-event-id': String(ids[2]) } })
    expect([...rest.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(ids.slice(3))
    // Nothing is left to tell: it ends all the same.
    const nothing = await here.ask(`/api/runs/${run}/events`, { headers: { 'last-event-id': String(ids.at(-1)) } })
    expect(nothing.text).not.toContain('id:')
    const log = (await here.ask(`/api/runs/${run}/log`)).body as { number: number }[]
    expect(log.map(({ number }) => number)).toEqual(ids)
    await here.stop()
  }, 30_000)
})
