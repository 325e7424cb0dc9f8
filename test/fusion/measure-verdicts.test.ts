import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JudgedVerdict, measureVerdicts } from '../../src/fusion/measure-verdicts.ts'

const judged = (confidence: number, verdict: 'right' | 'wrong', component?: string): JudgedVerdict => ({
  hypotheses: ['a', 'b', 'c', 'd'].map((name, place) => ({
    component: name,
    cause: 'x',
    confidence: place === 0 ? confidence : 0.01,
  })),
  verdict,
  component,
})

describe('a team’s own history', () => {
  it('says how often it was right, or near, and how well confidence holds', () => {
    const nine = Array.from({ length: 9 }, () => judged(0.9, 'right'))
    expect(measureVerdicts([...nine, judged(0.9, 'wrong', 'b')])).toMatchObject({
      count: 10,
      first: 0.9,
      firstThree: 1,
      calibrationError: expect.closeTo(0, 9),
    })
    expect(measureVerdicts([judged(0.9, 'wrong', 'd')])).toMatchObject({
      first: 0,
      firstThree: 0,
      calibrationError: expect.closeTo(0.9, 9),
    })
    expect(measureVerdicts([])).toBeUndefined()
  })

  it('has shares and an error between nothing and one, whatever was said', () => {
    const any = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('right' as const, 'wrong' as const)),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(any, (rows) => {
        const measured = measureVerdicts(rows.map(([confidence, verdict]) => judged(confidence, verdict)))
        for (const share of [measured?.first, measured?.firstThree, measured?.calibrationError]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
        expect(measured?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
      }),
    )
  })
})
