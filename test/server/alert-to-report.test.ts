import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportDay } from '../../src/app/daily-report.ts'
import { renderDailyReport } from '../../src/report/index.ts'
import { HAS_PROMETHEUS, PROMTOOL, type Running, startAlertmanager, startPrometheus } from '../needs/prometheus.ts'
import { type Here, serveHere } from './serve-here.ts'

const STEP = 15
const MINUTE = 60
const now = Math.floor(Date.now() / 1_000)
const start = now - 90 * MINUTE
/** Ten minutes ago the memory of payments began to grow, and then its requests to fail; checkout, which calls it, follows. */
const onset = now - 10 * MINUTE

function wave(at: number, salt: number): number {
  return Math.sin(at / 97 + salt) * 0.05 + Math.sin(at / 13 + salt * 3) * 0.02
}

function history(): string {
  const samples = Array.from({ length: Math.floor((now - start) / STEP) }, (_, index) => start + index * STEP)
  const lines: string[] = []
  const metric = (name: string, type: string, services: Record<string, (at: number, salt: number) => number>) => {
    lines.push(`# TYPE ${name.replace(/_total$/, '')} ${type}`)
    for (const [salt, [service, value]] of Object.entries(services).entries())
      for (const at of samples)
        lines.push(`${name}{namespace="shop",service="${service}"} ${value(at, salt).toFixed(4)} ${at}`)
  }
  const late = (at: number, delay: number) => Math.max(0, at - onset - delay)
  metric('container_memory_working_set_bytes', 'gauge', {
    payments: (at, salt) => (0.4 + wave(at, salt) + late(at, 0) / 600) * 1e9,
    checkout: (at, salt) => (0.5 + wave(at, salt)) * 1e9,
    catalog: (at, salt) => (0.3 + wave(at, salt)) * 1e9,
  })
  const counter = (rate: number, failing: (at: number) => number) => {
    let sum = 0
    return (at: number, salt: number) => (sum += STEP * rate * (1 + wave(at, salt)) * failing(at))
  }
  metric('http_errors_total', 'counter', {
    payments: counter(0.1, (at) => 1 + late(at, 60) / 3),
    checkout: counter(0.1, (at) => 1 + late(at, 120) / 8),
    catalog: counter(0.1, () => 1),
  })
  metric('http_requests_total', 'counter', {
    payments: counter(20, () => 1),
    checkout: counter(30, () => 1),
    catalog: counter(50, () => 1),
  })
  return `${lines.join('\n')}\n# EOF\n`
}

