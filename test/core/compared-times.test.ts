import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparedTimes, timeSlices } from '../../src/core/compared-times.ts'

describe('the times that are compared', () => {
  it('are parted where the fault began, or in the middle where that is not known or outside', () => {
    expect(comparedTimes({ from: 0, to: 100, startedAt: 80 })).toEqual([
      { from: 0, to: 80 },
      { from: 80, to: 100 },
    ])
    for (const startedAt of [{}, { startedAt: 0 }, { startedAt: 100 }, { startedAt: 500 }])
      expect(comparedTimes({ from: 0, to: 100, ...startedAt })[0]).toEqual({ from: 0, to: 50 })
  })

  it('are sliced without a gap and without an overlap, and no slice reaches over the border', () => {
    const moment = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 10_000 }), moment, fc.integer({ min: 1, max: 9 }), (...given) => {
        const [from, length, startedAt, each] = given
        const asked = { from, to: from + length, startedAt }
        const slices = timeSlices(asked, each)
        const [before] = comparedTimes(asked)
        expect(slices[0]?.from).toBe(from)
        expect(slices.at(-1)?.to).toBe(asked.to)
        for (const [place, slice] of slices.entries()) {
          expect(slice.to).toBeGreaterThan(slice.from)
          expect(slices[place + 1]?.from ?? asked.to).toBe(slice.to)
          expect(slice.to <= before.to || slice.from >= before.to).toBe(true)
        }
      }),
    )
  })
})
