import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTemplateMiner } from '../../../../src/analysts/logs/templates/template-miner.ts'

function grouped(messages: readonly string[]): number[] {
  const miner = createTemplateMiner()
  const ids = messages.map((message) => miner.add(message))
  return ids.map((id) => miner.templateOf(id))
}

/** Equal labels for equal groups, whatever their ids: 0, 1, … in the order of the first member. */
function canonical(ids: readonly number[]): number[] {
  const seen = new Map<number, number>()
  for (const id of ids) if (!seen.has(id)) seen.set(id, seen.size)
  return ids.map((id) => seen.get(id) ?? -1)
}

describe('createTemplateMiner', () => {
  it('puts lines together that differ in values only', () => {
    const messages = Array.from({ length: 60 }, (_, n) =>
      n % 2
        ? `Basket ${n} of customer c-${n * 7} saved in ${n} ms`
        : `Connection to 10.0.${n}.7:${4000 + n} lost after ${n}s`,
    )
    expect(canonical(grouped(messages))).toEqual(messages.map((_, n) => n % 2))
  })

  it('keeps apart what says different things', () => {
    const ids = grouped(['cache warmed', 'cache dropped', 'disk full', 'user 7 logged in', 'user 7 logged out'])
    expect(new Set(ids).size).toBe(5)
  })

  it('shows the variable parts', () => {
    const miner = createTemplateMiner()
    for (let n = 0; n < 20; n++) miner.add(`took ${n} ms for order ord-${n}f${n}`)
    expect(miner.templates()).toEqual([
      {
        id: expect.any(Number),
        pattern: expect.stringMatching(/^took <\*>(?: ms)? for order <\*>$/),
        count: 20,
        example: 'took 0 ms for order ord-0f0',
      },
    ])
  })

  it('takes any message, and counts every one once', () => {
    const message = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constant('x'.repeat(20_000)),
      fc.constant(''),
    )
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const miner = createTemplateMiner()
        const ids = messages.map((one) => miner.add(one))
        const templates = miner.templates()
        expect(templates.reduce((sum, { count }) => sum + count, 0)).toBe(messages.length)
        for (const id of ids) expect(templates.map((one) => one.id)).toContain(miner.templateOf(id))
      }),
      { numRuns: 100 },
    )
  })

  it('stays bounded where every line is new', () => {
    const miner = createTemplateMiner()
    for (let n = 0; n < 30_000; n++)
      miner.add(
        Array.from(
          { length: 6 },
          (_, k) => `w${String.fromCharCode(97 + ((n >> (k * 3)) % 26))}${'abcdefgh'[(n * 7 + k) % 8]}x`,
        ).join(' '),
      )
    expect(miner.templates().length).toBeLessThan(30_000)
  })
})
