import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analysisSchema } from '../../src/core/analysis.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const EXAMPLES = resolve('examples/incidents')

async function analyse(path: string, ...options: string[]) {
  const { out, status } = await watchfloor('investigate', path, '--json', '--quiet', ...options)
  expect(status).toBe(0)
  return analysisSchema.parse(JSON.parse(out))
}

describe('watchfloor investigate', () => {
  it.each([
    ['payment-gateway', 'payment-gateway', 'oom-killed'],
    ['memory-leak', 'inventory', 'oom-killed'],
    ['pool-exhaustion', 'payments', 'connection-pool-exhausted'],
  ])('finds the root cause of the example %s', async (example, component, cause) => {
    const { hypotheses, verdict } = await analyse(join(EXAMPLES, example))
    expect(verdict).toBe('root-cause')
    expect(hypotheses[0]).toMatchObject({ component, cause })
  })

  it('gives the same answer one after the other as in parallel', async () => {
    const path = join(EXAMPLES, 'payment-gateway')
    const [parallel, sequential] = await Promise.all([analyse(path), analyse(path, '--sequential')])
    expect(sequential.hypotheses).toEqual(parallel.hypotheses)
  })

  it('cites only what stands in the evidence', async () => {
    const path = join(EXAMPLES, 'payment-gateway')
    const { hypotheses } = await analyse(path, '--unmasked')
    for (const { evidence } of hypotheses) {
      for (const { source, line, quote } of evidence)
        expect(readFileSync(join(path, source), 'utf8').split('\n')[(line ?? 0) - 1]).toContain(quote)
    }
  })

  it('sends only the specialists that are asked for', async () => {
    const { specialists } = await analyse(join(EXAMPLES, 'payment-gateway'), '--only', 'logs,metrics')
    expect(specialists.map(({ agent }) => agent).sort()).toEqual(
      ['infrastructure-analyst', 'log-analyst', 'metrics-analyst', 'topology-analyst']
        .filter((agent) => specialists.some((one) => one.agent === agent))
        .sort(),
    )
    expect(specialists.some(({ agent }) => agent === 'trace-analyst')).toBe(false)
  })

  it('keeps standard output to the answer and tells progress on standard error', async () => {
    const { out, err } = await watchfloor('investigate', join(EXAMPLES, 'payment-gateway'), '--json')
    expect(() => JSON.parse(out)).not.toThrow()
    expect(err).toContain('log-analyst')
  })

  it('leaves a report to open', async () => {
    const out = join(folder, 'report')
    const { out: text } = await watchfloor('investigate', join(EXAMPLES, 'payment-gateway'), '--out', out, '--quiet')
    for (const file of ['report.html', 'report.md', 'report.json', 'stakeholder-update.txt', 'post-mortem.md'])
      expect(existsSync(join(out, file))).toBe(true)
    expect(text).toContain(join(out, 'report.html'))
  })

  it('answers honestly for an empty folder', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    expect(await analyse(empty)).toMatchObject({ verdict: 'inconclusive', hypotheses: [] })
  })

  it('calls quiet evidence healthy', async () => {
    const quiet = join(folder, 'quiet')
    mkdirSync(quiet)
    const rows = Array.from(
      { length: 120 },
      (_, index) => `${new Date(1.7e12 + index * 15_000).toISOString()},pay,cpu_usage_percent,${20 + (index % 7) / 10}`,
    )
    writeFileSync(join(quiet, 'cpu.csv'), `timestamp,service,metric,value\n${rows.join('\n')}\n`)
    expect((await analyse(quiet)).verdict).toBe('healthy')
  })

  it('finds the burst in one plain log file, and restarts nothing by the name of a file', async () => {
    const log = join(folder, 'all.log')
    const line = (n: number) => {
      const time = new Date(1.7e12 + n * 100).toISOString()
      return n > 9000 && n % 3 === 0
        ? `${time} ERROR [main] write of entry ${n} failed: connection pool exhausted after 30000 ms`
        : `${time} INFO [pool-${n % 7}] handled request ${n} in ${n % 90} ms`
    }
    writeFileSync(log, Array.from({ length: 12_000 }, (_, n) => line(n)).join('\n'))
    const { verdict, hypotheses, actions } = await analyse(log)
    expect(verdict).toBe('root-cause')
    expect(hypotheses[0]).toMatchObject({ component: 'all.log', cause: 'connection-pool-exhausted' })
    expect(actions.filter(({ kind }) => kind !== 'check')).toEqual([])
  })

  it('says that without times there is nothing to compare with', async () => {
    const log = join(folder, 'timeless.log')
    writeFileSync(log, Array.from({ length: 50 }, (_, n) => `step ${n} done`).join('\n'))
    expect((await analyse(log)).verdict).toBe('inconclusive')
  })

  it('names ten parts that are broken at once, and still finds the cause in the rest', async () => {
    const broken = join(folder, 'broken')
    cpSync(join(EXAMPLES, 'payment-gateway'), broken, { recursive: true })
    const harm: Record<string, string | Buffer> = {
      'traces/bad.jsonl': '{"resourceSpans":[{"resource"\n',
      'changes/bad.json': '[{"service":',
      'topology/bad.json': '{}',
      'alerts/bad.json': 'no alerts',
      'cost/bad.json': '{"a":',
      'metrics/bad.json': '{"data"',
      'metrics/bad.csv': 'a,b\n1,2\n',
      'logs/bad.log': Buffer.from([0, 159, 146, 150]),
      'logs/empty.log': '',
      'kubernetes/bad.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: [\n',
    }
    for (const [path, content] of Object.entries(harm)) writeFileSync(join(broken, path), content)
    const { problems, hypotheses } = await analyse(broken)
    const named = problems.map(({ source }) => source)
    for (const path of Object.keys(harm)) expect(named).toContain(path)
    for (const { hint, message } of problems) expect([hint, message]).not.toContain('')
    expect(hypotheses[0]?.component).toBe('payment-gateway')
  })

  it('refuses what it cannot do with one line, a hint and the status of the table', async () => {
    expect(await watchfloor('investigate', '/no/such/path')).toMatchObject({
      status: 3,
      out: '',
      err: expect.stringContaining('/no/such/path'),
    })
    expect(await watchfloor('investigate', folder, '--only', 'astrology')).toMatchObject({
      status: 2,
      err: expect.stringContaining('Known: '),
    })
    expect((await watchfloor('investigate')).status).toBe(2)
    expect((await watchfloor('frobnicate')).status).toBe(2)
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const unwritable = await watchfloor(
      'investigate',
      join(EXAMPLES, 'payment-gateway'),
      '--quiet',
      '--out',
      join(file, 'out'),
    )
    expect(unwritable).toMatchObject({ status: 5, out: '' })
  })

  it('runs no escape sequence that stands in the evidence', async () => {
    const hostile = join(folder, 'hostile')
    mkdirSync(hostile)
    const line = (second: number, text: string) =>
      JSON.stringify({
        timestamp: new Date(1.7e12 + second * 1000).toISOString(),
        service: 'pay\u001b[2J',
        level: 'error',
        message: text,
      })
    writeFileSync(
      join(hostile, 'pay.log'),
      Array.from({ length: 200 }, (_, second) =>
        line(second, second > 150 ? 'boom \u001b]0;owned\u0007 <script>alert(1)</script>' : 'fine'),
      ).join('\n'),
    )
    const { out, err } = await watchfloor('investigate', hostile, '--out', join(hostile, 'out'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(readFileSync(join(hostile, 'out', 'report.html'), 'utf8')).not.toContain('<script')
  })
})

describe('watchfloor', () => {
  it('says what is configured and what works', async () => {
    const { out, status } = await watchfloor('doctor')
    expect(status).toBe(0)
    expect(out).toContain('model')
  })

  it('tells its version', async () => {
    expect((await watchfloor('--version')).out.trim()).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
