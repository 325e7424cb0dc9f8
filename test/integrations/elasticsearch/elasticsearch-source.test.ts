import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elasticsearchSource } from '../../../src/integrations/elasticsearch/elasticsearch-source.ts'
import { type ElasticsearchOptions, elasticsearchApi, type StoredDocument } from '../../stand-ins/elasticsearch-api.ts'
import { HOUR, NEVER, NOON, QUESTION, readBack } from '../collect-once.ts'

let ids = 0

/** As Filebeat writes it. */
function stored(at: number, message: string, more: Record<string, unknown> = {}): StoredDocument {
  return {
    _index: 'filebeat-8.15.0',
    _id: `id-${String(++ids).padStart(6, '0')}`,
    _source: {
      '@timestamp': new Date(at).toISOString(),
      message,
      kubernetes: { namespace: 'shop', deployment: { name: 'cart' } },
      ...more,
    },
  }
}

async function collect(
  documents: readonly StoredDocument[],
  options: Partial<Parameters<typeof elasticsearchSource>[0]> = {},
  question = QUESTION,
  standIn: ElasticsearchOptions = {},
) {
  const server = await elasticsearchApi(documents, standIn)
  try {
    const collected = await elasticsearchSource({ url: server.url, ...options }).collect(question, NEVER)
    return { ...collected, asked: server.asked, points: server.points }
  } finally {
    await server.close()
  }
}

const messages = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { message: string }).message)

