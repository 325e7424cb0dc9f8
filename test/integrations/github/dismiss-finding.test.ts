import { afterEach, describe, expect, it } from 'vitest'
import type { GitHubStandIn } from '../../stand-ins/github-api.ts'
import { finding, reviewSite } from './review-fixtures.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
const site = () => reviewSite(open)

describe('what was said on GitHub before', () => {
  it('does not count as mended where it was not looked at', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)])
    push()
    expect(await publish([], { skipped: [{ path: 'src/cart.ts', why: 'too large' }] })).toMatchObject({ mended: 0 })
    expect(await publish([], { isComplete: false })).toMatchObject({ mended: 0 })
    expect(github.comments[0]?.body).not.toContain('Mended')
    expect(github.reviews[0]?.body).toContain('this may not be all')
  })

  it.each([
    ['/watchfloor dismiss', 'maria', 1],
    ["Won't fix, the names are ours.", 'maria', 1],
    ['/watchfloor dismiss', 'paul', 0],
    ['/watchfloor dismiss', 'mallory', 0],
    ['> /watchfloor dismiss\n\nWhy?', 'maria', 0],
  ])('after the reply "%s" of %s has %i dismissed', async (body, login, dismissed) => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)])
    const [comment] = github.comments
    if (!comment) throw new Error('It was posted.')
    github.comments.push({ ...comment, id: 9, by: { login, type: 'User' }, body, answers: comment.id })
    push()
    comment.isOutdated = true
    expect(await publish([finding('a', 10)])).toMatchObject({ dismissed, inline: 1 - dismissed })
  })

  it('is dismissed by a member among a crowd who would have it dismissed', async () => {
    const { github, publish, push } = await site()
    await publish([finding('a', 10)])
    const [comment] = github.comments
    if (!comment) throw new Error('It was posted.')
    const said = (login: string, id: number) => {
      const by = { login, type: 'User' as const }
      github.comments.push({ ...comment, id, by, body: '/watchfloor dismiss', answers: comment.id })
    }
    for (let id = 100; id < 150; id++) said(`crowd-${id}`, id)
    said('maria', 200)
    push()
    expect(await publish([finding('a', 10)])).toMatchObject({ dismissed: 1 })
    expect(github.requests.filter((id) => id === 'repos/get-collaborator-permission-level')).toHaveLength(20)
  })

  it('is not said again where a person has resolved it; of those who may write it counts as dismissed', async () => {
    for (const [login, dismissed] of [
      ['maria', 1],
      ['jane', 0],
    ] as const) {
      const { github, publish, push } = await site()
      await publish([finding('a', 10)])
      Object.assign(github.comments[0] ?? {}, { isResolved: true, resolvedBy: login })
      push()
      expect(await publish([finding('a', 10)])).toMatchObject({ how: 'updated', dismissed, standing: 1 - dismissed })
      expect(github.comments).toHaveLength(1)
      // Gone from the code, it stays as the person left it.
      push()
      expect(await publish([])).toMatchObject({ mended: 0 })
    }
  })
})
