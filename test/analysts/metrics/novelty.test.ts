import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noveltyScores } from '../../../src/analysts/metrics/novelty.ts'

/** A small generator with a seed, so that every run sees the same noise. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const DAY = 288

/** Days of a load that is high from eight to sixteen o'clock. */
function days(count: number, of: (day: number, isHigh: boolean) => number): number[] {
  const random = noise(7)
  return Array.from({ length: count * DAY }, (_, row) => {
    const hour = ((row % DAY) / DAY) * 24
    return of(Math.floor(row / DAY), hour >= 8 && hour < 16) + random() * 8
  })
}

describe('noveltyScores', () => {
  it('uses no later row', () => {
    const values = days(5, (day, isHigh) => (isHigh ? (day === 4 ? 160 : 80) : 20))
    const all = noveltyScores(values)
    for (const end of [1, 90, 700, 1300])
      expect([...noveltyScores(values.slice(0, end))]).toEqual([...all.slice(0, end)])
  })

  it('gives one score from 0 to 1 for each row, whatever the rows hold', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, 1e308, -1e308, Number.NaN, Number.POSITIVE_INFINITY))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => {
        const scores = noveltyScores(values)
        expect(scores).toHaveLength(values.length)
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('is silent on what repeats, and on plain noise', () => {
    const random = noise(3)
    expect(Math.max(...noveltyScores(Array(2000).fill(45)))).toBe(0)
    expect(Math.max(...noveltyScores(Array.from({ length: 2000 }, (_, row) => (row % 24 < 12 ? 80 : 20))))).toBe(0)
    expect(Math.max(...noveltyScores(Array.from({ length: 2000 }, () => random() * 10)))).toBeLessThan(0.5)
  })

  it('reports a level that was never seen once, where it begins', () => {
    const scores = noveltyScores(days(8, (day, isHigh) => (isHigh ? (day >= 6 ? 160 : 80) : 20)))
    const first = 6 * DAY + DAY / 3
    const found = scores.findIndex((score) => score > 0.9)
    expect(found).toBeGreaterThanOrEqual(first)
    expect(found).toBeLessThan(first + 3)
    expect(scores.slice(found + 1, found + 150).every((score) => score < 0.5)).toBe(true)
  })

  it('reports a day on which the load does not come', () => {
    const scores = noveltyScores(days(12, (day, isHigh) => (isHigh && day !== 10 ? 80 : 20)))
    const missed = scores.slice(10 * DAY + DAY / 3, 11 * DAY)
    expect(Math.max(...missed)).toBeGreaterThan(0.6)
  })
})
