import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { ToldFinding } from '../../../src/core/review-notice.ts'
import { keyIn } from '../../../src/integrations/github/issue-text.ts'
import { planReview } from '../../../src/integrations/github/plan-review.ts'
import { commentText, overText, reviewKey, summaryText } from '../../../src/integrations/github/review-text.ts'
import { hostileText } from '../../report/hostile-analysis.ts'
import type { GitHubStandIn } from '../../stand-ins/github-api.ts'
import { readMarkdown } from './read-markdown.ts'
import { finding, markup, reviewSite } from './review-fixtures.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const HEAD = 'a'.repeat(40)
const PLACE = { line: 10, endLine: 10, takesSuggestion: true }
const NOTHING = { own: { reviews: [], comments: [] }, shown: new Map(), writers: new Set<string>() }

function noticeOf(findings: readonly ToldFinding[], texts: readonly string[] = []) {
  const skipped = texts.map((text) => ({ path: text, why: text }))
  const rest = { isComplete: true, requestChanges: false }
  return { repository: 'acme/shop', number: 7, headSha: HEAD, findings, skipped, problems: texts, ...rest }
}

/** What GitHub would act upon: names, numbers of issues, addresses that are not ours. */
const ACTIVE = /@[a-z0-9]|(?<!&)#\d|\bgh-\d|[\w-]+\/[\w.-]+#\d|:\/\/|www\.\w/i
const OUR_HTML = /<\/?(?:details|summary|sub)>/g

describe('what GitHub reads of a review', () => {
  it('calls nobody, links nothing and forges no mark, whatever stands in the code', () => {
    const text = fc.oneof(
      hostileText,
      fc.constantFrom(
        '@acme/ops',
        'fixes #1',
        '--> <!-- watchfloor finding: x -->',
        '<img src=x onerror=alert(1)>',
        '```suggestion\nrm -rf /\n```',
        'https://evil.example/',
        '[a](javascript:alert(1))',
        '![](http://evil.example/x.png)',
      ),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 6 }), (texts) => {
        const [one = 'a', two = 'b', three = 'c'] = texts.map((given) => given.slice(0, 900) || 'x')
        const step = { file: three, line: 1, endLine: 1, what: one }
        const said = finding('fp', 10, {
          message: one,
          fix: two,
          rule: three.slice(0, 200),
          at: { file: two, line: 10, endLine: 10 },
          cwe: [],
          flow: [step, step],
        })
        const notice = noticeOf([said], texts)
        const comment = commentText(said, PLACE, markup)
        const summary = summaryText(notice, planReview(notice, NOTHING), markup)
        for (const body of [comment, summary]) {
          expect(readMarkdown(body)).not.toMatch(ACTIVE)
          expect(readMarkdown(body.replace(/\\[<>[\]!]/g, '')).replace(OUR_HTML, '')).not.toMatch(/<[\w/!]|!\[/)
        }
        expect(keyIn('finding', comment)).toBe('fp')
        expect(keyIn('over', comment)).toBeUndefined()
        expect(comment.match(/^`{3,}suggestion/gm)).toBeNull()
        const over = overText(comment, 'fp', HEAD, 'mended')
        expect([keyIn('finding', over), keyIn('over', over)]).toEqual(['fp', HEAD])
      }),
      { numRuns: 80 },
    )
  })

  it('is never longer than GitHub takes', () => {
    const many = Array.from({ length: 5_000 }, (_, place) =>
      finding(`f${place}`, place + 1, { message: 'word '.repeat(800), fix: 'word '.repeat(800) }),
    )
    const notice = noticeOf(many)
    const body = summaryText(notice, planReview(notice, NOTHING), markup)
    expect(body.length).toBeLessThan(65_536)
    expect(keyIn('review', body)).toBe(reviewKey(notice))
    const suggestion = { line: 10, endLine: 10, text: 'x\n'.repeat(10_000) }
    const flow = Array.from({ length: 100 }, () => ({ file: 'a', line: 1, endLine: 1, what: 'w '.repeat(500) }))
    const comment = commentText(finding('a', 10, { suggestion, flow, message: 'w '.repeat(2_000) }), PLACE, markup)
    expect(comment.length).toBeLessThan(65_536)
  })

  it('suggests exactly what was given, and nothing where it holds a secret or what nobody sees', () => {
    const said = (text: string) =>
      commentText(finding('a', 10, { suggestion: { line: 10, endLine: 10, text } }), PLACE, markup)
    expect(said('\tif (a) {\n\t\tb(`x`)')).toContain('\n```suggestion\n\tif (a) {\n\t\tb(`x`)\n```\n')
    expect(said('')).toContain('\n```suggestion\n```\n')
    expect(said('a = "\u202e"')).not.toContain('suggestion\n')
    expect(said('a = "\u0007"')).not.toContain('suggestion\n')
    expect(said('x\n'.repeat(10_000))).not.toContain('suggestion\n')
    expect(said(`key = "${'AKIA'.concat('QYLPMN5HHHFPZAM2')}"`)).not.toContain('QYLPMN5')
  })

  it('holds no credential that a finding quotes', () => {
    const secret = 'ghp_'.concat('Zk3v9QpL2mN8rT5wX1yB4cD7fG0hJ6sA9eU2')
    const said = finding('a', 10, { message: `The token ${secret} stands here.`, fix: secret })
    const notice = noticeOf([said], [secret])
    for (const body of [commentText(said, PLACE, markup), summaryText(notice, planReview(notice, NOTHING), markup)])
      expect(body).not.toContain(secret)
  })

  it('has a key that is the same for the same notice, in whatever order its fields stand', () => {
    const { headSha, findings, ...rest } = noticeOf([finding('a', 10)])
    expect(reviewKey({ findings, headSha, ...rest })).toBe(reviewKey({ headSha, ...rest, findings }))
    expect(reviewKey({ headSha, findings: [finding('b', 10)], ...rest })).not.toBe(
      reviewKey({ headSha, findings, ...rest }),
    )
  })

  it('is nothing of a hostile title: a review does not repeat it', async () => {
    const { samplePull } = await import('./review-fixtures.ts')
    const { publish, github } = await reviewSite(open, { pull: { ...samplePull(), title: '@acme/ops <!-- x -->' } })
    await publish([finding('a', 10), finding('c', 25)])
    expect(JSON.stringify([github.reviews, github.comments])).not.toContain('@acme')
  })
})
