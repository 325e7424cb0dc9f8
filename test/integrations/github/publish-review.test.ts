import { afterEach, describe, expect, it } from 'vitest'
import { publishReview } from '../../../src/integrations/github/publish-review.ts'
import { type GitHubStandIn, githubApi, READ_ONLY, TOKEN } from '../../stand-ins/github-api.ts'
import { finding, markup, never, reviewSite, samplePull } from './review-fixtures.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
const site = (...given: Parameters<typeof reviewSite> extends [unknown, ...infer Rest] ? Rest : never) =>
  reviewSite(open, ...given)

describe('a review on GitHub', () => {
  it('is one request, its comments beside the lines that the diff shows, the rest in its summary', async () => {
    const { github, publish, pull, writes } = await site()
    const outcome = await publish([
      finding('a', 10, { suggestion: { line: 10, endLine: 11, text: 'query(?, name)\n```' } }),
      finding('b', 42, { at: { file: 'src/cart.ts', line: 38, endLine: 42 }, severity: 'critical' }),
      finding('c', 25),
      finding('d', 2, {
        at: { file: 'src/other.ts', line: 2, endLine: 2 },
        reviewer: 'tests',
        severity: 'low',
        cwe: [],
      }),
    ])
    expect(outcome).toMatchObject({ kind: 'told', how: 'posted', inline: 2, apart: 2, standing: 0 })
    expect(writes()).toEqual(['pulls/create-review'])
    expect(github.requests).toHaveLength(5)
    expect(github.comments).toMatchObject([
      { path: 'src/cart.ts', start: 10, line: 11 },
      { path: 'src/cart.ts', start: 38, line: 42 },
    ])
    expect(github.comments[0]?.body).toContain('````suggestion\nquery(?, name)\n```\n````')
    expect(github.comments[0]?.body).toMatch(/^<!-- watchfloor finding: a -->/)
    expect(github.comments[0]?.body).toContain('[CWE-89](https://cwe.mitre.org/data/definitions/89.html)')
    const [review] = github.reviews
    expect(review).toMatchObject({ commit: pull.head.sha, state: 'COMMENTED' })
    expect(review?.body).toMatch(/^<!-- watchfloor-review -->/)
    expect(review?.body).toContain('1 critical, 2 high, 1 low.')
    expect(review?.body).toContain('| security | 1 | 2 | 0 | 0 |')
    expect(review?.body).toContain('`src/cart.ts:25`')
    expect(review?.body).toContain('`src/other.ts:2`')
  })

  it('counts for the status of a commit nothing that a model alone says', async () => {
    const { publish } = await site()
    const outcome = await publish([
      finding('a', 10, { severity: 'low' }),
      finding('b', 40, { rule: 'model/no-owner-check', severity: 'medium' }),
    ])
    expect(outcome).toMatchObject({ inline: 2, open: { critical: 0, high: 0, medium: 0, low: 1 } })
  })

  it('that was told already changes nothing, whoever asks again, also after its answer was lost', async () => {
    const { github, publish, writes } = await site({}, (operation, number) =>
      operation === 'pulls/create-review' && number < 10 ? 'lose' : undefined,
    )
    await expect(publish([finding('a', 10)])).rejects.toMatchObject({ code: 'unavailable' })
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'known', standing: 1, inline: 0 })
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'known' })
    expect(writes()).toEqual(['pulls/create-review'])
    expect(github.reviews).toHaveLength(1)
    expect(github.comments).toHaveLength(1)
  })

  it('says after a push only what is new, in one review that speaks for all', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)])
    push()
    expect(await publish([finding('a', 10), finding('b', 40)])).toMatchObject({
      how: 'posted',
      inline: 1,
      standing: 1,
    })
    expect(github.comments.map(({ line }) => line)).toEqual([10, 40])
    expect(github.reviews[0]?.body).toContain('[A later review]')
    expect(github.reviews[1]?.body).toContain(
      `([comment](https://github.com/acme/shop/pull/7#discussion_r${github.comments[0]?.id}))`,
    )
  })

  it('with nothing new is told where it stood, and nobody gets another', async () => {
    const { github, publish, push, writes } = await site()
    await publish([finding('a', 10), finding('c', 25)])
    push()
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'updated', standing: 1 })
    expect(writes()).toEqual(['pulls/create-review', 'pulls/update-review'])
    expect(github.reviews[0]?.body).not.toContain('src/cart.ts:25')
    // And again the same, which is known.
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'known' })
    expect(writes()).toHaveLength(2)
  })

  it('is not written at all where there is nothing to say and nothing was said', async () => {
    const { publish, writes } = await site()
    expect(await publish([])).toMatchObject({ how: 'nothing' })
    expect(writes()).toEqual([])
  })

  it('closes what is mended, and says it anew where it comes back', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10), finding('b', 40)])
    push()
    expect(await publish([finding('b', 40)])).toMatchObject({ how: 'updated', mended: 1, standing: 1 })
    const [first, second] = github.comments
    expect(first).toMatchObject({ isResolved: true })
    expect(first?.body).toContain('**Mended as of')
    expect(second?.isResolved).toBeUndefined()
    expect(await publish([finding('b', 40)])).toMatchObject({ how: 'known', mended: 0 })
    push()
    expect(await publish([finding('a', 10), finding('b', 40)])).toMatchObject({ how: 'posted', inline: 1, standing: 1 })
    expect(github.comments).toHaveLength(3)
  })

  it('closes what is mended in words where the token may not use GraphQL', async () => {
    const { github, publish, push } = await site({ graphQl: false })
    await publish([finding('a', 10)])
    push()
    expect(await publish([])).toMatchObject({ how: 'updated', mended: 1 })
    expect(github.comments[0]?.body).toContain('**Mended as of')
    expect(github.comments[0]?.isResolved).toBeUndefined()
  })

  it('resolves what it was about to when it was ended, and leaves open what a person opened again', async () => {
    let asked = 0
    const { github, publish, push } = await site({}, (operation) =>
      // The first asks for the conversations, the second resolves one.
      operation === 'graphql' && ++asked === 2 ? 'refuse' : undefined,
    )
    await publish([finding('a', 10)])
    push()
    await expect(publish([])).rejects.toMatchObject({ code: 'unavailable' })
    const [comment] = github.comments
    if (!comment) throw new Error('It was posted.')
    expect(comment.body).toContain('Mended')
    expect(comment.isResolved).toBeUndefined()
    expect(await publish([])).toMatchObject({ how: 'known' })
    expect(comment.isResolved).toBe(true)
    comment.isResolved = false
    push()
    await publish([finding('b', 40)])
    expect(comment.isResolved).toBe(false)
  })

  it('is not published for a head that has moved, or a pull request that is closed', async () => {
    const { publish, pull, push, writes } = await site()
    const headSha = pull.head.sha
    push()
    expect(await publish([finding('a', 10)], { headSha })).toEqual({ kind: 'moved', head: pull.head.sha })
    pull.state = 'closed'
    expect(await publish([finding('a', 10)])).toEqual({ kind: 'closed' })
    expect(writes()).toEqual([])
  })

  it('is not published where somebody pushes at the last moment', async () => {
    const pull = samplePull()
    const { publish, push, github } = await site({ pull }, (operation) => {
      if (operation === 'pulls/create-review') push()
      return undefined
    })
    const headSha = pull.head.sha
    expect(await publish([finding('a', 10)], { headSha })).toEqual({ kind: 'moved', head: pull.head.sha })
    expect(github.reviews).toEqual([])
  })

  it('says after a force-push what is outdated anew where it is now, and closes the older', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)])
    for (const comment of github.comments) comment.isOutdated = true
    push()
    expect(await publish([finding('a', 40)])).toMatchObject({ how: 'posted', inline: 1, mended: 0 })
    expect(github.comments).toMatchObject([{ line: 10, isResolved: true }, { line: 40 }])
    expect(github.comments[0]?.body).toContain('Said anew')
    // Where the diff does not show it any more, what was said stands.
    for (const comment of github.comments) comment.isOutdated = true
    push()
    expect(await publish([finding('a', 25)])).toMatchObject({ how: 'updated', standing: 1 })
    expect(github.comments).toHaveLength(2)
  })

  it('holds up the merge where that is asked, and lets go once it is mended', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)], { requestChanges: true })
    expect(github.reviews[0]?.state).toBe('CHANGES_REQUESTED')
    push()
    await publish([])
    expect(github.reviews).toMatchObject([{ state: 'DISMISSED' }])
    const kept = await site({}, (operation) =>
      operation === 'pulls/dismiss-review' ? { status: 403, message: 'Only admins may dismiss' } : undefined,
    )
    await kept.publish([finding('a', 10)], { requestChanges: true })
    kept.push()
    expect(await kept.publish([])).toMatchObject({ how: 'updated', mended: 1, problems: [expect.any(String)] })
    expect(kept.github.comments).toMatchObject([{ isResolved: true }])
    const own = await site({ pull: { ...samplePull(), author: 'watchfloor' } })
    expect(await own.publish([finding('a', 10)], { requestChanges: true })).toMatchObject({ how: 'posted', inline: 1 })
    expect(own.github.reviews).toMatchObject([{ state: 'COMMENTED' }])
  })

  it('goes into the summary as a whole where GitHub does not take a line, and is still one review', async () => {
    let refusals = 2
    const { github, publish, writes } = await site({}, (operation) =>
      operation === 'pulls/create-review' && refusals-- > 0
        ? { status: 422, message: 'Pull request review thread line must be part of the diff' }
        : undefined,
    )
    const outcome = await publish([
      finding('a', 10, { at: { file: 'src/cart.ts', line: 9, endLine: 11 } }),
      finding('b', 40),
    ])
    expect(outcome).toMatchObject({ how: 'posted' })
    expect(writes()).toHaveLength(3)
    expect(github.reviews).toHaveLength(1)
    expect(github.comments).toHaveLength(0)
    expect(github.reviews[0]?.body).toContain('`src/cart.ts:9`')
    expect(github.reviews[0]?.body).toContain('`src/cart.ts:40`')
  })

  it('is refused for good where GitHub takes it in no form', async () => {
    const { publish } = await site({}, (operation) =>
      operation === 'pulls/create-review' ? { status: 422, message: 'Validation Failed' } : undefined,
    )
    await expect(publish([finding('a', 10)])).rejects.toMatchObject({ code: 'refused' })
  })

  it('waits for a secondary limit, and is posted once', async () => {
    let now = 0
    const { github, publish } = await site({}, (operation) =>
      operation === 'pulls/create-review' && now === 0
        ? { status: 403, headers: { 'retry-after': '20' }, message: 'You have exceeded a secondary rate limit' }
        : undefined,
    )
    const limited = {
      clock: () => now,
      wait: async (pause: number) => {
        now += pause
      },
    }
    await expect(publish([finding('a', 10)], {}, { ...limited })).rejects.toThrow('too many requests')
    expect(await publish([finding('a', 10)], {}, { ...limited, patience: 60_000 })).toMatchObject({ how: 'posted' })
    expect(github.reviews).toHaveLength(1)
  })

  it('is withheld without a token, for which nothing is asked, and with one that may not write', async () => {
    const { publish, github } = await site({ me: { login: 'github-actions[bot]', type: 'Bot' } })
    expect(await publish([finding('a', 10)], {}, { token: undefined })).toMatchObject({ kind: 'withheld' })
    expect(github.requests).toEqual([])
    expect(await publish([finding('a', 10)], {}, { token: READ_ONLY })).toMatchObject({
      kind: 'withheld',
      why: expect.stringContaining('Resource not accessible'),
    })
    expect(github.reviews).toEqual([])
  })

  it('of an app that may not ask who it is is known by its kind, and by its name where that is given', async () => {
    const me = { login: 'github-actions[bot]', type: 'Bot' as const }
    const { publish, push, github, writes } = await site({ me })
    await publish([finding('a', 10)])
    push()
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'updated' })
    expect(await publish([finding('a', 10)], {}, { author: me.login })).toMatchObject({ how: 'known' })
    expect(writes()).toHaveLength(2)
    expect(github.comments).toHaveLength(1)
  })

  it('is not silenced by others who write our marks', async () => {
    const { publish, github } = await site()
    const mallory = { login: 'mallory', type: 'User' as const }
    const body = '<!-- watchfloor-review -->\n<!-- watchfloor review: x -->'
    github.reviews.push({ id: 1, by: mallory, commit: '', body, state: 'COMMENTED' })
    github.comments.push({
      id: 2,
      by: mallory,
      review: 1,
      body: '<!-- watchfloor finding: a -->',
      path: 'src/cart.ts',
      line: 10,
    })
    expect(await publish([finding('a', 10)])).toMatchObject({ how: 'posted', inline: 1 })
    expect(github.reviews[0]?.body).toBe(body)
  })

  it('has thirty comments at most, the first of its findings', async () => {
    const { publish, github } = await site()
    const many = Array.from({ length: 45 }, (_, place) => finding(`f${place}`, 10))
    expect(await publish(many)).toMatchObject({ inline: 30, apart: 15 })
    expect(github.comments).toHaveLength(30)
  })

  it('that is none is not sent', async () => {
    const github = await githubApi()
    open.push(github)
    const options = { url: github.url, token: TOKEN, markup }
    await expect(publishReview({ number: 0 } as never, options, never)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(github.requests).toEqual([])
  })
})
