import { describe, expect, it } from 'vitest'
import type { EvidenceQuestion } from '../../../src/core/live-source.ts'
import { jaegerSource } from '../../../src/integrations/jaeger/jaeger-source.ts'
import { type JaegerOptions, jaegerApi } from '../../stand-ins/jaeger-api.ts'
import type { TracedSpan } from '../../stand-ins/traced-request.ts'
import { HOUR, NEVER, NOON, QUESTION, readBack } from '../collect-once.ts'
import { checkoutTrace, requests } from '../traced-shop.ts'

const ABOUT_CHECKOUT: EvidenceQuestion = { ...QUESTION, namespace: undefined, services: ['checkout'] }

async function collect(
  spans: readonly TracedSpan[],
  options: Partial<Parameters<typeof jaegerSource>[0]> = {},
  question = ABOUT_CHECKOUT,
  standIn: JaegerOptions = {},
) {
  const jaeger = await jaegerApi(spans, standIn)
  try {
    return await jaegerSource({ url: jaeger.url, ...options }).collect(question, NEVER)
  } finally {
    await jaeger.close()
  }
}

describe('the source for Jaeger (against a stand-in)', () => {
  it('gives whole traces of the service in that time: parents, service, pod, kind, times, status', async () => {
    const trace = checkoutTrace(1, NOON + 1_000, 0, 'card refused')
    const other: TracedSpan = { ...checkoutTrace(2, NOON)[0], service: 'search' } as TracedSpan
    const early = checkoutTrace(3, NOON - HOUR - 60_000)
    const collected = await collect([...trace, other, ...early])
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
    for (const part of [0, 1, 2, 3].map((index) => NOON - HOUR + (index * HOUR) / 4))
      expect(before.some(({ startedAt }) => startedAt >= part && startedAt < part + HOUR / 4)).toBe(true)
    expect(collected.problems).toEqual([expect.stringContaining('Jaeger: a sample of')])
  })

  it('finds a namespace by its tag, and a service by the name that a mesh gives it', async () => {
    const spans = checkoutTrace(1, NOON)
    const inNamespace = await collect(spans, {}, QUESTION)
    expect((await readBack(inNamespace)).spans).toHaveLength(3)
    const meshed = spans.map((span) => ({ ...span, service: `${span.service}.shop` }))
    const ofMesh = await collect(meshed, {}, { ...QUESTION, services: ['checkout'] })
    expect((await readBack(ofMesh)).spans).toHaveLength(3)
    const elsewhere = await collect(spans, {}, { ...QUESTION, namespace: 'bank' })
    expect(elsewhere).toEqual({ files: [], problems: [expect.stringContaining('Jaeger: it has no traces')] })
  })

  it.each([
    [500, 'Jaeger: 500 trouble 500'],
    ['half', 'Jaeger: '],
    ['no-json', 'not valid JSON'],
    ['strange', 'Jaeger: the answer is none of its API'],
    ['hang', 'Jaeger: no answer within 0.2 s'],
  ] as const)('rejects in words where the answer is %s, and keeps what came before that', async (trouble, words) => {
    const spans = requests(20, NOON - HOUR, NOON, checkoutTrace)
    await expect(
      collect(spans, { timeout: 200 }, ABOUT_CHECKOUT, { troubleWith: () => trouble }),
    ).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(words) })
    const standIn: JaegerOptions = { troubleWith: (_, number) => (number > 5 ? trouble : undefined) }
    const { files, problems } = await collect(spans, { timeout: 200 }, ABOUT_CHECKOUT, standIn)
    expect(files).toHaveLength(1)
    expect(problems.join()).toContain(words)
  })

  it('is refused without its token, and says so', async () => {
    const spans = checkoutTrace(1, NOON)
    const standIn = { token: 'secret' }
    expect((await collect(spans, { token: 'secret' }, ABOUT_CHECKOUT, standIn)).files).toHaveLength(1)
    await expect(collect(spans, {}, ABOUT_CHECKOUT, standIn)).rejects.toThrow('Jaeger: 401 Unauthorized')
  })
})
