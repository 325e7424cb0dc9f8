import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import { until } from '../contracts/bus-contract.ts'
import { chatAndPager } from '../stand-ins/chat-and-pager.ts'
import { type Here, serveHere } from './serve-here.ts'

const EXAMPLE = 'examples/incidents/payment-gateway'
const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})
const serve = async (options: Parameters<typeof serveHere>[0] = {}) => {
  const here = await serveHere(options)
  open.push(here)
  return here
}
const evidence = () =>
  globSync(`${EXAMPLE}/{logs,metrics,changes,kubernetes}/*`).map((path) => ({
    path: relative(EXAMPLE, path),
    text: readFileSync(path, 'utf8'),
  }))
const given = (more: object = {}) => ({ title: 'Payments fail', evidence: [], ...more })
const ask = (here: Here, body: unknown, as?: 'operator' | 'viewer') =>
  here.ask('/api/investigations', { method: 'POST', body, ...(as && { as }) })
const runOf = (answer: { body: unknown }) => (answer.body as { run: string }).run
/** Nothing that is queued begins until it is let go. */
const stopAll = (here: Here, engaged: boolean) =>
  here.ask('/api/kill-switch', { method: 'POST', body: { engaged, reason: 'test' } })

describe('evidence that is handed over', () => {
  it('is investigated without any alert, kept masked as a bundle, and told as for alerts', async () => {
    const outside = await chatAndPager()
    open.push({ stop: outside.close })
    const here = await serve({
      withTokens: true,
      environment: {
        WATCHFLOOR_SLACK_TOKEN: 'xoxb-test',
        WATCHFLOOR_SLACK_CHANNEL: 'C1',
        WATCHFLOOR_SLACK_URL: `${outside.url}/api/`,
        WATCHFLOOR_PAGERDUTY_KEY: 'key',
        WATCHFLOOR_PAGERDUTY_URL: `${outside.url}/v2/enqueue`,
      },
    })
    const secret = 'AKIA'.concat('QYLPMN5HHHFPZAM2')
    const leaky = { path: 'logs/leaky.log', text: `2026-10-14T14:00:00Z INFO catalog started with key ${secret}\n` }
    const body = given({
      id: 'INC-7',
      title: `Payments fail with key ${secret}`,
      startedAt: '2026-10-14T14:07:15Z',
      namespace: 'shop',
      services: ['checkout'],
      evidence: [...evidence(), leaky],
    })
    expect((await ask(here, body, 'viewer')).status).toBe(403)
    const asked = await ask(here, body, 'operator')
    expect(asked).toMatchObject({ status: 202, body: { run: expect.stringMatching(/^run_/) } })
    const run = runOf(asked)
    const ended = await here.ask(`/api/runs/${run}?wait=60`)
    expect(ended.body).toMatchObject({
      status: 'completed',
      workflow: 'incident.requested',
      result: {
        incident: 'INC-7',
        analysis: { incidentId: 'INC-7', verdict: 'root-cause', headline: expect.stringContaining('payment-gateway') },
      },
    })
    // All of the evidence is no part of what is shown of a run.
    expect(ended.body).not.toHaveProperty('input')
    await until(() => outside.messages.length === 2 && outside.posted.some(({ path }) => path === '/v2/enqueue'))
    expect(outside.posted.find(({ path }) => path === '/v2/enqueue')?.body).toMatchObject({ dedup_key: 'INC-7' })
    const bundle = join(here.home, 'evidence', run)
    expect(readdirSync(bundle).sort()).toEqual(['changes', 'incident.yaml', 'kubernetes', 'logs', 'metrics'])
    for (const path of ['logs/leaky.log', 'incident.yaml']) {
      expect(readFileSync(join(bundle, path), 'utf8'), path).not.toContain(secret)
      expect(readFileSync(join(bundle, path), 'utf8'), path).toMatch(/‹\S+-1›/)
    }
    const kept = (await here.ask('/api/analyses?incident=INC-7')).body
    expect(kept).toMatchObject([{ run: `${run}/investigation`, analysis: { incidentId: 'INC-7' } }])
    expect((await here.ask('/api/analyses?incident=INC-8')).body).toEqual([])
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    expect(JSON.stringify((await engine.get(run))?.input)).not.toContain(secret)
    expect(await store.audit.list({ subject: run })).toMatchObject([
      { actor: 'a operator', event: 'investigation_requested' },
    ])
    await engine.close()
    expect((await here.ask('/api/incidents')).body).toEqual([])
  }, 60_000)

  it('is kept with its run before the answer', async () => {
    const here = await serve()
    await stopAll(here, true)
    const file = { path: 'logs/app.log', text: 'one line' }
    const run = runOf(await ask(here, given({ id: 'INC-1', evidence: [file] })))
    // As another process sees it at that moment: this one may be killed now.
    const { engine } = await openRuns({ environment: { WATCHFLOOR_HOME: here.home } })
    expect(await engine.get(run)).toMatchObject({ status: 'queued', input: { given: { evidence: [file] } } })
    await engine.close()
  })

  it('is one run for one id, also when asked twice at once or with other evidence; without an id each is its own', async () => {
    const here = await serve()
    const other = given({ id: 'INC-1', title: 'Another', evidence: [{ path: 'logs/a.log', text: 'x' }] })
    const at = await Promise.all([given({ id: 'INC-1' }), given({ id: 'INC-1' }), other].map((body) => ask(here, body)))
    const later = await ask(here, given({ id: 'INC-1' }))
    expect([...at, later].map(({ status }) => status)).toEqual([202, 202, 202, 202])
    expect(new Set([...at, later].map(runOf)).size).toBe(1)
    const ended = await here.ask(`/api/runs/${runOf(later)}?wait=30`)
    expect(ended.body).toMatchObject({ status: 'completed' })
    expect(runOf(await ask(here, given({ id: 'INC-1' })))).toBe(runOf(later))
    const [one, two] = [runOf(await ask(here, given())), runOf(await ask(here, given()))]
    expect(one).not.toBe(two)
    expect((await here.ask('/api/runs?workflow=incident.requested')).body).toHaveLength(3)
  }, 60_000)

  it('is refused by name where a path leads elsewhere, or something is too much, and nothing is kept of it', async () => {
    const here = await serve()
    const paths = [
      '../x',
      'logs/../../x',
      'logs/..',
      '/etc/passwd',
      'C:/x',
      'logs\\x',
      'logs/a\\..\\x',
      'logs',
      'logs/',
      'logs//x',
      'logs/./x',
      'logs/.hidden',
      'logs/a\0b',
      'secrets/x',
      'incident.yaml',
      `logs/${'x'.repeat(200)}`,
      'logs/a/b/c/d/e/f/g',
    ]
    for (const path of paths)
      expect(await ask(here, given({ evidence: [{ path, text: 'x' }] })), path).toMatchObject({
        status: 400,
        body: { code: 'invalid-input', message: expect.stringContaining('logs/app.jsonl') },
      })
    const file = (path: string, text = 'x') => ({ path, text })
    const wrong: [body: object, status: number][] = [
      [given({ evidence: [file('logs/a'), file('logs/A')] }), 400],
      [given({ evidence: [file('logs/a'), file('logs/a/b')] }), 400],
      [given({ evidence: Array.from({ length: 51 }, (_, number) => file(`logs/${number}`)) }), 400],
      [given({ evidence: [file('logs/a', 'x'.repeat(2 * 1024 * 1024))] }), 413],
      [given({ id: '../x' }), 400],
      [given({ startedAt: 'yesterday' }), 400],
      [given({ title: '' }), 400],
      [given({ other: 1 }), 400],
      [{ title: 'Without evidence' }, 400],
    ]
    for (const [body, status] of wrong)
      expect((await ask(here, body)).status, JSON.stringify(body).slice(0, 100)).toBe(status)
    expect((await here.ask('/api/runs')).body).toEqual([])
    expect(readdirSync(here.home)).not.toContain('evidence')
  })

  it('may be runbooks, which count beside those of the service', async () => {
    const here = await serve({ environment: { WATCHFLOOR_RUNBOOKS: resolve(EXAMPLE, 'runbooks') } })
    const text = '# Payments fail\n\n## Steps\n\n1. Look at the pods.\n'
    const run = runOf(await ask(here, given({ evidence: [{ path: 'runbooks/own.md', text }] })))
    const { body } = await here.ask(`/api/runs/${run}?wait=30`)
    const { inventory } = (body as { result: { analysis: { inventory: { part: string; files: number }[] } } }).result
      .analysis
    expect(inventory.find(({ part }) => part === 'runbooks')?.files).toBe(4)
  }, 60_000)
})

