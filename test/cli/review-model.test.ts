import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ModelServer, modelServer, type ServedReply } from '../../src/testing/index.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const QUERY = "app.get('/u', (req, res) => db.query('SELECT * FROM u WHERE id = ' + req.query.id, () => res.end()))"
const HEADER = "const app = require('express')()\nconst db = require('./db')\n"
const finding = {
  ...{ rule: 'no-owner-check', severity: 'critical', file: 'app.js', line: 3, quote: "app.delete('/u/:id'" },
  ...{ message: 'Anybody can delete anybody.', fix: 'Ask whose it is.', cwe: [639], confidence: 1 },
}
const reporting = (report: object): ServedReply => ({
  toolCalls: [
    { name: 'report', input: { summary: 'One route asks nobody.', judgements: [], findings: [], ...report } },
  ],
})

let server: ModelServer
let script: () => ServedReply
const review = (head: string, ...args: string[]) =>
  watchfloor('review', '--base', 'base', '--head', head, '--model', 'fast', '--agents', 'security', ...args)

beforeAll(async () => {
  server = await modelServer(() => script())
  Object.assign(process.env, { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: 'test' })
  const write = (side: string, text: string) => {
    mkdirSync(join(folder, side), { recursive: true })
    writeFileSync(join(folder, side, 'app.js'), text)
  }
  write('base', HEADER)
  write('critical', `${HEADER}${QUERY}\n`)
  write('fine', `${HEADER}app.delete('/u/:id', (req, res) => db.drop(req.params.id, () => res.end()))\n`)
})
beforeEach(() => {
  server.calls.length = 0
  script = () => reporting({ findings: [finding] })
})
afterAll(async () => {
  delete process.env.ANTHROPIC_BASE_URL
  delete process.env.ANTHROPIC_API_KEY
  await server.close()
})

describe('watchfloor review with a model', () => {
  it('shows what a model found, and never fails a change for it', async () => {
    const { status, out, err } = await review('fine', '--fail-on', 'low')
    expect(status, err).toBe(0)
    expect(out).toContain('model/no-owner-check, CWE-639, 60% sure')
    expect(out).toContain('security-reviewer: One route asks nobody.')
    expect(err).toMatch(/security-reviewer asked anthropic:claude-haiku-5-5: 120 tokens/)
    const sarif = JSON.parse((await review('fine', '--sarif', '--quiet')).out)
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'model/no-owner-check', level: 'warning' }])
  }, 30_000)

  it('fails a change for what code has found, whatever a model says of it, and tells both', async () => {
    const [{ fingerprint }] = JSON.parse((await review('critical', '--json', '--model', 'none')).out).findings
    const judgement = { fingerprint, judgement: 'false-alarm', why: 'It is a number by then.', confidence: 1 }
    script = () => reporting({ judgements: [judgement] })
    const { status, out } = await review('critical')
    expect(status).toBe(1)
    expect(out).toContain('1 critical finding stands against merging.')
    expect(out).toContain('security-reviewer: a false alarm (100% sure): It is a number by then.')
    expect((await review('critical', '--markdown')).out).toContain('a false alarm (100% sure)')
  }, 30_000)

  it('says before the work what is wrong with a model, a budget or a name', async () => {
    const wrong: [string[], RegExp][] = [
      [['--model', 'nonsense'], /is no model/],
      [['--max-tokens', '0'], /--maxTokens: must be above 0/],
      [['--agents', 'no one'], /--agents/],
      [['--agents', 'stranger'], /no reviewer is named "stranger"/],
    ]
    for (const [args, why] of wrong)
      expect(await review('fine', ...args)).toMatchObject({ status: 2, err: expect.stringMatching(why) })
    expect(server.calls).toEqual([])
  }, 30_000)
})