describe('the source for Elasticsearch and OpenSearch (against a stand-in)', () => {
  it('gives the lines of the namespace in that time and no others, each with a citation that holds', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const collected = await collect([
      stored(NOON - HOUR - 1, 'too early'),
      stored(NOON - HOUR, 'first'),
      stored(NOON, 'other namespace', { kubernetes: { namespace: 'bank' } }),
      { ...stored(NOON, 'other index'), _index: 'metrics-1' },
      stored(NOON + 1, 'it "failed"', { log: { level: 'error' }, trace: { id: trace }, service: { name: 'basket' } }),
      stored(NOON + HOUR / 2, 'too late'),
    ])
    const { logs, allHold } = await readBack(collected)
    expect(logs.map(({ message }) => message)).toEqual(['first', 'it "failed"'])
    expect(logs[0]).toMatchObject({ at: NOON - HOUR, service: 'cart' })
    expect(logs[1]).toMatchObject({ service: 'basket', level: 'error', traceId: trace })
    expect(allHold).toBe(true)
    expect(collected.problems).toEqual([])
  })

  it.each<[string, Record<string, unknown>]>([
    ['ECS', { service: { name: 'cart-api' } }],
    ['Fluent Bit', { kubernetes: { container_name: 'cart-api', namespace_name: 'shop' } }],
    ['the OpenTelemetry exporter', { resource: { attributes: { service: { name: 'cart-api' } } } }],
    ['a field of the house', { app: 'cart-api' }],
  ])('finds a service where %s puts it, as a keyword and as a text', async (_, fields) => {
    const one = { ...stored(NOON, 'mine'), _source: { '@timestamp': new Date(NOON).toISOString(), log: 'mine' } }
    const documents = [{ ...one, _source: { ...one._source, ...fields } }, stored(NOON, 'not mine')]
    for (const textFields of [[], ['service.name', 'kubernetes.container_name', 'app']]) {
      const question = { ...QUESTION, namespace: undefined, services: ['cart-api'] }
      const { logs } = await readBack(await collect(documents, {}, question, { textFields }))
      expect(logs.map(({ message, service }) => [message, service])).toEqual([['mine', 'cart-api']])
    }
  })

  it.each(['elasticsearch', 'opensearch', 'old', '7.10'] as const)(
    'loses nothing and doubles nothing at the borders of pages (%s), whatever stands at one millisecond',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 }),
          fc.integer({ min: 1, max: 9 }),
          async (offsets, page) => {
            const documents = offsets.map((offset, place) => stored(NOON - 4 + offset, `line ${place}`))
            const { files, problems, points } = await collect(documents, { page }, QUESTION, { kind })
            expect(messages(files[0]?.[1] ?? '').sort()).toEqual(offsets.map((_, place) => `line ${place}`).sort())
            expect(problems).toEqual([])
            expect(points.size).toBe(0)
          },
        ),
        { numRuns: 15 },
      )
    },
    60_000,
  )

  it('sees the data as they were at one moment, however much is written meanwhile', async () => {
    const documents = Array.from({ length: 40 }, (_, place) => stored(NOON + place, `line ${place}`))
    const onSearch = (store: StoredDocument[]) => void store.unshift(stored(NOON + 3, 'written meanwhile'))
    for (const kind of ['elasticsearch', 'opensearch'] as const) {
      const { files } = await collect(documents, { page: 7 }, QUESTION, { kind, onSearch })
      expect(messages(files[0]?.[1] ?? '')).toEqual(Array.from({ length: 40 }, (_, place) => `line ${place}`))
    }
  })

  it('keeps both times, every part of them and the errors where there is too much, and says so', async () => {
    const many = Array.from({ length: 3_000 }, (_, place) =>
      stored(NOON - HOUR + Math.floor((place * 1.5 * HOUR) / 3_000), `request ${place} done`, {
        log: { level: 'info' },
      }),
    )
    const errors = [
      stored(NOON - HOUR / 2, 'worded so', { log: { level: 'ERROR' } }),
      stored(NOON + HOUR / 2 - 1_000, 'an Exception in words only'),
    ]
    const limits = { records: 320, bytes: 1_000_000, milliseconds: 60_000 }
    const collected = await collect([...many, ...errors], { page: 100, limits })
    const { logs } = await readBack(collected)
    const before = logs.filter(({ at = 0 }) => at < NOON)
    expect(logs).toHaveLength(320)
    expect(before.length / logs.length).toBeCloseTo(0.5, 1)
    for (const part of Array.from({ length: 8 }, (_, index) => NOON + (index * HOUR) / 16))
      expect(logs.some(({ at = 0 }) => at >= part && at < part + HOUR / 16)).toBe(true)
    expect(logs.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['worded so', 'an Exception in words only']),
    )
    expect(collected.problems.join()).toContain('more than is kept')
  })

  it('asks for the indices that it is told of, with its key, or with the name and password of the address', async () => {
    const documents = [{ ...stored(NOON, 'mine'), _index: 'app-1' }, stored(NOON, 'not mine')]
    const { files, asked } = await collect(documents, { index: 'app-*', apiKey: 'a2V5' }, QUESTION, { apiKey: 'a2V5' })
    expect(messages(files[0]?.[1] ?? '')).toEqual(['mine'])
    expect(asked.every(({ headers }) => headers.authorization === 'ApiKey a2V5')).toBe(true)
    const server = await elasticsearchApi(documents)
    await elasticsearchSource({ url: server.url.replace('//', '//jo:p%40ss@') }).collect(QUESTION, NEVER)
    expect(server.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('jo:p@ss').toString('base64')}`)
    await server.close()
  })

  it('says that it found nothing', async () => {
    const { files, problems } = await collect([stored(NOON, 'x', { kubernetes: { namespace: 'bank' } })])
    expect(files).toEqual([])
    expect(problems).toEqual([expect.stringContaining('has no lines of that namespace')])
  })

  it('tells the reason of a refusal in words', async () => {
    await expect(collect([stored(NOON, 'x')], {}, QUESTION, { apiKey: 'other' })).rejects.toThrow(
      /^Elasticsearch: 401 missing authentication credentials$/,
    )
  })

  it.each([
    [500, 'Elasticsearch: 500 trouble 500'],
    ['half', 'Elasticsearch: '],
    ['no-json', 'not valid JSON'],
    ['strange', 'Elasticsearch: the answer is none of its API'],
    ['hang', 'Elasticsearch: no answer within 0.2 s'],
  ] as const)('rejects in words where the answer is %s', async (trouble, words) => {
    const standIn = { troubleWith: () => trouble }
    await expect(collect([stored(NOON, 'one')], { timeout: 200 }, QUESTION, standIn)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(words),
    })
  })

  it('keeps what came before it failed, and says why the rest is missing', async () => {
    const documents = Array.from({ length: 300 }, (_, place) => stored(NOON - 150_000 + place * 1_000, `line ${place}`))
    const standIn: ElasticsearchOptions = { troubleWith: (_, number) => (number > 30 ? 503 : undefined) }
    const { files, problems } = await collect(documents, { page: 20 }, QUESTION, standIn)
    expect(messages(files[0]?.[1] ?? '').length).toBeGreaterThan(0)
    expect(problems).toContain('Elasticsearch: 503 trouble 503')
  })
})
