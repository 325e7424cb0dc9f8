import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTimestamp, parseTimeField } from '../../src/formats/timestamp.ts'

const AT = Date.UTC(2024, 2, 9, 7, 5, 3)

describe('timestamps', () => {
  it.each([
    ['2024-03-09T07:05:03Z', AT, 'given'],
    ['2024-03-09T09:05:03+02:00', AT, 'given'],
    ['2024-03-09 09:05:03.250 +0200 INFO up', AT + 250, 'given'],
    ['2024-03-09 07:05:03,250 WARN slow', AT + 250, 'assumed'],
    ['2024/03/09 07:05:03 [error] 12#12', AT, 'assumed'],
    ['10.0.0.1 - - [09/Mar/2024:07:05:03 +0000] "GET / HTTP/1.1" 200', AT, 'given'],
    ['Mar  9 07:05:03 host sshd[1]: hello', AT, 'assumed'],
    ['E0309 07:05:03.000000       1 main.go:1] gone', AT, 'assumed'],
  ] as const)('finds the time in %s', (text, at, zone) => {
    expect(findTimestamp(text, AT)).toMatchObject({ at, zone })
  })

  it.each([[AT / 1000], [AT], [AT * 1000], [AT * 1e6], [String(AT / 1000)]])(
    'reads %s as a time since the epoch',
    (value) => {
      expect(parseTimeField(value)?.at).toBeCloseTo(AT, -1)
    },
  )

  it('finds none in text without one, and in impossible dates', () => {
    expect(findTimestamp('all is well')).toBeUndefined()
    expect(findTimestamp('2024-13-40 07:05:03')).toBeUndefined()
    expect(parseTimeField(Number.NaN)).toBeUndefined()
    expect(parseTimeField(null)).toBeUndefined()
  })

  it('reads back every instant that it is given as ISO 8601', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        expect(parseTimeField(new Date(at).toISOString())?.at).toBe(at)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => void [parseTimeField(value), findTimestamp(text, AT)]),
    )
  })
})
