import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endProcess } from './end-process.ts'

export interface Watchfloor {
  url: string
  home: string
  /** Of an operator. */
  token: string
  /** Ends the process by its id; what it keeps stays. */
  stop(): Promise<void>
  /** Ends it and deletes what it keeps. */
  remove(): Promise<void>
}

/** A real `watchfloor serve` on a free port of 127.0.0.1, with a state folder of its own, in a process of its own. */
export async function startWatchfloor(): Promise<Watchfloor> {
  const home = mkdtempSync(join(tmpdir(), 'watchfloor-n8n-home-'))
  const env = { PATH: process.env.PATH, WATCHFLOOR_HOME: home }
  const program = 'bin/watchfloor.js'
  const said = execFileSync(process.execPath, [program, 'tokens', 'create', 'n8n', '--role', 'operator'], {
    env,
    encoding: 'utf8',
  })
  const token = said.trim()
  const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--quiet'], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => endProcess(server)
  const { value: url } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next()
  if (typeof url !== 'string') throw new Error('watchfloor serve did not start.')
  return {
    url,
    home,
    token,
    stop,
    async remove() {
      await stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
