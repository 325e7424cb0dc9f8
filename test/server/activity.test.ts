import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Filled, fillStore, HOSTILE } from '../console/fill-store.ts'
import { type Here, serveHere } from './serve-here.ts'

describe('activity and history over the API', () => {
  let here: Here
  let filled: Filled
  beforeAll(async () => {
    here = await serveHere({ maxDollars: 2 })
    filled = await fillStore(here.home)
  })
  afterAll(async () => {
    await filled.stop()
    await here.stop()
  })

  it('tells how each agent is, and what it is at', async () => {
    const { body } = await here.ask('/api/activity/agents')
    const { agents } = body as { agents: { agent: string; health: string; now: unknown[]; definition?: object }[] }
    const health = new Map(agents.map((one) => [one.agent, one]))
    expect(health.get('log-analyst')).toMatchObject({
      health: 'well',
      done: 2,
      p95Milliseconds: 1_900,
      now: [{ run: filled.underWay, task: 'reads the logs of a large cluster' }],
      definition: { origin: 'package' },
    })
    expect(health.get('metrics-analyst')).toMatchObject({ health: 'failing', failed: 1 })
    expect(health.get('cost-analyst')).toMatchObject({ health: 'never used' })
    expect(health.get(HOSTILE)).not.toHaveProperty('definition')
  })

  it('tells what was spent, on what, and what may be', async () => {
    const { body } = await here.ask('/api/activity/spend?hours=168')
    expect(body).toMatchObject({
      total: { calls: 3, unpriced: 1, dollars: expect.closeTo(0.03874) },
      days: [{ calls: 3 }],
      runs: [{ run: filled.outage, title: 'Card payments fail at checkout' }],
      lastHour: { calls: 3 },
      limits: { tokensPerRun: 100_000, dollarsPerRun: 2 },
    })
    expect((body as { models: { model: string }[] }).models[0]).toMatchObject({ model: 'anthropic:large' })
  })

  it('finds runs by what was found in them, and pages with a cursor', async () => {
    const ids = async (query: string) =>
      ((await here.ask(`/api/runs?${query}`)).body as { id: string }[]).map(({ id }) => id)
    expect(await ids('text=settlement%20memory')).toEqual([filled.outage])
    expect(await ids('text=1%25')).toEqual([filled.outage])
    expect(await ids('text=l_rge')).toEqual([])
    const all = ((await here.ask('/api/runs')).body as { id: string; createdAt: number }[]) ?? []
    const second = all[1]
    expect(await ids(`before=${second?.createdAt},${encodeURIComponent(second?.id ?? '')}`)).toEqual(
      all.slice(2).map(({ id }) => id),
    )
    expect(await ids(`from=${Date.now() + 60_000}`)).toEqual([])
    expect(await ids(`to=${Date.now() + 60_000}`)).toEqual(all.map(({ id }) => id))
    expect((await here.ask('/api/findings?text=oom%20payment')).body).toHaveLength(2)
    expect((await here.ask('/api/incidents?text=disk')).body).toMatchObject([{ id: 'inc-d' }])
  })

  it('gives the drawings of a report, and says where there is no analysis', async () => {
    const { text, headers } = await here.ask(`/api/runs/${filled.outage}/plots`)
    expect(headers.get('content-type')).toContain('text/html')
    expect(text.match(/<svg/g)?.length).toBeGreaterThan(4)
    expect((await here.ask(`/api/runs/${filled.empty}/plots`)).status).toBe(404)
  })

  it('refuses what does not fit', async () => {
    for (const path of [
      '/api/activity/agents?hours=0',
      '/api/activity/spend?hours=x',
      '/api/activity/spend?hours=1e9',
      '/api/runs?before=yesterday',
      '/api/runs?before=1',
      '/api/runs?from=-1',
      '/api/runs?to=x',
      `/api/runs?text=${'x'.repeat(201)}`,
    ])
      expect((await here.ask(path)).status, path).toBe(400)
  })
})
