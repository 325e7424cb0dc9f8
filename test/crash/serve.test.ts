import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import { alert, webhook } from '../server/serve-here.ts'

const home = mkdtempSync(join(tmpdir(), 'watchfloor-serve-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The command as a user runs it. */
async function serve(): Promise<{ url: string; kill(signal: NodeJS.Signals): Promise<number | null> }> {
  const child = spawn(process.execPath, [resolve('bin/watchfloor.js'), 'serve', '--port', '0', '--quiet'], {
    env: { ...process.env, WATCHFLOOR_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await new Promise<string>((found, failed) => {
    let err = ''
    child.stderr.on('data', (data) => {
      err += data
    })
    child.stdout.once('data', (data) => found(String(data).trim()))
    child.once('exit', (code) => failed(new Error(`It ended with ${code}: ${err}`)))
  })
  return {
    url,
    kill: (signal) =>
      new Promise((gone) => {
        child.once('exit', (code) => gone(code))
        child.kill(signal)
      }),
  }
}

describe('watchfloor serve, killed with SIGKILL under a storm of alerts', () => {
  it('has kept every alert that it has answered for, and makes one incident and one run of them', async () => {
    const told: string[] = []
    let server = await serve()
    let isKilled = false
    const telling = (async () => {
      await Promise.all(
        Array.from({ length: 8 }, async (_, sender) => {
          for (let number = 0; !isKilled && number < 400; number++) {
            const one = alert({ namespace: 'shop', service: `s${sender}` })
            const answer = await fetch(`${server.url}/webhooks/alertmanager`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(webhook(one)),
            }).catch(() => undefined)
            if (answer?.status === 202) told.push(one.fingerprint)
          }
        }),
      )
    })()
    await new Promise((wait) => setTimeout(wait, 400 + Math.random() * 400))
    await server.kill('SIGKILL')
    isKilled = true
    await telling
    expect(told.length).toBeGreaterThan(10)
    server = await serve()
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: home } })
    const kept = async () => {
      const [incident] = await store.intake.incidents()
      return new Set((incident ? await store.intake.alertsOf(incident.id) : []).map(({ fingerprint }) => fingerprint))
    }
    for (let look = 0; look < 500 && (await kept()).size < told.length; look++)
      await new Promise((wait) => setTimeout(wait, 50))
    const all = await kept()
    expect(told.filter((fingerprint) => !all.has(fingerprint))).toEqual([])
    expect(await store.intake.incidents()).toHaveLength(1)
    const runs = async () => engine.list({ workflow: 'incident.alerted' })
    for (let look = 0; look < 500 && (await runs())[0]?.status !== 'completed'; look++)
      await new Promise((wait) => setTimeout(wait, 50))
    expect((await runs()).map(({ status }) => status)).toEqual(['completed'])
    await engine.close()
    expect(await server.kill('SIGTERM')).toBe(0)
  }, 60_000)
})
