import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstall } from './find-or-install.ts'
import { freePort } from './free-port.ts'

const PROMETHEUS = findOrInstall({ program: 'prometheus', package: 'prometheus' })
const ALERTMANAGER = findOrInstall({ program: 'prometheus-alertmanager', package: 'prometheus-alertmanager' })
/** Of the package of Prometheus. */
export const PROMTOOL = PROMETHEUS && findOrInstall({ program: 'promtool', package: 'prometheus' })
/** Whether real ones can be started here. */
export const HAS_PROMETHEUS = PROMETHEUS !== undefined && PROMTOOL !== undefined && ALERTMANAGER !== undefined

export interface Running {
  url: string
  /** Ends it by its process id, and deletes its data. */
  remove(): Promise<void>
}

/** A real Prometheus with a history in the OpenMetrics format, which scrapes nothing but `targets`. */
export async function startPrometheus(history: string, targets: readonly string[] = []): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-prometheus-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  if (history !== '') {
    writeFileSync(join(folder, 'history.txt'), history)
    execFileSync(PROMTOOL ?? '', ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'history.txt'), data], {
      stdio: 'pipe',
    })
  }
  const jobs = targets.map(
    (target, number) =>
      `  - job_name: target-${number}\n    scrape_interval: 1s\n    static_configs: [{ targets: ['${target}'] }]\n`,
  )
  writeFileSync(join(folder, 'prometheus.yml'), `scrape_configs:\n${jobs.join('') || '  []\n'}`)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const argv = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--storage.tsdb.retention.time=30d',
  ]
  return running(spawn(PROMETHEUS ?? '', argv, { cwd: folder, stdio: 'ignore' }), url, folder)
}

/** A real Alertmanager that tells one webhook of everything, at once. */
export async function startAlertmanager(webhook: string, token: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-alertmanager-'))
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    `route: { receiver: watchfloor, group_by: [namespace], group_wait: 200ms, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: watchfloor
    webhook_configs: [{ url: '${webhook}', send_resolved: true, http_config: { authorization: { credentials: '${token}' } } }]
`,
  )
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const argv = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${folder}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ]
  return running(spawn(ALERTMANAGER ?? '', argv, { cwd: folder, stdio: 'ignore' }), url, folder)
}

async function running(server: ChildProcess, url: string, folder: string): Promise<Running> {
  for (let attempt = 0; ; attempt++) {
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) break
    if (attempt > 300 || server.exitCode !== null) throw new Error(`It did not start: ${url}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    async remove() {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
