import { afterEach, describe, expect, it } from 'vitest'
import { githubReviewOptions } from '../../src/app/github-options.ts'
import { judge, type PublishNoticeOptions, publishNotice } from '../../src/app/publish-notice.ts'
import type { ToldFinding } from '../../src/core/review-notice.ts'
import { finding, never, reviewSite } from '../integrations/github/review-fixtures.ts'
import { type GitHubStandIn, READ_ONLY, TOKEN } from '../stand-ins/github-api.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function site() {
  const { github, notice, push, pull } = await reviewSite(open)
  const { sha: headSha } = pull.head
  const publish = (findings: readonly ToldFinding[], more: Partial<PublishNoticeOptions> = {}, token = TOKEN) => {
    const environment = { WATCHFLOOR_GITHUB_TOKEN: token, WATCHFLOOR_GITHUB_URL: github.url }
    const text = JSON.stringify(notice(findings, { headSha }))
    return publishNotice(text, { repository: 'acme/shop', headSha, environment, ...more }, never)
  }
  return { github, publish, push }
}

describe('a notice out of a file', () => {
  it('is told on the pull request, as the status of the commit, and to code scanning', async () => {
    const { github, publish } = await site()
    const findings = [finding('a', 10, { severity: 'critical' }), finding('b', 40)]
    const told = await publish(findings, { failOn: 'critical', sarif: '{}' })
    expect(told).toMatchObject({
      review: { kind: 'told', how: 'posted', open: { critical: 1, high: 1, medium: 0, low: 0 } },
      status: { kind: 'set', state: 'failure' },
      sarif: { kind: 'taken' },
    })
    expect(github.statuses).toMatchObject([{ state: 'failure', description: '1 critical, 1 high' }])
    expect(github.sarifs).toMatchObject([{ ref: 'refs/pull/7/head' }])
    expect(await publish(findings, { failOn: 'critical' })).toMatchObject({
      review: { how: 'known' },
      status: { state: 'failure' },
    })
    expect(github.reviews).toHaveLength(1)
  })

  it('sets no status where none is asked for, and fails none for what a person dismissed', async () => {
    const { github, publish } = await site()
    const findings = [finding('a', 10, { severity: 'critical' })]
    expect(await publish(findings)).not.toHaveProperty('status')
    Object.assign(github.comments[0] ?? {}, { isResolved: true, resolvedBy: 'maria' })
    expect(await publish(findings, { failOn: 'critical' })).toMatchObject({ status: { state: 'success' } })
  })

  it('does nothing more where it is not told: another head, no rights', async () => {
    const { github, publish, push } = await site()
    const all = { failOn: 'critical', sarif: '{}' } as const
    expect(await publish([finding('a', 10)], all, '')).toEqual({
      review: expect.objectContaining({ kind: 'withheld' }),
    })
    expect(await publish([finding('a', 10)], all, READ_ONLY)).toEqual({
      review: expect.objectContaining({ kind: 'withheld' }),
    })
    push()
    expect(await publish([finding('a', 10)], all)).toEqual({ review: expect.objectContaining({ kind: 'moved' }) })
    await expect(publish([], { headSha: 'f'.repeat(40) })).rejects.toMatchObject({ code: 'invalid-input' })
    expect([github.reviews, github.statuses, github.sarifs]).toEqual([[], [], []])
  })
})

describe('the status of a review', () => {
  const none = { critical: 0, high: 0, medium: 0, low: 0 }
  it.each([
    [none, 'critical', true, 'success', 'Nothing to say'],
    [{ ...none, high: 2 }, 'critical', true, 'success', '2 high'],
    [{ ...none, high: 2 }, 'medium', true, 'failure', '2 high'],
    [{ ...none, critical: 1, low: 3 }, 'critical', false, 'failure', '1 critical, 3 low'],
    [{ ...none, critical: 1 }, 'none', true, 'success', '1 critical'],
    [none, 'critical', false, 'error', 'Nothing to say; not every specialist came to its end'],
  ] as const)('of %j that fails on %s is as it should be', (found, failOn, isComplete, state, description) => {
    expect(judge(found, failOn, isComplete)).toEqual({ state, description })
  })
})

describe('how GitHub is spoken to for reviews', () => {
  it('needs no token, and a URL that is one', () => {
    expect(githubReviewOptions({})).toMatchObject({ token: undefined, url: undefined })
    expect(() => githubReviewOptions({ WATCHFLOOR_GITHUB_URL: 'file:///etc' })).toThrow('must be a URL')
  })
})
