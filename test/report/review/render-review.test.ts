import { describe, expect, it } from 'vitest'
import type { CodeReview } from '../../../src/core/review.ts'
import { renderJson, renderReview, renderReviewMarkdown } from '../../../src/report/index.ts'
import { reviewFinding } from '../../crews/review/finding-fixtures.ts'
import { hostileReview, reviewOf } from './review-fixture.ts'

const terminal = (review: CodeReview, width = 80) => renderReview(review, { width, color: false })
const flat = (text: string) => text.replace(/\s+/g, ' ')
const step = { file: 'a.ts', endLine: 3, what: 'comes in' }

describe.each([
  ['the terminal', terminal],
  ['Markdown', renderReviewMarkdown],
])('a review in %s', (_, render) => {
  it('praises only what every reviewer came to the end of', () => {
    expect(render(reviewOf({ verdict: 'clean' }))).toContain('Nothing to say against it')
    const broken = flat(
      render(
        reviewOf({ reviewers: [{ reviewer: 'security', status: 'failed', summary: 'broke down', found: 0, kept: 0 }] }),
      ),
    )
    expect(broken).not.toContain('Nothing to say against it')
    expect(broken).toContain('The review is not complete: security did not come to its end.')
    expect(broken).toContain('broke down')
  })

  it('tells nothing to review from nothing that could be reviewed', () => {
    expect(render(reviewOf({ verdict: 'clean', files: 0 }))).toContain('There is nothing to review.')
    const skipped = [{ path: 'a.bin', why: 'binary' }]
    expect(render(reviewOf({ verdict: 'clean', files: 0, skipped }))).toContain('Nothing of it could be reviewed.')
  })

  it('says how many files were not read beside those that were', () => {
    const skipped = [{ path: 'a.bin', why: 'binary' }]
    expect(render(reviewOf({ skipped }))).toContain('; 1 not read')
  })

  it('tells a way where it says more than the line does, and only there', () => {
    const here = reviewFinding('a/b', 'a.ts', 3, {
      flow: [
        { ...step, line: 3 },
        { ...step, line: 3 },
      ],
    })
    const far = reviewFinding('a/b', 'a.ts', 3, {
      flow: [
        { ...step, line: 1 },
        { ...step, line: 3 },
      ],
    })
    expect(render(reviewOf({ findings: [here] }))).not.toContain('comes in')
    expect(render(reviewOf({ findings: [far] }))).toContain('comes in')
  })

  it('counts what it does not show', () => {
    const findings = Array.from({ length: 5 }, (_, line) =>
      reviewFinding('a/b', 'a.ts', line + 1, { severity: 'medium' }),
    )
    const shown = flat(render(reviewOf({ findings, comments: 2 })))
    expect(shown).toContain('And 3 more findings (3 medium)')
  })

  it('says what was found and left out, and why', () => {
    const suppressed = [{ rule: 'a/b', file: 'a.ts', line: 1, reason: 'fine' }]
    const shown = flat(render(reviewOf({ leftOut: { known: 1, untouched: 2, baseline: 3, suppressed } })))
    expect(shown).toContain(
      '1 that was there before, 2 on lines that the change does not touch, 3 in the baseline, 1 silenced by a comment',
    )
  })

  it('gives a score only to what was looked at', () => {
    expect(render(reviewOf()).toLowerCase()).toContain('security 100 of 100')
    expect(render(reviewOf()).toLowerCase()).not.toContain('performance 100 of 100')
    expect(render(reviewOf({ files: 0 }))).not.toContain('of 100')
  })

  it('lets nothing of the code act on the reader', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(render(hostileReview())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2028]/)
  })
})

describe('in the terminal', () => {
  it('keeps within the width, but for the name of a file', () => {
    const long = reviewFinding('a/b', 'a.ts', 3, { message: 'word '.repeat(100), quote: 'x'.repeat(500) })
    for (const line of terminal(reviewOf({ findings: [long] }), 60).split('\n'))
      expect(line.length).toBeLessThanOrEqual(60)
  })
})

describe('in Markdown', () => {
  const lines = renderReviewMarkdown(hostileReview()).split('\n')

  it('makes no heading, image, link or mention of what the code says', () => {
    expect(lines.filter((line) => line.startsWith('#')).map((line) => line.split(' ')[0])).toEqual(['#', '##', '##'])
    for (const line of lines) {
      // An escaped character stands for itself, and an escaped backtick begins no code.
      const outside = line.replace(/\\.|(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
      expect(outside).not.toMatch(/<img|\]\(|@everyone/)
    }
  })

  it('keeps every row of its table to two cells', () => {
    const rows = lines.filter((line) => line.startsWith('|'))
    for (const row of rows) expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(4)
  })
})

it('is the same again when its JSON is read', () => {
  expect(JSON.parse(renderJson(hostileReview()))).toEqual(hostileReview())
})
