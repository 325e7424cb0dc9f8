import { describe, expect, it } from 'vitest'
import { tempoSource } from '../../../src/integrations/tempo/tempo-source.ts'
import { type TempoOptions, tempoApi } from '../../stand-ins/tempo-api.ts'
import type { TracedSpan } from '../../stand-ins/traced-request.ts'
import { HOUR, NEVER, NOON, QUESTION, readBack } from '../collect-once.ts'
import { checkoutTrace, requests } from '../traced-shop.ts'

async function collect(
  spans: readonly TracedSpan[],
  options: Partial<Parameters<typeof tempoSource>[0]> = {},
  question = QUESTION,
  standIn: TempoOptions = {},
) {
  const tempo = await tempoApi(spans, standIn)
  try {
    return await tempoSource({ url: tempo.url, ...options }).collect(question, NEVER)
  } finally {
    await tempo.close()
  }
}

describe('the source for Tempo (against a stand-in)', () => {
  it.each([1, 2] as const)(
    'gives whole traces of the namespace in that time (version %s of the API)',
    async (version) => {
      const trace = checkoutTrace(1, NOON + 1_000, 0, 'card refused')
      const other = checkoutTrace(2, NOON).map((span) => ({ ...span, namespace: 'bank' }))
      const early = checkoutTrace(3, NOON - HOUR - 60_000)
      const collected = await collect([...trace, ...other, ...early], {}, QUESTION, { version })
      const { spans, allHold, problems } = await readBack(collected)
      expect(spans).toHaveLength(3)
      expect(allHold).toBe(true)
      expect(problems).toEqual([])
      for (const [place, { traceId, spanId, service, pod, name, kind, at, duration }] of trace.entries())
        expect(spans[place]).toMatchObject({ traceId, spanId, service, pod, name, kind, startedAt: at, duration })
      expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual(trace.map(({ parentId }) => parentId))
      expect(spans.map(({ error, status }) => [error, status])).toEqual([
        [true, '500'],
        [false, undefined],
        [true, '500'],
      ])
      expect(collected.problems).toEqual([])
    },
  )

  it('finds any of several services where no namespace is known', async () => {
    const other = checkoutTrace(2, NOON).map((span) => ({ ...span, service: 'search "new"' }))
    const question = { ...QUESTION, namespace: undefined, services: ['payments', 'nobody'] }
    const { spans } = await readBack(await collect([...checkoutTrace(1, NOON), ...other], {}, question))
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['checkout', 'payments']))
  })

  it('chooses failed, slow and usual traces from both times, and says that it is a sample', async () => {
    const collected = await collect(
      [
        ...requests(600, NOON - HOUR, NOON, checkoutTrace),
        ...requests(300, NOON, NOON + HOUR / 2, checkoutTrace, 1_000),
        ...checkoutTrace(2_000, NOON + 300_000, 0, 'refused'),
        ...checkoutTrace(2_001, NOON + 310_000, 900),
        ...checkoutTrace(2_002, NOON - 310_000, 0, 'refused'),
      ],
      { most: 80 },
    )
    const { spans } = await readBack(collected)
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined)
    expect(roots.length).toBeLessThanOrEqual(80)
    expect(roots.filter(({ error }) => error)).toHaveLength(2)
    expect(roots.some(({ duration }) => duration > 900)).toBe(true)
    const before = roots.filter(({ startedAt }) => startedAt < NOON)
    expect(before.length).toBeGreaterThanOrEqual(20)
    expect(roots.length - before.length).toBeGreaterThanOrEqual(20)
    expect(collected.problems).toEqual([expect.stringContaining('Tempo: a sample of')])
  })

  it('says that a trace is a part of it, and which could not be had', async () => {
    const spans = [...checkoutTrace(1, NOON), ...checkoutTrace(2, NOON + 1)]
    const [first, second] = [spans[0]?.traceId ?? '', spans[3]?.traceId ?? '']
    const standIn: TempoOptions = {
      partial: [first],
      troubleWith: ({ path }) => (path.includes(second) ? 500 : undefined),
    }
    const { files, problems } = await collect(spans, {}, QUESTION, standIn)
    expect((await readBack({ files })).spans).toHaveLength(3)
    expect(problems).toEqual([
      'Tempo: parts of traces are left out: Trace exceeds maximum size.',
      'Tempo: 500 trouble 500',
      'Tempo: 1 of the 2 traces chosen could be had.',
    ])
  })

  it.each([
    [500, 'Tempo: 500 trouble 500'],
    ['half', 'Tempo: '],
    ['no-json', 'not valid JSON'],
    ['strange', 'Tempo: the answer is none of its API'],
    ['hang', 'Tempo: no answer within 0.2 s'],
  ] as const)('rejects in words where the answer is %s', async (trouble, words) => {
    const standIn = { troubleWith: () => trouble }
    await expect(collect(checkoutTrace(1, NOON), { timeout: 200 }, QUESTION, standIn)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(words),
    })
  })

  it('sends its token and tenant', async () => {
    const standIn = { token: 'secret', tenant: 'team-a' }
    const spans = checkoutTrace(1, NOON)
    expect((await collect(spans, standIn, QUESTION, standIn)).files).toHaveLength(1)
    await expect(collect(spans, { token: 'secret' }, QUESTION, standIn)).rejects.toThrow('Tempo: 401 no org id')
  })
})
