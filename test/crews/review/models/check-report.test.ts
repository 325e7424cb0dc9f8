import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReviewedFile } from '../../../../src/core/review.ts'
import { checkReport } from '../../../../src/crews/review/models/check-report.ts'
import { codeView } from '../../../../src/crews/review/models/code-view.ts'
import type { SaidFinding } from '../../../../src/crews/review/models/reviewer-report.ts'
import { createMasker } from '../../../../src/safety/masker.ts'
import { SECRET } from './review-site.ts'

const said: SaidFinding = {
  ...{ rule: 'a-rule', severity: 'critical', file: 'a.js', line: 1, quote: 'const answer = 42' },
  ...{ message: 'm', fix: 'f', cwe: [], confidence: 1 },
}

function check(text: string, findings: SaidFinding[], changed: ReviewedFile['changed'] = 'all') {
  const masker = createMasker()
  return checkReport(
    { summary: 's', judgements: [], findings },
    {
      ...{ agent: 'a', reviewer: 'security', judged: [], view: codeView(masker), masker },
      files: [{ path: 'a.js', status: 'modified', text, changed }],
    },
  )
}

describe('a finding of a model', () => {
  it('holds where its lines stand, as they are or as they were shown', () => {
    const text = `const answer = 42\nconst key = '${SECRET}'\nif (a) {\n  b()\n}\n`
    const masker = createMasker()
    const [shown = ''] = codeView(masker).shown('a.js', text, { line: 2, endLine: 2 })
    const held = [
      said,
      { ...said, line: 2, quote: shown },
      { ...said, line: 3, quote: 'if (a) {\n  b()\n}' },
      { ...said, line: 5, quote: '}' },
    ]
    expect(check(text, held).findings.map(({ at }) => at.endLine)).toEqual([1, 2, 5, 5])
    const struck = [
      { ...said, quote: 'co' },
      { ...said, quote: '   ' },
      { ...said, quote: 'const answer = 42\nnot there' },
      { ...said, line: 3, quote: 'const answer = 42' },
    ]
    expect(check(text, struck)).toMatchObject({ findings: [], struck: 4 })
    expect(check(text, [said], [{ line: 2, endLine: 5 }])).toMatchObject({ findings: [], struck: 1 })
  })

  it('is never more than medium, and never surer than 0.6, and holds no credential', () => {
    const { findings } = check('const answer = 42', [{ ...said, message: `The key ${SECRET} is known.` }])
    expect(findings).toMatchObject([{ severity: 'medium', confidence: 0.6, rule: 'model/a-rule' }])
    expect(JSON.stringify(findings)).not.toContain(SECRET)
  })

  it('stands literally at its place, whatever is said, and nothing makes checking throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 9 }), (text, quote, line) => {
        const lines = text.split(/\r?\n/)
        for (const { at } of check(text, [{ ...said, quote, line }]).findings)
          expect(lines[at.line - 1]).toContain(quote.trim().split(/\r?\n/)[0]?.trim().replace(/…$/, ''))
      }),
    )
  })

  it('is checked in a large file without delay', () => {
    const text = `${'x = 1\n'.repeat(500_000)}const answer = 42\n`
    const begun = performance.now()
    expect(check(text, Array(8).fill({ ...said, line: 500_001 })).findings).toHaveLength(8)
    expect(performance.now() - begun).toBeLessThan(15_000)
  }, 30_000)
})
