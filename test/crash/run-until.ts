import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** When a process is killed: so many milliseconds after it has said a word. */
export interface Moment {
  after: string
  milliseconds: number
}

/** The programs are TypeScript: without this every start would strip and compile all that they load again. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'watchfloor-compiled') }

/** A process takes a second or two; one that takes so long hangs. Milliseconds. */
const LONGEST = 30_000

/** Runs a program of tests; killed with SIGKILL at a moment, or left to end: then gives what it printed as its result. */
export function runUntil(
  program: string,
  what: readonly string[],
  env: NodeJS.ProcessEnv,
  moment?: Moment,
): Promise<string | undefined> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(program), ...what], {
      env: { ...COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    let isSet = false
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      fail(new Error(`The process did not end: ${out.slice(0, 1_000)} ${err}`))
    }, LONGEST)
    child.stdout.on('data', (data) => {
      out += data
      if (isSet || moment === undefined || !out.includes(`${moment.after}\n`)) return
      isSet = true
      setTimeout(() => child.kill('SIGKILL'), moment.milliseconds)
    })
    child.stderr.on('data', (data) => {
      err += data
    })
    child.on('close', (code, signal) => {
      clearTimeout(patience)
      if (signal === 'SIGKILL') done(undefined)
      else if (code === 0) done(/^result (.*)$/m.exec(out)?.[1])
      else fail(new Error(`The process ended with ${code}: ${err}`))
    })
  })
}
