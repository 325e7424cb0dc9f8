/**
 * The server under a storm, in a process of its own: 200 webhooks a second, a new matter every five seconds, beside investigations of the written example
 * (two at once, all the time); then 500 readers of one event stream.
 * `npm run bench:server [-- --seconds 60]`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRuns } from '../src/app/open-runs.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const SECONDS = Number(values.seconds)
const RATE = 200
const READERS = 500
const TURN = 50
/** Alerts of one matter, and incidents of the example, one each so many seconds. */
const MATTER = 5
const INCIDENT = 2

const EXAMPLE = 'examples/incidents/payment-gateway'
const FILES: Readonly<Record<string, string>> = {
  '/logs': join(EXAMPLE, 'logs', 'payment-gateway.jsonl'),
  '/metrics': join(EXAMPLE, 'metrics', 'metrics.json'),
  '/commits': join(EXAMPLE, 'changes', 'changes.json'),
}
const evidence = createServer((request, response) => {
  const file = FILES[request.url ?? '']
  response.end(file === undefined ? '' : readFileSync(file))
})
await new Promise<void>((resolve) => evidence.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${(evidence.address() as AddressInfo).port}`

const home = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'))
const child = spawn(
  process.execPath,
  ['bin/watchfloor.js', 'serve', '--port', '0', '--quiet', '--runs-per-hour', '10000'],
  {
    env: { ...process.env, WATCHFLOOR_HOME: home, WATCHFLOOR_ALLOWED_PRIVATE_HOSTS: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const [line] = (await once(child.stdout, 'data')) as [Buffer]
const url = line.toString().trim()
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const latencies: number[] = []
let kept = 0
let refused = 0
let number = 0
const sending: Promise<void>[] = []

async function send(): Promise<void> {
  const own = ++number
  const matter = Math.floor(own / (RATE * MATTER))
  const labels = {
    alertname: `A${own % 50}`,
    namespace: `n${matter}`,
    service: `n${matter}-s${own % 20}`,
    severity: 'warning',
  }
  const alert = {
    status: 'firing',
    labels,
    annotations: { summary: 'It fails' },
    startsAt: new Date().toISOString(),
    fingerprint: `f${own}`,
  }
  const begun = performance.now()
  const answer = await fetch(`${url}/webhooks/alertmanager`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', groupKey: `g${matter}-${own % 50}`, status: 'firing', alerts: [alert] }),
  })
  await answer.text()
  latencies.push(performance.now() - begun)
  if (answer.status === 202) kept++
  else refused++
}

async function sendIncident(which: number): Promise<void> {
  const answer = await fetch(`${url}/webhooks/incident-alert`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      incident_id: `INC-${which}`,
      title: 'Payments fail',
      severity: 'critical',
      started_at: '2026-10-14T14:07:15Z',
      logs_url: `${base}/logs`,
      metrics_url: `${base}/metrics`,
      commits_url: `${base}/commits`,
    }),
  })
  await answer.text()
}

try {
  const begun = performance.now()
  let incident = 0
  while (performance.now() - begun < SECONDS * 1_000) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * RATE)
    while (number < due) sending.push(send())
    while (incident * INCIDENT * 1_000 < performance.now() - begun) sending.push(sendIncident(incident++))
    await new Promise((resolve) => setTimeout(resolve, TURN / 10))
  }
  await Promise.all(sending)
  const seconds = (performance.now() - begun) / 1_000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(0)
  const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: home } })
  const incidents = await store.intake.incidents({ limit: 10_000 })
  const stored = incidents.reduce((sum, { alerts }) => sum + alerts, 0) + (await store.intake.ungrouped(100_000)).length
  const runs = await engine.list({ workflow: 'incident.alerted', limit: 10_000 })
  const ended = runs.filter(({ status }) => status === 'completed')
  console.log(
    `${(kept / seconds).toFixed(0)} webhooks/s for ${seconds.toFixed(0)} s: ${kept} answered with 202, ${refused} refused, ${stored} in the store; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${incidents.length} incidents, ${ended.length} of ${runs.length} investigations had ended by then; ${memory().toFixed(0)} MB`,
  )
  let wake: () => void = () => undefined
  const waiting = await engine.start(
    {
      name: 'waits',
      run: async (run) => {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        await run.step('go', () => 1)
      },
    },
    null,
  )
  const before = memory()
  const heard: number[] = []
  let open = 0
  const readers = Array.from({ length: READERS }, async () => {
    const response = await fetch(`${url}/api/runs/${waiting.id}/events`)
    let text = ''
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (text === '') open++
      text += part
      if (text.includes('run_completed')) {
        heard.push(performance.now())
        return
      }
    }
  })
  while (open < READERS) await new Promise((resolve) => setTimeout(resolve, TURN))
  const during = memory()
  const told = performance.now()
  wake()
  await Promise.all(readers)
  heard.sort((a, b) => a - b)
  console.log(
    `${READERS} readers of one stream: ${(during - before).toFixed(0)} MB more, all told of the end within ${((heard.at(-1) ?? 0) - told).toFixed(0)} ms (it happened in another process)`,
  )
  await engine.close()
} finally {
  child.kill('SIGTERM')
  evidence.closeAllConnections()
  evidence.close()
  rmSync(home, { recursive: true, force: true })
}
