import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import { type Here, serveHere } from './serve-here.ts'

describe('a session of a browser', () => {
  let here: Here
  beforeAll(async () => {
    here = await serveHere({ withTokens: true })
  })
  afterAll(() => here.stop())
  const open = async (token: string) => {
    const { status, headers, body } = await here.ask('/api/session', { as: 'nobody', method: 'POST', body: { token } })
    const set = headers.get('set-cookie') ?? ''
    return { status, set, cookie: set.split(';')[0] ?? '', csrf: (body as { csrf?: string }).csrf ?? '' }
  }
  const turn = (headers: Record<string, string>) =>
    here.ask('/api/kill-switch', { as: 'nobody', method: 'POST', body: { engaged: false, reason: 'x' }, headers })

  it('is opened with a token, and a cookie that scripts cannot read and other sites cannot send stands for it', async () => {
    expect(await open('wf_guessed')).toMatchObject({ status: 401, set: '' })
    const { status, set, cookie, csrf } = await open(here.tokens.admin ?? '')
    expect(status).toBe(200)
    expect(set).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=43(?:200|199)$/)
    expect(set).not.toContain(here.tokens.admin)
    const asked = await here.ask('/api/session', { as: 'nobody', headers: { cookie } })
    expect(asked.body).toEqual({ name: 'a admin', role: 'admin', csrf })
  })

  it('changes nothing without the secret that only our pages can read', async () => {
    const { cookie, csrf } = await open(here.tokens.admin ?? '')
    expect((await turn({ cookie })).status).toBe(403)
    expect((await turn({ cookie, 'x-csrf-token': 'guessed' })).status).toBe(403)
    expect((await turn({ cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await turn({ cookie, 'x-csrf-token': csrf })).status).toBe(200)
    const viewer = await open(here.tokens.viewer ?? '')
    expect((await turn({ cookie: viewer.cookie, 'x-csrf-token': viewer.csrf })).status).toBe(403)
  })

  it('ends when it is ended, and with its token', async () => {
    const reads = async (cookie: string) => (await here.ask('/api/runs', { as: 'nobody', headers: { cookie } })).status
    const first = await open(here.tokens.viewer ?? '')
    expect(await reads(first.cookie)).toBe(200)
    const ended = await here.ask('/api/session', {
      as: 'nobody',
      method: 'DELETE',
      headers: { cookie: first.cookie, 'x-csrf-token': first.csrf },
    })
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await reads(first.cookie)).toBe(401)
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    const { id, token } = await store.tokens.create('short-lived', 'viewer')
    const second = await open(token)
    expect(await reads(second.cookie)).toBe(200)
    await store.tokens.revoke(id)
    expect(await reads(second.cookie)).toBe(401)
    await engine.close()
  })
})
