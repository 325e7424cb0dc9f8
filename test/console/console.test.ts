import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { investigateIncident } from '../../src/app/investigate-incident.ts'
import { openRuns } from '../../src/app/open-runs.ts'
import { lanesOf } from '../../src/console/lanes.ts'
import type { SpecialistReport } from '../../src/core/finding.ts'
import type { RunEvent } from '../../src/core/run-event.ts'
import { HAS_CHROMIUM, startChromium } from '../needs/chromium.ts'
import { alert, type Here, serveHere, webhook } from '../server/serve-here.ts'

describe('lanes', () => {
  it('are one for each agent, in the order in which they are heard of', () => {
    const report = {
      agent: 'logs',
      status: 'completed',
      severity: 'P4',
      confidence: 0,
      summary: 'done',
      findings: [],
    } satisfies SpecialistReport
    const events: RunEvent[] = [
      { type: 'phase_started', phase: 'triage', at: 1, run: 'r' },
      { type: 'specialist_started', agent: 'logs', task: 'reads', at: 2, run: 'r/logs' },
      { type: 'specialist_started', agent: 'traces', task: 'reads too', at: 3, run: 'r/traces' },
      { type: 'specialist_completed', agent: 'logs', report, at: 4, run: 'r/logs' },
      { type: 'run_completed', milliseconds: 1, at: 5, run: 'r/logs' },
      { type: 'run_completed', milliseconds: 1, at: 6, run: 'r' },
    ]
    expect(lanesOf(events).map(({ agent, status, lines }) => [agent, status, lines.length])).toEqual([
      ['the run', 'completed', 2],
      ['logs', 'completed', 2],
      ['traces', 'running', 1],
    ])
  })
})

