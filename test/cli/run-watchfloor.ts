import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

export interface Ended {
  status: number | null
  out: string
  err: string
}

/** A folder for this file's tests that goes away with them, and the command as a user would run it there. */
export function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const at =
    (home: string, cwd = folder) =>
    (...args: string[]) =>
      new Promise<Ended>((done) => {
        const child = spawn(process.execPath, [resolve('bin/watchfloor.js'), ...args], {
          cwd,
          env: { ...process.env, NO_COLOR: '1', WATCHFLOOR_HOME: home },
        })
        const ended: Ended = { status: null, out: '', err: '' }
        child.stdout.on('data', (data) => {
          ended.out += data
        })
        child.stderr.on('data', (data) => {
          ended.err += data
        })
        child.on('close', (status) => done({ ...ended, status }))
      })
  /** With its state in the folder, or elsewhere. */
  const watchfloor = Object.assign(at(join(folder, 'state')), { at })
  return { folder, watchfloor }
}
