import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import { findOrInstall } from './find-or-install.ts'
import { freePort } from './free-port.ts'

const SERVER = findOrInstall({ program: 'redis-server', package: 'redis-server', places: ['/usr/bin/redis-server'] })
/** Whether a real Redis can be started here. */
export const HAS_REDIS = SERVER !== undefined

export interface Redis {
  url: string
  /** `SIGKILL`: what was not written is lost. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it for good and deletes its data. */
  remove(): Promise<void>
}

/** A real Redis with a folder of its own that writes through, on a free port of 127.0.0.1, ended by its process id. */
export async function startRedis(): Promise<Redis> {
  if (SERVER === undefined) throw new Error('There is no Redis here.')
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const settings = [
      '--port',
      port,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ]
    server = spawn(SERVER ?? '', settings.map(String), { stdio: 'ignore' })
    for (let attempt = 0; ; attempt++) {
      const client = createClient({ url, socket: { reconnectStrategy: false } })
      client.on('error', () => undefined)
      try {
        await client.connect()
        await client.ping()
        client.destroy()
        return
      } catch (fault) {
        if (attempt > 300) throw fault
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const gone = new Promise((resolve) => server?.once('exit', resolve))
    server.kill('SIGKILL')
    await gone
  }
  await start()
  return {
    url,
    kill,
    start,
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
