import { afterEach, describe, expect, it } from 'vitest'
import type { GitHubStandIn, Misbehaviour } from '../../stand-ins/github-api.ts'
import { finding, reviewSite } from './review-fixtures.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A second review of a pull request with all that it may have to do; the request of that number goes wrong. Gives what stands there in the end. */
async function secondReview(fails: number, how: Misbehaviour) {
  let asked = Number.NEGATIVE_INFINITY
  const { github, publish, push } = await reviewSite(open, {}, () => (++asked === fails ? how : undefined))
  await publish([finding('a', 10), finding('b', 40), finding('c', 25)], { requestChanges: true })
  for (const comment of github.comments) comment.isOutdated = comment.line === 10
  push()
  asked = 0
  let attempts = 1
  const review = () => publish([finding('a', 12), finding('d', 41), finding('c', 25)])
  for (; attempts < 5; attempts++)
    try {
      await review()
      break
    } catch {
      // As a durable step does: once more.
    }
  const requests = asked
  asked = Number.NEGATIVE_INFINITY
  const { reviews, comments } = github
  const stands = {
    reviews: reviews.map(({ body, state }) => [body.replace(/r\d{10}|-\d{10}/g, ''), state]),
    comments: comments.map(({ body, path, line, isResolved }) => ({ body, path, line, isResolved })),
  }
  return { stands, requests, attempts }
}

describe('a review that is interrupted', () => {
  it('stands in the end as if it had not been, whichever request was lost or refused', async () => {
    const whole = await secondReview(Number.POSITIVE_INFINITY, 'refuse')
    expect(whole.attempts).toBe(1)
    expect(whole.requests).toBeGreaterThan(10)
    expect(whole.stands.comments.map(({ line, isResolved = false }) => [line, isResolved])).toEqual([
      [10, true],
      [40, true],
      [12, false],
      [41, false],
    ])
    const states = whole.stands.reviews.map(([, state]) => state)
    expect(states).toEqual(['DISMISSED', 'COMMENTED'])
    for (let at = 1; at <= whole.requests; at++)
      for (const how of ['refuse', 'lose'] as const) {
        const { stands } = await secondReview(at, how)
        expect(stands, `request ${at}, ${how}`).toEqual(whole.stands)
      }
  }, 120_000)
})
