import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showCommand } from '../../../src/report/text/command-line.ts'
import { formatMinutes, formatNumber, percent } from '../../../src/report/text/report-words.ts'
import { formatUtc, formatWindow, parseTime } from '../../../src/report/text/utc-time.ts'
import { cutText, visibleText } from '../../../src/report/text/visible-text.ts'

describe('visibleText', () => {
  it.each([
    ['\u001b[31m', '␛[31m'],
    ['a\r\nb', 'a⏎b'],
    ['a\tb', 'a b'],
    ['\u009b', '\\u009b'],
    ['\u007f', '␡'],
    ['\u202etxt', '\\u202etxt'],
    ['a\u200bb', 'a\\u200bb'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['é 漢 🔥', 'é 漢 🔥'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it('shown twice it is the same, and never longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, limit) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text))
        expect([...visibleText(text, limit + 1)].length).toBeLessThanOrEqual(limit + 1)
      }),
    )
  })

  it('cuts between characters, not within', () => {
    expect(cutText('🔥🔥🔥', 2)).toBe('🔥…')
  })
})

describe('times', () => {
  it.each([
    ['2026-03-14T14:05:02Z', '2026-03-14 14:05:02 UTC'],
    ['2026-03-14T15:05:02+01:00', '2026-03-14 14:05:02 UTC'],
    ['2026-03-14T14:05:02', '2026-03-14 14:05:02 UTC'],
    ['yesterday', 'yesterday'],
    ['2026-13-99T14:05:02Z', '2026-13-99T14:05:02Z'],
  ])('%s is shown as %s', (iso, shown) => {
    expect(formatUtc(iso)).toBe(shown)
  })

  it('a window within a day names the day once', () => {
    expect(formatWindow({ from: '2026-03-14T14:05:00Z', to: '2026-03-14T14:30:00Z' })).toBe(
      '2026-03-14 14:05:00 to 14:30:00 UTC',
    )
  })

  it('a window whose beginning nobody knows names its end', () => {
    expect(formatWindow({ from: '1970-01-01T00:00:00Z', to: '2026-03-14T14:30:00Z' })).toBe(
      'until 2026-03-14 14:30:00 UTC',
    )
  })

  it('what is no time has none', () => {
    fc.assert(fc.property(fc.string(), (text) => parseTime(text) === undefined || /^\d{4}-/.test(text)))
  })
})

describe('numbers', () => {
  it.each([
    [0.914, '91%'],
    [0.999, 'over 99%'],
    [1, '100%'],
    [0.001, 'under 1%'],
    [0, '0%'],
  ])('a share of %d is %s', (share, words) => expect(percent(share)).toBe(words))

  it.each([
    [5259.38, '5,259'],
    [0.51234, '0.5123'],
    [1e20, '1.00e+20'],
    [-12, '-12'],
  ])('%d is %s', (value, words) => expect(formatNumber(value)).toBe(words))

  it.each([
    [0.5, '30 s'],
    [25, '25 min'],
    [150, '2.5 h'],
    [4320, '3 days'],
  ])('%d minutes are %s', (minutes, words) => expect(formatMinutes(minutes)).toBe(words))
})

describe('showCommand', () => {
  it('withholds what cannot be seen or is too long', () => {
    expect(showCommand(['ls', 'a b'])).toEqual({ copyable: true, words: ['ls', "'a b'"] })
    expect(showCommand(['ls', 'a\nb']).copyable).toBe(false)
    expect(showCommand(['ls', 'a\u202eb']).copyable).toBe(false)
    expect(showCommand(['ls', '\0']).copyable).toBe(false)
    expect(showCommand(['ls', 'x'.repeat(3000)]).copyable).toBe(false)
  })
})
