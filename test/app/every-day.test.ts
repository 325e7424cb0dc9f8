import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { everyDay, lastTimeOfDay, timeOfDay } from '../../src/app/every-day.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SEVEN = timeOfDay('07:00')

describe('a time of day', () => {
  it('went by last within the last 24 hours, at that time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.integer({ min: 0, max: DAY - 1 }), (now, ofDay) => {
        const last = lastTimeOfDay(now, ofDay)
        expect(last <= now && last > now - DAY).toBe(true)
        expect(((last % DAY) + DAY) % DAY).toBe(ofDay)
      }),
    )
    expect(() => timeOfDay('7')).toThrow('no time of day')
    expect(() => timeOfDay('24:00')).toThrow('no time of day')
  })
})

describe('what is done every day', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 100 * DAY + 6 * HOUR }))
  afterEach(() => void vi.useRealTimers())
  const due = (day: number) => day * DAY + SEVEN

  it('is done once a day, at its time, again where it failed, and made up for where it was missed by a few hours', async () => {
    const done: number[] = []
    let fails = 0
    const faults: unknown[] = []
    const work = async (at: number) => {
      if (fails-- > 0) throw new Error('not now')
      done.push(at)
    }
    const days = everyDay(SEVEN, work, (thrown) => faults.push(thrown))
    await vi.advanceTimersByTimeAsync(30 * 60_000)
    // Yesterday's was missed by a day: that is past.
    expect(done).toEqual([])
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(done).toEqual([due(100)])
    fails = 2
    await vi.advanceTimersByTimeAsync(DAY)
    expect(done).toEqual([due(100), due(101)])
    expect(faults).toHaveLength(2)
    await days.stop()
    await vi.advanceTimersByTimeAsync(DAY)
    expect(done).toHaveLength(2)
    // Started three hours late.
    vi.setSystemTime(due(105) + 3 * HOUR)
    const late = everyDay(SEVEN, work, () => undefined)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done.at(-1)).toBe(due(105))
    await late.stop()
  })
})