describe.skipIf(!HAS_PROMETHEUS)('from an alert to its report, with a real Prometheus and a real Alertmanager', () => {
  let prometheus: Running
  let alertmanager: Running
  let here: Here
  beforeAll(async () => {
    prometheus = await startPrometheus(history())
    here = await serveHere({ withTokens: true, environment: { WATCHFLOOR_PROMETHEUS_URL: prometheus.url } })
    alertmanager = await startAlertmanager(`${here.url}/webhooks/alertmanager`, here.tokens.operator ?? '')
  }, 60_000)
  afterAll(async () => {
    await here.stop()
    await Promise.all([prometheus.remove(), alertmanager.remove()])
  })

  it('investigates over Prometheus before anybody has looked, and names the service where it began', async () => {
    const labels = { alertname: 'CheckoutErrors', namespace: 'shop', service: 'checkout', severity: 'critical' }
    const begun = performance.now()
    await fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { labels, annotations: { summary: 'Checkout fails' }, startsAt: new Date((onset + 120) * 1_000).toISOString() },
      ]),
    })
    let run: { id: string; status: string } | undefined
    for (let look = 0; look < 600 && run?.status !== 'completed'; look++) {
      run = ((await here.ask('/api/runs?workflow=incident.alerted')).body as { id: string; status: string }[])[0]
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    const seconds = (performance.now() - begun) / 1_000
    const { body } = await here.ask(`/api/runs/${run?.id}`)
    const { analysis } = (
      body as {
        result: {
          analysis: { verdict: string; title: string; hypotheses: { component: string }[]; problems: unknown[] }
        }
      }
    ).result
    expect(analysis).toMatchObject({ title: 'Checkout fails', verdict: 'root-cause' })
    expect(analysis.hypotheses[0]?.component).toBe('payments')
    const report = await here.ask(`/api/runs/${run?.id}/report`)
    expect(report.text).toContain('payments')
    expect(report.headers.get('content-type')).toContain('text/html')
    // Half a second is the waiting of Alertmanager; the rest is ours, on a machine that may be busy.
    expect(seconds).toBeLessThan(15)
    const evidence = join(here.home, 'evidence')
    expect(readdirSync(join(evidence, readdirSync(evidence)[0] ?? '')).sort()).toEqual([
      'alerts',
      'incident.yaml',
      'metrics',
    ])
  }, 60_000)

  it('serves the command line as well: what the last hour holds, and a bundle of it to keep', async () => {
    const home = mkdtempSync(join(tmpdir(), 'watchfloor-live-'))
    const watchfloor = (...argv: string[]) =>
      execFileSync(process.execPath, ['bin/watchfloor.js', ...argv], {
        encoding: 'utf8',
        env: { ...process.env, WATCHFLOOR_HOME: home },
        stdio: 'pipe',
      })
    const live = ['--since', '40m', '--prometheus', prometheus.url, '--namespace', 'shop']
    const found = JSON.parse(watchfloor('investigate', ...live, '--quiet', '--json')) as {
      hypotheses: { component: string }[]
    }
    expect(found.hypotheses[0]?.component).toBe('payments')
    const bundle = watchfloor('collect', '--out', join(home, 'bundle'), ...live).trim()
    const again = JSON.parse(watchfloor('investigate', bundle, '--quiet', '--json')) as typeof found
    expect(again.hypotheses[0]?.component).toBe('payments')
    expect(() => watchfloor('collect', '--out', join(home, 'bundle'), ...live)).toThrow('is there already')
    rmSync(home, { recursive: true, force: true })
  }, 60_000)

  it('reports the day: what came in, what became of it, and what moved in the sources', async () => {
    const environment = { WATCHFLOOR_HOME: here.home, WATCHFLOOR_PROMETHEUS_URL: prometheus.url }
    const report = await reportDay(20 * 60_000, { ...process.env, ...environment })
    expect(report).toMatchObject({
      incidents: { opened: 1, closed: 0, open: [{ title: 'Checkout fails' }] },
      causes: [{ component: 'payments', count: 1, confirmed: 0 }],
      investigations: { failed: 0 },
      approvalsWaiting: 0,
    })
    expect(report.state?.moved.map(({ component }) => component)).toContain('payments')
    const text = renderDailyReport(report)
    expect(text).toMatch(/## What waits for you\n\n- \*\*Open\*\*: Checkout fails/)
    expect(text).toContain('| `payments` |')
  }, 60_000)

  it('goes on without a source that is away, and says so in the evidence', async () => {
    const lonely = await serveHere({ environment: { WATCHFLOOR_PROMETHEUS_URL: 'http://127.0.0.1:1' } })
    const { alert, webhook } = await import('./serve-here.ts')
    await lonely.ask('/webhooks/alertmanager', { method: 'POST', body: webhook(alert({ service: 'cart' })) })
    const evidence = join(lonely.home, 'evidence')
    // A folder that is still written has a name of its own.
    const whole = () => (existsSync(evidence) ? readdirSync(evidence).find((name) => !/\.\w+$/.test(name)) : undefined)
    for (let look = 0; look < 600 && whole() === undefined; look++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    const bundle = whole() ?? ''
    expect(readFileSync(join(evidence, bundle, '.collection.txt'), 'utf8')).toContain('Prometheus')
    await lonely.stop()
  }, 30_000)

  it('offers metrics that promtool finds nothing wrong with, and a real Prometheus scrapes', async () => {
    const { text } = await here.ask('/metrics')
    expect(text).toContain('agent_tasks_total{agent_id="metrics-analyst",model="none",status="completed"} 1')
    expect(text).toMatch(/agent_task_duration_seconds_bucket\{le="300",agent_id="metrics-analyst",model="none"\} 1/)
    expect(text).toContain('watchfloor_incidents_open 1')
    execFileSync(PROMTOOL ?? '', ['check', 'metrics'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })
    const open = await serveHere()
    const scraping = await startPrometheus('', [new URL(open.url).host])
    let value: unknown
    for (let look = 0; look < 600 && value === undefined; look++) {
      const answer = await fetch(`${scraping.url}/api/v1/query?query=watchfloor_queue_length`)
      value = ((await answer.json()) as { data: { result: { value: unknown }[] } }).data.result[0]?.value
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(value).toEqual([expect.any(Number), '0'])
    await scraping.remove()
    await open.stop()
  }, 60_000)
})
