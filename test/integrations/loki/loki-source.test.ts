import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lokiSource } from '../../../src/integrations/loki/loki-source.ts'
import { type LokiOptions, type LokiRecord, lokiApi } from '../../stand-ins/loki-api.ts'
import { HOUR, NEVER, NOON, QUESTION, readBack } from '../collect-once.ts'

function record(at: number, line: string, labels: Record<string, string> = {}): LokiRecord {
  return { at: BigInt(at) * 1_000_000n, line, labels: { namespace: 'shop', app: 'cart', ...labels } }
}

async function collect(
  records: readonly LokiRecord[],
  options: Partial<Parameters<typeof lokiSource>[0]> = {},
  question = QUESTION,
  standIn: LokiOptions = {},
) {
  const loki = await lokiApi(records, standIn)
  try {
    const collected = await lokiSource({ url: loki.url, ...options }).collect(question, NEVER)
    return { ...collected, asked: loki.asked }
  } finally {
    await loki.close()
  }
}

const messages = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { message: string }).message)

describe('the source for Loki (against a stand-in)', () => {
  it('gives the lines of the namespace in that time and no others, each with a citation that holds', async () => {
    const collected = await collect([
      record(NOON - HOUR - 1, 'too early'),
      record(NOON - HOUR, 'first'),
      record(NOON, 'other namespace', { namespace: 'bank' }),
      record(NOON + 1, 'ERROR "quoted" \\ and ünïcode', { pod: 'cart-6d5f8c9b7d-x2x8p', level: 'error' }),
      record(NOON + HOUR / 2, 'too late'),
    ])
    const { logs, allHold } = await readBack(collected)
    expect(logs.map(({ message }) => message)).toEqual(['first', 'ERROR "quoted" \\ and ünïcode'])
    expect(logs[1]).toMatchObject({ at: NOON + 1, service: 'cart', pod: 'cart-6d5f8c9b7d-x2x8p', level: 'error' })
    expect(allHold).toBe(true)
    expect(collected.problems).toEqual([])
  })

  it.each([
    ['service_name', { service_name: 'cart' }],
    ['app', { app: 'cart' }],
    ['job with its namespace', { job: 'shop/cart' }],
    ['pod', { pod: 'cart-6d5f8c9b7d-x2x8p' }],
    ['container', { container: 'cart' }],
  ])('finds a service by its label %s', async (_, labels) => {
    const records = [labels, { ...labels, ...Object.fromEntries(Object.keys(labels).map((key) => [key, 'cartoon'])) }]
    const collected = await collect(
      records.map((one, place) => ({ at: BigInt(NOON) * 1_000_000n, line: `line ${place}`, labels: one })),
      {},
      { ...QUESTION, namespace: undefined, services: ['cart'] },
    )
    const { logs } = await readBack(collected)
    expect(logs.map(({ message, service }) => [message, service])).toEqual([['line 0', 'cart']])
  })

  it('takes level, trace and message from lines that are JSON or logfmt themselves', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const { logs } = await readBack(
      await collect([
        record(NOON, JSON.stringify({ level: 'error', msg: 'no stock', trace_id: trace, route: '/buy' })),
        record(NOON + 1, `level=warn msg=slow trace_id=${trace} span_id=b7ad6b7169203331`),
        record(NOON + 2, 'all well', { detected_level: 'unknown', level: 'info' }),
      ]),
    )
    expect(logs[0]).toMatchObject({ level: 'error', message: 'no stock', traceId: trace, endpoint: '/buy' })
    expect(logs[1]).toMatchObject({ level: 'warn', traceId: trace, spanId: 'b7ad6b7169203331' })
    expect(logs[2]).toMatchObject({ level: 'info' })
  })

  it('loses nothing and doubles nothing at the borders of pages, whatever stands at one instant', async () => {
    const entry = fc.record({ offset: fc.integer({ min: 0, max: 12 }), stream: fc.constantFrom('a', 'b', 'c') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (entries, page, isCloseTogether) => {
          const step = isCloseTogether ? 1 : 250_000
          const records = entries.map(({ offset, stream }, place) =>
            record(NOON - 5 * step + offset * step, `line ${place}`, { app: stream }),
          )
          const { files, problems } = await collect(records, { page })
          expect(messages(files[0]?.[1] ?? '').sort()).toEqual(records.map(({ line }) => line).sort())
          expect(problems).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('goes on with as many entries as this house allows at once', async () => {
    const records = Array.from({ length: 50 }, (_, place) => record(NOON + place, `line ${place}`))
    const { files, problems } = await collect(records, { page: 20 }, QUESTION, { mostEntries: 7 })
    expect(messages(files[0]?.[1] ?? '')).toHaveLength(50)
    expect(problems).toEqual([])
  })

  it('says so where one instant has more entries than Loki gives', async () => {
    const records = Array.from({ length: 30 }, (_, place) => record(NOON, `line ${place}`))
    const { files, problems } = await collect([...records, record(NOON + 1, 'after it')], { page: 5 }, QUESTION, {
      mostEntries: 10,
    })
    expect(messages(files[0]?.[1] ?? '')).toContain('after it')
    expect(problems.join()).toContain('of one instant')
  })

  it('keeps both times, every part of them and the errors where there is too much, and says so', async () => {
    const many = Array.from({ length: 4_000 }, (_, place) =>
      record(NOON - HOUR + Math.floor((place * 1.5 * HOUR) / 4_000), `request ${place} done`),
    )
    const errors = [NOON - HOUR / 2, NOON + HOUR / 2 - 1_000].map((at) => record(at, `ERROR at ${at}`))
    const labelled = record(NOON + HOUR / 2 - 500, 'worded otherwise', { level: 'error' })
    const limits = { records: 320, bytes: 1_000_000, milliseconds: 60_000 }
    const collected = await collect([...many, ...errors, labelled], { page: 100, limits })
    const { logs } = await readBack(collected)
    const before = logs.filter(({ at = 0 }) => at < NOON)
    expect(logs).toHaveLength(320)
    expect(before.length / logs.length).toBeCloseTo(0.5, 1)
    for (const part of Array.from({ length: 8 }, (_, index) => NOON - HOUR + (index * HOUR) / 8))
      expect(before.some(({ at = 0 }) => at >= part && at < part + HOUR / 8)).toBe(true)
    const kept = logs.map(({ message }) => message)
    expect(kept).toEqual(expect.arrayContaining([...errors.map(({ line }) => line), 'worded otherwise']))
    expect(collected.problems.join()).toContain('more than is kept')
  })

  it('keeps to its bytes', async () => {
    const records = Array.from({ length: 200 }, (_, place) => record(NOON + place, `${place} ${'x'.repeat(500)}`))
    const limits = { records: 100_000, bytes: 20_000, milliseconds: 60_000 }
    const { files, problems } = await collect(records, { page: 50, limits })
    expect(Buffer.byteLength(files[0]?.[1] ?? '')).toBeLessThanOrEqual(20_000)
    expect(problems.join()).toContain('more than is kept')
  })

  it('sends its token and tenant', async () => {
    const standIn = { token: 'secret', tenant: 'team-a' }
    const { files } = await collect([record(NOON, 'one')], { token: 'secret', tenant: 'team-a' }, QUESTION, standIn)
    expect(files).toHaveLength(1)
    await expect(collect([record(NOON, 'one')], {}, QUESTION, standIn)).rejects.toThrow('Loki: 401 no credentials')
  })

  it('says that it found nothing', async () => {
    const { files, problems } = await collect([record(NOON, 'one', { namespace: 'bank' })])
    expect(files).toEqual([])
    expect(problems).toEqual([expect.stringContaining('Loki: it has no lines')])
  })

  it.each([
    [401, 'Loki: 401'],
    [500, 'Loki: 500 trouble 500'],
    ['half', 'Loki: '],
    ['no-json', 'not valid JSON'],
    ['strange', 'Loki: the answer is none of its API'],
    ['hang', 'Loki: no answer within 0.2 s'],
  ] as const)('rejects in words where the answer is %s', async (trouble, words) => {
    const standIn = { troubleWith: () => trouble }
    await expect(collect([record(NOON, 'one')], { timeout: 200 }, QUESTION, standIn)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(words),
      hint: expect.stringMatching(/WATCHFLOOR_LOKI_URL|at that address/),
    })
  })

  it('keeps what came before it failed, and says why the rest is missing', async () => {
    const records = Array.from({ length: 300 }, (_, place) => record(NOON - 150_000 + place * 1_000, `line ${place}`))
    const standIn: LokiOptions = { troubleWith: (_, number) => (number > 45 ? 503 : undefined) }
    const { files, problems } = await collect(records, { page: 20 }, QUESTION, standIn)
    expect(messages(files[0]?.[1] ?? '').length).toBeGreaterThan(0)
    expect(problems).toContain('Loki: 503 trouble 503')
  })
})
