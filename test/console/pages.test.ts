import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HAS_CHROMIUM, startChromium } from '../needs/chromium.ts'
import { type Here, serveHere } from '../server/serve-here.ts'
import { type Filled, fillStore, HOSTILE, LONG } from './fill-store.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(!HAS_CHROMIUM)('the pages of a console that has seen a night', () => {
  let browser: Browser
  let here: Here
  let filled: Filled
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    here = await serveHere()
    filled = await fillStore(here.home)
    browser = await startChromium()
  }, 60_000)
  beforeEach(async () => {
    await page?.close()
    page = await opened({ viewport: { width: 1200, height: 800 } })
  })
  afterAll(async () => {
    await browser.close()
    await filled.stop()
    await here.stop()
  })

  async function opened(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
    const fresh = await browser.newPage(options)
    faults.length = 0
    fresh.on('pageerror', (fault) => faults.push(fault.message))
    fresh.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    return fresh
  }

  const show = async (where: string) => {
    await page.goto('about:blank')
    await page.goto(`${here.url}/console/#/${where}`)
    await page.locator('main h1').waitFor()
    await page.getByText('Loading …').waitFor({ state: 'detached' })
  }

  /** Each page, and what is on it once all is there, and not on the one before it. */
  const places = () =>
    [
      ['incidents', 'The disk is nearly full'],
      ['incidents?status=closed', 'No incident is closed.'],
      ['runs', 'Search is slow'],
      ['runs?text=payment', 'memory-pressure'],
      ['runs?when=between', 'From (UTC)'],
      ['agents', 'never used'],
      ['spend', 'Dearest runs'],
      ['approvals', 'Nothing waits for a person.'],
      [`runs/${filled.outage}`, 'Who calls whom'],
      [`runs/${filled.failed}`, 'unavailable'],
      [`runs/${filled.underWay}`, 'no analysis yet'],
      [`runs/${filled.empty}`, 'gave no analysis'],
      ['runs/%zz', 'No run is named'],
    ] as const

  it('have no serious fault that axe can find, and fit a phone and a desk, in dark and in light', async () => {
    // Dark and light differ in their colours only.
    const looks = [
      { colorScheme: 'light', width: 1200, asked: {} },
      { colorScheme: 'light', width: 360, asked: {} },
      { colorScheme: 'dark', width: 1200, asked: { runOnly: ['color-contrast'] } },
    ] as const
    for (const { colorScheme, width, asked } of looks) {
      await page.close()
      page = await opened({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true })
      await show('approvals')
      await page.addScriptTag({ path: AXE })
      const run = `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...asked })})`
      for (const [where, text] of places()) {
        await page.evaluate((hash) => location.assign(hash), `#/${where}`)
        await page.getByText(text).first().waitFor()
        const { violations } = (await page.evaluate(run)) as {
          violations: { id: string; impact: string; nodes: { html: string }[] }[]
        }
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        const name = `${where} ${colorScheme} ${width}`
        expect(
          serious.map(({ id, nodes }) => [id, nodes[0]?.html]),
          name,
        ).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true)
      }
    }
  }, 180_000)

  it('obey no name, load nothing from elsewhere, and break no rule of the policy', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const [where, text] of places()) {
      await show(where)
      await page.getByText(text).first().waitFor()
      expect(await page.locator('main img, main script, main iframe').count(), where).toBe(0)
      expect(await page.title(), where).toBe('Watchfloor')
    }
    expect(asked.filter((url) => !url.startsWith(here.url) && url !== 'about:blank')).toEqual([])
    // What the API answers with 404 is told to the console of the browser, by the browser.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
  }, 60_000)

  it('draw of a run what its report draws, in the size of the screen', async () => {
    const report = await (await fetch(`${here.url}/api/runs/${filled.outage}/report`)).text()
    const curves = (markup: string) => markup.match(/class="series" d="[^"]+"/g) ?? []
    for (const [width, kind] of [
      [1200, 'wide'],
      [360, 'narrow'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await show(`runs/${filled.outage}`)
      await page.getByRole('heading', { name: 'What the metrics show' }).waitFor()
      expect(curves(await page.locator('.plots').innerHTML())).toEqual(curves(report))
      const timelines = page.locator('.plots .wide, .plots .narrow')
      for (const figure of await timelines.all())
        expect(await figure.isVisible()).toBe(await figure.evaluate((node, own) => node.className === own, kind))
      const box = await page.getByRole('img', { name: /payment-gateway: Memory/ }).boundingBox()
      expect(box?.width).toBeGreaterThan(150)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    }
    const strokes = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme })
      return page
        .locator('.plots .series')
        .first()
        .evaluate((node) => getComputedStyle(node).stroke)
    }
    expect(await strokes('dark')).not.toBe(await strokes('light'))
  })

  it('show the evidence of each claim at one click: findings, contradictions, remediation', async () => {
    await show(`runs/${filled.outage}`)
    for (const [claim, quote] of [
      ['Pods are OOMKilled at their limit', 'Reason: OOMKilled'],
      ['The kills began 3 minutes after', 'settlement job: load the open transactions'],
      ['traces blames the call to card-proxy', 'POST /authorize'],
    ] as const) {
      const details = page.locator('details', { hasText: claim }).last()
      await expect.poll(() => details.getAttribute('open')).toBeNull()
      await details.locator('summary').click()
      await details.locator('pre', { hasText: quote }).first().waitFor()
    }
    expect(faults).toEqual([])
  })

  it('tell the health of agents, the worst first, and lead to the run that one is in', async () => {
    await show('agents')
    const rows = page.locator('tbody tr')
    await rows.first().getByText('failing').waitFor()
    expect(await rows.first().textContent()).toContain('metrics-analyst')
    const logs = rows.filter({ hasText: 'log-analyst' })
    expect(await logs.textContent()).toMatch(/well.*own:model: 9,315 tokens, no listed price/)
    await page.getByLabel('Figures of the last').selectOption('7 days')
    await logs.getByRole('link', { name: 'reads the logs of a large cluster' }).click()
    await page.getByRole('heading', { name: 'Search is slow' }).waitFor()
    // The way back leads to what was chosen.
    await page.goBack()
    await page.getByRole('heading', { name: 'Agents' }).waitFor()
    expect(await page.getByLabel('Figures of the last').inputValue()).toBe('168')
    expect(faults).toEqual([])
  })

  it('tell what was spent, and how near that is to a limit of an hour where there is one', async () => {
    await show('spend')
    await page.getByText('$0.0387 and 1 call without a price').first().waitFor()
    await page.getByText('no limit is set').waitFor()
    await page.getByRole('link', { name: 'Card payments fail at checkout' }).waitFor()
    await page.route('**/api/activity/spend*', async (route) => {
      const answer = await (await route.fetch()).json()
      await route.fulfill({ json: { ...answer, limits: { ...answer.limits, dollarsPerHour: 5 } } })
    })
    await page.reload()
    const meter = page.getByRole('meter', { name: 'Spent of the limit of an hour' })
    await meter.waitFor()
    expect(await meter.getAttribute('max')).toBe('5')
    await page.unrouteAll()
  })

  it('tell open incidents from closed ones, and how bad each is without its colour', async () => {
    await show('incidents')
    await page.getByRole('heading', { name: 'The disk is nearly full' }).waitFor()
    const shapes = await page.locator('.cards .badge [aria-hidden]').allTextContents()
    expect(new Set(shapes.map((shape) => shape.trim()))).toEqual(new Set(['▲', '◆', '●', '○']))
    for (const word of ['critical', 'P2', 'warning', 'info', HOSTILE])
      expect(await page.locator('.cards .badge', { hasText: word }).count(), word).toBeGreaterThan(0)
    await page.getByLabel('Show').selectOption('closed')
    await page.getByText('No incident is closed.').waitFor()
    await page.getByLabel('Show').selectOption('open')
    await page.getByRole('heading', { name: LONG }).waitFor()
    expect(faults).toEqual([])
  })

  it('are walked with the keyboard alone: searched, opened, unfolded, and back with the search as it was', async () => {
    await show('runs')
    const focused = () => page.evaluate('document.activeElement.textContent || document.activeElement.type')
    const tabTo = async (wanted: RegExp) => {
      for (let press = 0; press < 40; press++) {
        await page.keyboard.press('Tab')
        if (wanted.test(String(await focused()))) return
      }
      throw new Error(`${wanted} cannot be reached`)
    }
    await tabTo(/^search$/)
    await page.keyboard.type('settlement')
    await page.getByText('One run', { exact: true }).waitFor()
    await tabTo(/Card payments fail at checkout/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /runs out of memory/ }).waitFor()
    await tabTo(/card-proxy: network-delay/)
    await page.keyboard.press('Enter')
    await page.locator('details[open]', { hasText: 'card-proxy' }).first().waitFor()
    await page.goBack()
    await page.getByText('One run', { exact: true }).waitFor()
    expect(await page.getByLabel('Search').inputValue()).toBe('settlement')
    expect(faults).toEqual([])
  })
})
