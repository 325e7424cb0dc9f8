import { afterEach, describe, expect, it } from 'vitest'
import { parseChanges } from '../../../src/formats/changes.ts'
import { githubSource } from '../../../src/integrations/github/github-source.ts'
import { type GitHubStandIn, githubApi, TOKEN } from '../../stand-ins/github-api.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  // Ends with the name of the test where something was not as GitHub describes it.
  for (const one of open.splice(0)) await one.close()
})

const FROM = Date.parse('2026-11-21T10:00:00Z')
const QUESTION = { from: FROM, to: FROM + 3_600_000, services: [] }
const never = new AbortController().signal
const shaOf = (number: number) => number.toString(16).padStart(40, '0')
const at = (minutes: number) => new Date(FROM + minutes * 60_000).toISOString()

async function asked(...given: Parameters<typeof githubApi>) {
  const github = await githubApi(...given)
  open.push(github)
  const source = githubSource({ url: github.url, token: TOKEN, repositories: ['acme/shop'] })
  return { github, collected: () => source.collect(QUESTION, never) }
}

function changesOf({ files }: { files: [string, string][] }) {
  const [[path, text] = ['', '[]']] = files
  return { path, text, changes: parseChanges(text, path) }
}

describe('changes on GitHub', () => {
  it('are commits, merged pull requests, releases and deployments of that time, as a bundle has them', async () => {
    const { github, collected } = await asked({
      commits: [
        { sha: shaOf(1), at: at(20), message: 'Cart keeps less\n\nLong story', files: ['services/cart/keep.ts'] },
        { sha: shaOf(2), at: at(-20), message: 'Before' },
      ],
      pulls: [
        { number: 7, title: 'Keep less', merged: at(19), updated: at(30), sha: shaOf(1) },
        { number: 6, title: 'Merged long ago, spoken of now', merged: at(-500), updated: at(40) },
        { number: 5, title: 'Never merged', updated: at(10) },
      ],
      releases: [
        { tag: 'v2.0.0', published: at(25) },
        { tag: 'v3.0.0', published: null },
        { tag: 'v1.9.0', published: at(-900) },
      ],
      deployments: [
        { id: 12, sha: shaOf(1), ref: 'v2.0.0', environment: 'production', at: at(30) },
        { id: 11, sha: shaOf(2), ref: 'main', environment: 'staging', at: at(29) },
        { id: 10, sha: shaOf(2), ref: 'refs/tags/v1.9.0', environment: 'production', at: at(-900) },
      ],
    })
    const found = await collected()
    const { path, text, changes } = changesOf(found)
    expect(path).toBe('changes/github.json')
    expect(changes).toMatchObject([
      { kind: 'deploy', service: 'shop', version: 'v2.0.0', previousVersion: 'v1.9.0', commit: shaOf(1) },
      { kind: 'deploy', service: 'shop', version: shaOf(2).slice(0, 12), summary: 'Deployment to staging' },
      { kind: 'release', version: 'v2.0.0', previousVersion: 'v1.9.0' },
      { kind: 'commit', service: 'cart', summary: 'Cart keeps less', files: ['services/cart/keep.ts'], author: 'jane' },
      { kind: 'pull-request', id: 'pull-request-7', commit: shaOf(1), at: FROM + 19 * 60_000 },
    ])
    for (const { citation } of changes) expect(text.split('\n')[(citation.line ?? 0) - 1]).toContain(citation.quote)
    expect(found.problems).toEqual([])
    expect(github.requests).toContain('repos/get-commit')
  })

  it('are read over several pages, with the files of the newest thirty commits', async () => {
    const commits = Array.from({ length: 150 }, (_, number) => ({
      sha: shaOf(number + 1),
      at: at(50 - number / 4),
      message: `Commit ${number}`,
      files: ['a.ts'],
    }))
    const { github, collected } = await asked({ commits })
    const { changes } = changesOf(await collected())
    expect(changes).toHaveLength(150)
    expect(changes.filter(({ files }) => files !== undefined).map(({ summary }) => summary)).toEqual(
      commits.slice(0, 30).map(({ message }) => message),
    )
    expect(github.requests.filter((id) => id === 'repos/list-commits')).toHaveLength(2)
  })

  it('are had without what GitHub refuses, which is said', async () => {
    const { collected } = await asked({ releases: [{ tag: 'v1', published: at(1) }] }, (operation) =>
      operation === 'repos/list-deployments' ? { status: 403, message: 'Resource not accessible by token' } : undefined,
    )
    const found = await collected()
    expect(changesOf(found).changes).toHaveLength(1)
    expect(found.problems).toEqual(['acme/shop: deployments: GitHub: 403 Resource not accessible by token'])
  })

  it('are not asked for again before the time that GitHub says', async () => {
    const reset = Math.floor(Date.now() / 1_000) + 600
    const { github, collected } = await asked(
      { commits: [{ sha: shaOf(1), at: at(1), message: 'One' }] },
      (operation) =>
        operation === 'pulls/list'
          ? {
              status: 403,
              headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
              message: 'API rate limit exceeded',
            }
          : undefined,
    )
    const found = await collected()
    expect(changesOf(found).changes).toHaveLength(1)
    expect(found.problems[0]).toContain(`it answers again at ${new Date(reset * 1_000).toISOString()}`)
    expect(github.requests).toEqual(['repos/list-commits', 'pulls/list'])
    await expect(collected()).rejects.toMatchObject({ code: 'unavailable' })
    expect(github.requests).toHaveLength(2)
  })

  it('are no answer at all with a token that is not valid, or a name that is none', async () => {
    const github = await githubApi()
    open.push(github)
    const source = githubSource({ url: github.url, token: 'guessed', repositories: ['acme/shop'] })
    await expect(source.collect(QUESTION, never)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('the token is not valid'),
    })
    for (const name of ['shop', 'acme/shop/x', 'acme/..', '../acme', 'acme/shop?x', '-a/b'])
      expect(() => githubSource({ token: TOKEN, repositories: [name] })).toThrow('no name of a repository')
  })
})