describe.skipIf(!HAS_CHROMIUM)('the console, in a real Chromium', () => {
  let browser: Browser
  let here: Here
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    here = await serveHere()
    await investigateIncident({
      address: { path: 'examples/incidents/payment-gateway', trustSources: false, repositories: [] },
      environment: { ...process.env, WATCHFLOOR_HOME: here.home },
    })
    await here.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(alert({ service: 'cart' })) })
    browser = await startChromium()
  }, 120_000)
  beforeEach(async () => {
    await page?.close()
    page = await browser.newPage()
    faults.length = 0
    page.on('pageerror', (fault) => faults.push(fault.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(here.url)
  })
  afterAll(async () => {
    await browser.close()
    await here.stop()
  })

  it('shows incidents, and what was found of one', async () => {
    await page.getByRole('heading', { name: 'cart fails' }).waitFor()
    await page.getByRole('link', { name: 'What was found' }).click()
    await page.getByRole('heading', { name: /^What the agents d/ }).waitFor()
    expect(faults).toEqual([])
  })

  it('shows a run: the cause, its evidence one click away, what to do, and a lane for each agent', async () => {
    await page.goto(`${here.url}/console/#/runs`)
    await page.getByRole('link', { name: /payment-gateway/ }).click()
    await page.getByRole('heading', { name: /Out of memory/ }).waitFor()
    await page.getByText('Reason: OOMKilled').first().waitFor()
    const second = page.locator('details', { hasText: /%/ }).nth(1)
    expect(await second.getAttribute('open')).toBeNull()
    await second.locator('summary').click()
    expect(await second.getAttribute('open')).not.toBeNull()
    await page.getByRole('heading', { name: /kubernetes-analyst/ }).waitFor()
    expect(await page.locator('.lane').count()).toBeGreaterThanOrEqual(8)
    expect(faults).toEqual([])
  })

  it('stops everything in two steps with a reason, with the keyboard alone, and lets it go on', async () => {
    await page.getByRole('button', { name: 'Stop everything' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Why?').fill('a drill')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'a drill' }).waitFor()
    expect((await here.ask('/api/kill-switch')).body).toMatchObject({ engaged: true, reason: 'a drill' })
    await page.getByRole('button', { name: 'Let it go on' }).click()
    await page.getByLabel('Why?').fill('over')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Stop everything' }).waitFor()
  })

  it('is small, and what it loads stays within this server', async () => {
    const asked: string[] = []
    const sizes: Promise<number>[] = []
    const fresh = await browser.newPage()
    fresh.on('response', (response) => {
      asked.push(response.url())
      if (response.url().includes('/api/')) return
      const none = () => Buffer.alloc(0)
      sizes.push(
        response
          .body()
          .catch(none)
          .then((body) => gzipSync(body).length),
      )
    })
    await fresh.goto(`${here.url}/console/`, { waitUntil: 'load' })
    await fresh.locator('main h1').waitFor()
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeLessThan(150_000)
    expect(bytes).toBeGreaterThan(5_000)
    expect(asked.every((url) => url.startsWith(here.url))).toBe(true)
    await fresh.close()
  })

  it('asks for a token where there are any, and shows the page to whoever has one', async () => {
    const guarded = await serveHere({ withTokens: true })
    const visitor = await browser.newPage()
    await visitor.goto(guarded.url)
    await visitor.getByLabel('Token').fill('wf_wrong')
    await visitor.keyboard.press('Enter')
    await visitor.getByLabel('Token').fill(guarded.tokens.viewer ?? '')
    await visitor.keyboard.press('Enter')
    await visitor.getByRole('heading', { name: 'Incidents' }).waitFor()
    await visitor.getByRole('button', { name: 'Stop everything' }).click()
    await visitor.getByLabel('Why?').fill('mischief')
    await visitor.keyboard.press('Enter')
    await visitor.getByText('this needs admin').waitFor()
    await visitor.getByText('a viewer, viewer').waitFor()
    await visitor.getByRole('button', { name: 'Log out' }).click()
    await visitor.getByLabel('Token').waitFor()
    await visitor.close()
    await guarded.stop()
  })

  it('stays usable with ten thousand runs', async () => {
    const crowded = await serveHere()
    const { engine } = await openRuns({ environment: { WATCHFLOOR_HOME: crowded.home } })
    const nothing = { name: 'nothing', run: async () => null }
    for (let block = 0; block < 100; block++)
      await Promise.all(
        Array.from({ length: 100 }, (_, number) =>
          engine.start(nothing, null, { title: `run ${block * 100 + number}` }).then((handle) => handle.result()),
        ),
      )
    const visitor = await browser.newPage()
    const begun = performance.now()
    await visitor.goto(`${crowded.url}/console/#/runs`)
    await visitor.getByRole('link', { name: 'run 9999', exact: true }).waitFor()
    expect(performance.now() - begun).toBeLessThan(5_000)
    const rows = visitor.locator('tbody tr')
    expect(await rows.count()).toBe(100)
    await visitor.getByLabel('Search').fill('run 9950')
    await visitor.getByText('One run', { exact: true }).waitFor()
    expect(await visitor.getByRole('link', { name: 'run 9950', exact: true }).count()).toBe(1)
    // Ten times further back than a list may be long.
    await visitor.getByLabel('Search').fill('run 1000')
    await visitor.getByRole('link', { name: 'run 1000', exact: true }).waitFor()
    expect(await rows.count()).toBe(1)
    await visitor.getByLabel('Search').fill('run nowhere')
    await visitor.getByText('No run is like that.').waitFor()
    await visitor.getByLabel('Search').fill('run')
    await visitor.getByText('The newest 100', { exact: true }).waitFor()
    for (const shown of [200, 300, 400]) {
      await visitor.getByRole('button', { name: 'Show more' }).click()
      await visitor.getByText(`The newest ${shown}`, { exact: true }).waitFor()
    }
    const titles = await rows.locator('td:first-child').allTextContents()
    expect(new Set(titles).size).toBe(400)
    await visitor.getByLabel('Search').fill('run 7')
    await visitor.getByText('The newest 100', { exact: true }).waitFor()
    await visitor.getByLabel('Begun').selectOption('between')
    await visitor.getByLabel('To (UTC)').fill('2001-01-01T00:00')
    await visitor.getByText('No run is like that.').waitFor()
    await visitor.close()
    await engine.close()
    await crowded.stop()
  }, 120_000)
})
