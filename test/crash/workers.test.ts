import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPlatform, type Platform } from '../../src/app/open-platform.ts'
import { INVESTIGATION_DEFAULTS } from '../../src/crews/incident/investigate.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../needs/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-workers-'))
const workers: ChildProcess[] = []
const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

describe.skipIf(!HAS_POSTGRES)('three workers on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL')
    await postgres.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  async function crew() {
    const environment = {
      ...process.env,
      WATCHFLOOR_HOME: join(folder, 'home'),
      WATCHFLOOR_DATABASE_URL: await postgres.database(),
    }
    const platform = await openPlatform({ environment })
    const three = Array.from({ length: 3 }, () =>
      spawn(process.execPath, [resolve('bin/watchfloor.js'), 'worker', '--concurrency', '6', '--quiet'], {
        env: environment,
        stdio: 'ignore',
      }),
    )
    workers.push(...three)
    return { platform, three }
  }

  const enqueue = ({ engine, investigate }: Platform, count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        engine.start(
          investigate,
          {
            ...INVESTIGATION_DEFAULTS,
            address: { path: resolve('examples/incidents/payment-gateway'), trustSources: false, repositories: [] },
          },
          { queue: 'default' },
        ),
      ),
    )

  async function underWay({ engine }: Platform): Promise<void> {
    while ((await engine.list({ status: 'running' })).length < 3) await sleep(20)
  }

  async function endWell(platform: Platform, three: ChildProcess[], handles: Awaited<ReturnType<typeof enqueue>>) {
    const analyses = await Promise.all(handles.map((handle) => handle.result()))
    expect(new Set(analyses.map(({ headline }) => headline)).size).toBe(1)
    const steps = (await platform.engine.list({ children: true, limit: 1_000 })).map(async ({ id }) => {
      const names = (await platform.engine.events(id)).flatMap(({ event }) =>
        event.type === 'step_completed' && event.run === id ? [event.step] : [],
      )
      expect(new Set(names).size).toBe(names.length)
    })
    await Promise.all(steps)
    for (const worker of three) worker.kill('SIGTERM')
    await platform.close()
  }

  it('end the runs of one that is killed within 30 s', async () => {
    const { platform, three } = await crew()
    const handles = await enqueue(platform, 12)
    await underWay(platform)
    three[0]?.kill('SIGKILL')
    const killed = performance.now()
    await endWell(platform, three, handles)
    expect(performance.now() - killed).toBeLessThan(30_000)
  }, 90_000)

  it('lose nothing when the server is restarted in mid-run', async () => {
    const { platform, three } = await crew()
    const handles = await enqueue(platform, 12)
    await underWay(platform)
    await postgres.stop()
    await sleep(1_500)
    await postgres.start()
    await endWell(platform, three, handles)
  }, 90_000)
})
