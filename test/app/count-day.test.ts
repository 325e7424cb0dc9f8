import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { askOn } from '../../src/app/ask.ts'
import { countDay } from '../../src/app/count-day.ts'
import { openPlatform } from '../../src/app/open-platform.ts'
import { INVESTIGATION_DEFAULTS } from '../../src/crews/incident/investigate.ts'
import { reportingDays } from '../../src/crews/incident/report-day.ts'

const HOUR = 3_600_000
const address = { path: resolve('examples/incidents/payment-gateway'), trustSources: false, repositories: [] }

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function site() {
  const home = mkdtempSync(join(tmpdir(), 'watchfloor-day-'))
  open.push(async () => rmSync(home, { recursive: true, force: true }))
  const environment = { PATH: process.env.PATH ?? '', WATCHFLOOR_HOME: home }
  const platform = await openPlatform({ environment })
  open.push(() => platform.close())
  const count = (from: number, to: number) => countDay(platform, from, to)
  const days = reportingDays({
    investigate: platform.investigate,
    count,
    collect: async () => address,
    tell: async () => undefined,
  })
  return {
    ...platform,
    environment,
    countNow: () => count(Date.now() - HOUR, Date.now() + HOUR),
    report: async () => {
      const to = Date.now()
      return (await platform.engine.start(days, { from: to - HOUR, to, tells: false })).result()
    },
  }
}

describe('what the report of a day looks at itself', () => {
  it('is no incident: it is not remembered, not counted, and no answer names it', async () => {
    const here = await site()
    const { state } = await here.report()
    expect(state?.moved).not.toEqual([])
    expect(await here.store.memory.list()).toEqual([])
    expect(await here.store.analyses.list()).toEqual([])
    expect(await here.store.findings.list()).toEqual([])
    expect(await here.countNow()).toMatchObject({
      causes: [],
      investigations: { ended: 0, failed: 0, withoutCause: 0 },
    })
    const { environment } = here
    const answer = await askOn(here, 'what was wrong with the payment-gateway', { environment })
    expect(answer.incidents).toEqual([])
  }, 60_000)

  it('leaves an incident counted that is investigated the same way', async () => {
    const here = await site()
    const { id, result } = await here.engine.start(here.investigate, { ...INVESTIGATION_DEFAULTS, address })
    await result()
    await here.report()
    expect((await here.store.memory.list()).map(({ run }) => run)).toEqual([id])
    expect(await here.countNow()).toMatchObject({
      causes: [{ component: 'payment-gateway', count: 1 }],
      investigations: { ended: 1, failed: 0, withoutCause: 0 },
    })
  }, 60_000)

  it('is left out also where an earlier version has remembered it', async () => {
    const here = await site()
    await here.report()
    const [child] = (await here.engine.list({ children: true })).filter(
      ({ workflow }) => workflow === 'incident.investigate',
    )
    const run = child?.id ?? ''
    const profile = { run, at: Date.now(), incidentId: 'daily', title: 'The last day', headline: 'h', summary: 's' }
    await here.store.memory.keep({ ...profile, component: 'cart', cause: 'oom-killed', patterns: [], remedies: [] })
    expect(await here.countNow()).toMatchObject({ causes: [], investigations: { ended: 0, withoutCause: 0 } })
  }, 60_000)
})
