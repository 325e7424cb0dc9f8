import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openLogs } from '../../src/app/open-logs.ts'
import type { Run } from '../../src/core/engine.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { runSpanId, traceIdOf } from '../../src/telemetry/trace-ids.ts'
import { findOrInstall } from '../needs/find-or-install.ts'
import { alert, webhook } from '../server/serve-here.ts'

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-logs-'))
const processes: ChildProcess[] = []
afterAll(() => {
  for (const child of processes) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Line = Record<string, unknown>

function begin(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [resolve('bin/watchfloor.js'), ...args], {
    env: { ...process.env, WATCHFLOOR_HOME: join(folder, 'home'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  processes.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += data
  })
  child.stderr.on('data', (data) => {
    said.err += data
  })
  const ended = new Promise<number | null>((done) => child.once('close', (status) => done(status)))
  return { child, said, ended }
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; look < 1_200 && !holds(); look++) await new Promise((done) => setTimeout(done, 25))
  if (!holds()) throw new Error('It did not come to hold.')
}

/** Throws for a line that is not JSON. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

/** A log that is kept. */
function kept(environment: NodeJS.ProcessEnv = {}) {
  let text = ''
  const out = {
    write(chunk: string) {
      text += chunk
      return true
    },
  } as NodeJS.WritableStream
  return { logs: openLogs({ environment, out }), lines: () => linesOf(text) }
}

describe('the log of a service', () => {
  it('is one JSON object a line that names request, run, incident and trace, and holds no secret and no query', async () => {
    const { child, said, ended } = begin(['serve', '--port', '0'], { WATCHFLOOR_LOG_LEVEL: 'debug' })
    await until(() => said.out.includes('\n'))
    const url = said.out.trim()
    const post = (path: string, body: unknown) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await post('/webhooks/alertmanager', webhook(alert({ service: 'checkout', token: SECRET })))
    const asked = await fetch(`${url}/api/runs?workflow=${SECRET}`)
    await fetch(`${url}/api/runs/run_${SECRET}`)
    await fetch(`${url}/nothing/${SECRET}`)
    await until(() => said.err.includes('"run completed"') && said.err.includes('incident.alerted'))
    const [run] = (await (await fetch(`${url}/api/runs`)).json()) as { id: string }[]
    const [incident] = (await (await fetch(`${url}/api/incidents`)).json()) as { id: string }[]
    const root = (line: Line) => line.run === run?.id && line.msg === 'run completed'
    await until(() => linesOf(said.err.slice(0, said.err.lastIndexOf('\n'))).some(root))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const lines = linesOf(said.err)
    expect(said.err).not.toContain(SECRET)
    for (const line of lines)
      expect(line).toMatchObject({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        level: expect.stringMatching(/^(?:debug|info|warn|error)$/),
        msg: expect.any(String),
      })
    expect(lines[0]).toMatchObject({ msg: 'listening', url })
    expect(lines.find(({ request_id }) => request_id === asked.headers.get('x-request-id'))).toMatchObject({
      method: 'GET',
      route: '/api/runs',
      status: 200,
      ms: expect.any(Number),
      who: expect.any(String),
    })
    expect(lines.find(({ route }) => route === '/api/runs/:id')).toMatchObject({ level: 'warn', status: 404 })
    const id = run?.id ?? ''
    const ids = {
      run: id,
      root_run: id,
      incident: incident?.id,
      trace_id: traceIdOf(id),
      span_id: runSpanId(id),
    }
    expect(lines.filter((line) => line.run === id).map(({ msg }) => msg)).toEqual(['run started', 'run completed'])
    for (const line of lines.filter((one) => one.run === id)) expect(line).toMatchObject(ids)
    const within = `${id}/investigation`
    expect(lines.find((line) => line.run === within)).toMatchObject({
      ...ids,
      run: within,
      span_id: runSpanId(within),
    })
  }, 60_000)

  it('is also that of a worker, and ends with what ended it', async () => {
    const { child, said, ended } = begin(['worker', '--log-format', 'json'])
    await until(() => said.err.includes('taking runs'))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(linesOf(said.err)).toMatchObject([{ msg: 'taking runs', queues: ['default'] }])
    const path = join(folder, 'no-folder')
    writeFileSync(path, '')
    for (const command of [['serve', '--port', '0'], ['worker']]) {
      const broken = begin(command, { WATCHFLOOR_HOME: path })
      expect(await broken.ended).toBe(10)
      expect(linesOf(broken.said.err)).toMatchObject([
        { level: 'fatal', code: 'unavailable', hint: expect.any(String) },
      ])
    }
  }, 60_000)

  it('is text where that is asked for, and says so where it is asked for something else', async () => {
    const { child, said, ended } = begin(['serve', '--port', '0', '--log-format', 'text'])
    await until(() => said.err.includes('\n'))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(said.err).toMatch(/^Alerts: POST http:\S+ API: \S+ Ends with SIGTERM\.\n$/)
    const wrong = begin(['serve', '--log-format', 'xml'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.said.err).toContain('--logFormat: must be json or text')
    const loud = begin(['serve'], { WATCHFLOOR_LOG_LEVEL: 'loud' })
    expect(await loud.ended).toBe(2)
    expect(loud.said.err).toContain('"loud" is no level')
  }, 60_000)

  const script = findOrInstall({ program: 'script', package: 'bsdutils', places: ['/usr/bin/script'] })
  it.skipIf(script === undefined)(
    'is text on a terminal',
    async () => {
      const command = `'${process.execPath}' '${resolve('bin/watchfloor.js')}' worker`
      const child = spawn(script ?? '', ['-qec', command, '/dev/null'], {
        env: { ...process.env, WATCHFLOOR_HOME: join(folder, 'terminal') },
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      processes.push(child)
      let shown = ''
      child.stdout.on('data', (data) => {
        shown += data
      })
      await until(() => shown.includes('ends with SIGTERM'))
      // Ctrl-C, as a person ends it.
      child.stdin.write('\x03')
      await new Promise((done) => child.once('close', done))
      expect(shown).toContain('Takes runs from default; ends with SIGTERM.')
      expect(shown).not.toContain('{')
    },
    60_000,
  )

  it('tells what went wrong with models, gate decisions and approvals, with every text masked', async () => {
    const engine = await memoryEngine()
    const { logs, lines } = kept()
    const unfollow = logs.follow(engine)
    await (
      await engine.start(
        {
          name: 'act',
          async run(run: Run) {
            await run.step('ask', ({ emit }) =>
              emit({
                type: 'model_called',
                agent: 'log-analyst',
                model: 'anthropic:m',
                status: 'rate-limited',
                milliseconds: 3,
                inputTokens: 0,
                outputTokens: 0,
                dollars: 0,
              }),
            )
            run.emit({
              type: 'gate_decided',
              action: run.id,
              title: `Restart with password=${SECRET}`,
              summary: 'not shown',
              decision: 'ask',
              verdicts: [{ decision: 'ask', rule: 'people approve', reason: 'not shown' }],
            })
            run.emit({ type: 'approval_decided', approval: 'appr_1', decision: 'approved', by: 'jane@example.com' })
          },
        },
        { incident: 'inc_1' },
      )
    ).result()
    await unfollow()
    await engine.close()
    logs.problem(`Slack did not take token=${SECRET}`)
    const written = lines()
    expect(JSON.stringify(written)).not.toMatch(/sk_live|jane@|not shown/)
    expect(written.map(({ level, msg }) => `${level} ${msg}`.slice(0, 24))).toEqual([
      'info run started',
      'warn model failed',
      'info gate decided',
      'info approval decided',
      'info run completed',
      'warn Slack did not take ',
    ])
    for (const line of written.slice(0, -1))
      expect(line).toMatchObject({ incident: 'inc_1', trace_id: expect.any(String) })
    expect(written[1]).toMatchObject({ agent: 'log-analyst', model: 'anthropic:m', status: 'rate-limited' })
    expect(written[2]).toMatchObject({ decision: 'ask', rules: ['people approve'] })
  })

  it('names what went wrong inside for a request that failed, and keeps to its level', () => {
    const { logs, lines } = kept({ WATCHFLOOR_LOG_LEVEL: 'error' })
    const request = { id: 'r', method: 'GET', route: '/x', status: 200, milliseconds: 1.4, who: undefined }
    logs.answered(request)
    logs.problem('a problem')
    logs.answered({ ...request, status: 500, fault: `no such table; password=${SECRET}` })
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'error',
        request_id: 'r',
        ms: 1,
        fault: expect.stringContaining('no such table'),
      }),
    ])
    expect(JSON.stringify(lines())).not.toContain(SECRET)
  })
})
