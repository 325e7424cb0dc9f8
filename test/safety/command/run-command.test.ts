import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type AllowList, refuseUnlisted } from '../../../src/safety/command/allow-list.ts'
import { runCommand } from '../../../src/safety/command/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LIST: AllowList = {
  program: 'kubectl',
  global: ['--context='],
  verbs: { get: ['--output=json'], patch: ['--type=json'] },
}
const NODE: AllowList = { program: process.execPath, global: ['-e'], verbs: {} }
const run = (script: string, signal = new AbortController().signal, timeoutMilliseconds = 10_000) => {
  const allowed = { ...NODE, verbs: { [script]: [] } }
  return runCommand(['-e', script], { allowed, timeoutMilliseconds, signal })
}

describe('the allow-list', () => {
  it('lets through listed verbs with listed flags, and nothing else', () => {
    for (const argv of [
      ['get', 'pods'],
      ['--context=a', 'get', 'pods', '--output=json'],
      ['patch', '--', '--all'],
    ])
      expect(() => refuseUnlisted(LIST, argv)).not.toThrow()
    for (const argv of [
      [],
      ['delete', 'pods'],
      ['get', '--all-namespaces'],
      ['--kubeconfig=/x', 'get'],
      ['get', '-f', 'x'],
      ['constructor'],
      ['get', 'a\0b'],
      ['watchfloor', 'approve'],
    ])
      expect(() => refuseUnlisted(LIST, argv), argv.join(' ')).toThrow(/not on the list/)
  })
})

describe('the allow-list of a program without verbs', () => {
  it('lets through listed flags, and whatever stands after a `--`', () => {
    const list: AllowList = { program: 'lint', global: ['--format=', '-d'], verbs: {}, hasNoVerbs: true }
    for (const argv of [['--'], ['-d', '--', './a', '--fix'], ['--format=json', '--', 'x']])
      expect(() => refuseUnlisted(list, argv)).not.toThrow()
    for (const argv of [[], ['-d'], ['x', '--'], ['--fix', '--', 'x'], ['-d', 'x', '--', 'y'], ['--', 'a\0']])
      expect(() => refuseUnlisted(list, argv), argv.join(' ')).toThrow(/not on the list/)
  })
})

describe('a command', () => {
  it('gives back every byte where that is asked for', async () => {
    const script = 'process.stdout.write(Uint8Array.from([0, 255, 254, 10]))'
    const allowed = { ...NODE, verbs: { [script]: [] } }
    const { signal } = new AbortController()
    const outcome = await runCommand(['-e', script], {
      allowed,
      timeoutMilliseconds: 10_000,
      signal,
      encoding: 'latin1',
    })
    expect(outcome).toMatchObject({ status: 'ended', out: '\0\u00ff\u00fe\n' })
  })

  it('gets no shell and no environment but the path', async () => {
    process.env.WATCHFLOOR_TEST_SECRET = 'secret'
    const outcome = await run('console.log(JSON.stringify(Object.keys(process.env).sort()), "$(id)")')
    expect(outcome).toMatchObject({ status: 'ended', exit: 0, out: '["LC_ALL","PATH"] $(id)\n' })
    delete process.env.WATCHFLOOR_TEST_SECRET
  })

  it('is ended with its children when it takes too long', async () => {
    const file = join(folder, 'alive')
    const outcome = await run(
      `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => require("fs").writeFileSync("${file}", String(Date.now())), 10)'], { stdio: 'ignore' }); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
      undefined,
      400,
    )
    expect(outcome.status).toBe('cut-off')
    const last = readFileSync(file, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(readFileSync(file, 'utf8')).toBe(last)
  })

  it('is gone when its signal is given, before the caller goes on', async () => {
    const halt = new AbortController()
    setTimeout(() => halt.abort(new Error('halt')), 200)
    await expect(run('setInterval(() => {}, 1000)', halt.signal)).rejects.toThrow('halt')
  })

  it('has ended when it has ended, whatever helper it left behind with its pipes', async () => {
    const begun = performance.now()
    const outcome = await run(
      `require('node:child_process').spawn('setsid', ['sleep', '20'], { stdio: ['ignore', 'inherit', 'inherit'], detached: true }).unref(); console.log('done')`,
    )
    expect(outcome).toMatchObject({ status: 'ended', exit: 0, out: 'done\n' })
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('does not outlive the process that runs it, kill -9 included', async () => {
    const file = join(folder, 'orphan')
    const module_ = new URL('../../../src/safety/command/run-command.ts', import.meta.url).href
    const script = `setInterval(() => require('node:fs').writeFileSync(${JSON.stringify(file)}, String(Date.now())), 10)`
    const program = `
      import { runCommand } from ${JSON.stringify(module_)}
      const allowed = { program: process.execPath, global: ['-e'], verbs: { [${JSON.stringify(script)}]: [] } }
      await runCommand(['-e', ${JSON.stringify(script)}], { allowed, timeoutMilliseconds: 60_000, signal: new AbortController().signal })`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20))
    parent.kill('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const last = readFileSync(file, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(readFileSync(file, 'utf8')).toBe(last)
  })

  it('says so where it cannot be started', async () => {
    const outcome = await runCommand(['get'], {
      allowed: LIST,
      file: join(folder, 'nothing'),
      timeoutMilliseconds: 1000,
      signal: new AbortController().signal,
    })
    expect(outcome.status).toBe('unstarted')
  })
})