describe('a run that is waited for', () => {
  const queued = async (here: Here) => {
    await stopAll(here, true)
    return runOf(await ask(here, given()))
  }
  const took = async (work: Promise<unknown>) => {
    const begun = performance.now()
    await work
    return performance.now() - begun
  }

  it('is answered as soon as it has ended', async () => {
    const here = await serve()
    const run = await queued(here)
    let isAnswered = false
    const waited = here.ask(`/api/runs/${run}?wait=60`).then((answer) => {
      isAnswered = true
      return answer
    })
    await stopAll(here, false)
    const log = async () => (await here.ask(`/api/runs/${run}`)).body as { endedAt?: number }
    while ((await log()).endedAt === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
    await until(() => isAnswered, 5_000)
    expect((await waited).body).toMatchObject({ status: 'completed' })
    // It has ended already: nobody waits.
    expect(await took(here.ask(`/api/runs/${run}?wait=60`))).toBeLessThan(5_000)
  }, 60_000)

  it('is answered as it is after the time that was given, which is at most a minute', async () => {
    const here = await serve()
    const run = await queued(here)
    let answer: unknown
    const time = await took(here.ask(`/api/runs/${run}?wait=1`).then(({ body }) => (answer = body)))
    expect(answer).toMatchObject({ status: 'queued' })
    expect(time).toBeGreaterThan(950)
    for (const wrong of ['61', '-1', 'soon'])
      expect((await here.ask(`/api/runs/${run}?wait=${wrong}`)).status, wrong).toBe(400)
    expect((await here.ask('/api/runs/none?wait=60')).status).toBe(404)
  }, 60_000)

  it('holds up neither a client that goes away nor a server that ends', async () => {
    const here = await serveHere()
    const run = await queued(here)
    const gone = new AbortController()
    const left = fetch(`${here.url}/api/runs/${run}?wait=60`, { signal: gone.signal }).catch(() => 'gone')
    const cut = here.ask(`/api/runs/${run}?wait=60`).catch(() => 'cut')
    await here.ask('/healthz')
    gone.abort()
    expect(await left).toBe('gone')
    expect(await took(here.stop())).toBeLessThan(20_000)
    expect(await cut).toBe('cut')
  }, 60_000)
})
