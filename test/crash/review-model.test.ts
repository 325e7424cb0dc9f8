import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModelServer, modelServer, type ServedCall, type ServedReply } from '../../src/testing/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-review-crash-'))
const reported: ServedReply = {
  toolCalls: [{ name: 'report', input: { summary: 'Read.', judgements: [], findings: [] } }],
  usage: { input: 400, output: 40 },
}
const isSecurity = ({ system }: ServedCall) => JSON.stringify(system).includes('You review a change for weaknesses')

let server: ModelServer
let script: (call: ServedCall) => ServedReply
const start = (...args: string[]) => {
  const env = {
    ...process.env,
    WATCHFLOOR_HOME: join(folder, 'state'),
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: 'k',
  }
  const child = spawn(process.execPath, [resolve('bin/watchfloor.js'), ...args], { cwd: folder, env })
  let out = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  return { child, ended: new Promise<string>((done) => child.on('close', () => done(out))) }
}

beforeAll(async () => {
  server = await modelServer((call) => script(call))
  for (const side of ['base', 'head']) {
    mkdirSync(join(folder, side), { recursive: true })
    const more =
      side === 'head' ? "app.get('/u', (req, res) => db.query('SELECT ' + req.query.id, () => res.end()))\n" : ''
    writeFileSync(join(folder, side, 'app.js'), `const app = require('express')()\nconst db = require('./db')\n${more}`)
  }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a review with a model whose process was killed', () => {
  it('goes on with what the agents had said, and pays for none of it twice', async () => {
    script = (call) => (isSecurity(call) ? reported : { fault: 'hang' })
    const first = start('review', '--base', 'base', '--head', 'head', '--model', 'fast', '--agents', 'security,style')
    // Its journal has what the first agent said as soon as that is told.
    first.child.stderr.on('data', (data) => {
      if (/security-reviewer asked/.test(String(data))) setTimeout(() => first.child.kill('SIGKILL'), 700)
    })
    await first.ended
    expect(server.calls.filter(isSecurity)).toHaveLength(1)
    script = () => reported
    const [{ id }] = JSON.parse(await start('runs', 'list', '--json').ended)
    await start('runs', 'resume', id).ended
    const { status, result } = JSON.parse(await start('runs', 'show', id, '--json').ended)
    expect(status).toBe('completed')
    expect(server.calls.filter(isSecurity)).toHaveLength(1)
    expect(result).toMatchObject({
      verdict: 'blocked',
      model: { calls: 2, inputTokens: 800, outputTokens: 80, agents: [{ status: 'reported' }, { status: 'reported' }] },
    })
  }, 60_000)
})
