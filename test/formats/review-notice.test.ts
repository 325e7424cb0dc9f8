import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WatchfloorFault } from '../../src/core/fault.ts'
import { readReviewNotice } from '../../src/formats/review-notice.ts'

const EXPECTED = { repository: 'acme/shop', headSha: 'a'.repeat(40) }
const FINDING = {
  fingerprint: 'f1',
  rule: 'secrets/token',
  reviewer: 'security',
  severity: 'high',
  cwe: [798],
  at: { file: 'a.ts', line: 1, endLine: 1 },
  message: 'm',
  fix: 'f',
}
const NOTICE = {
  ...EXPECTED,
  number: 7,
  findings: [FINDING],
  skipped: [],
  problems: [],
  isComplete: true,
  requestChanges: false,
}

describe('a notice out of a file', () => {
  it('is what was written, without what does not belong into it', () => {
    const more = { ...NOTICE, __proto__x: 1, findings: [{ ...FINDING, html: '<b>' }] }
    expect(readReviewNotice(JSON.stringify(more), EXPECTED)).toEqual(NOTICE)
    expect(readReviewNotice(JSON.stringify(NOTICE), { ...EXPECTED, repository: 'Acme/Shop' })).toEqual(NOTICE)
  })

  it.each([
    ['another repository', { repository: 'acme/other' }, 'it is not about acme/shop'],
    ['another commit', { headSha: 'b'.repeat(40) }, 'it is not about aaaaaaaaaaaa'],
    ['no number', { number: '7; rm -rf /' }, 'number'],
    ['a severity that there is not', { findings: [{ ...FINDING, severity: 'P1' }] }, 'findings.0.severity'],
    ['a fingerprint that would end a mark', { findings: [{ ...FINDING, fingerprint: '--> x' }] }, 'fingerprint'],
    ['a line before the first', { findings: [{ ...FINDING, at: { file: 'a', line: 0, endLine: 1 } }] }, 'at.line'],
  ])('is refused where it names %s', (_, change, why) => {
    expect(() => readReviewNotice(JSON.stringify({ ...NOTICE, ...change }), EXPECTED)).toThrow(why)
  })

  it('is cut where it is too long, and not refused', () => {
    const message = 'x'.repeat(1_000_000)
    const { findings } = readReviewNotice(JSON.stringify({ ...NOTICE, findings: [{ ...FINDING, message }] }), EXPECTED)
    expect(findings[0]?.message).toHaveLength(4_000)
  })

  it('is refused with a fault, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readReviewNotice(text, EXPECTED)).toThrow(WatchfloorFault)
      }),
    )
  })
})
