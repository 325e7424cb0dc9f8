import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { graphQlPath } from '../../../src/integrations/github/github-api.ts'
import { setStatus } from '../../../src/integrations/github/set-status.ts'
import { uploadSarif } from '../../../src/integrations/github/upload-sarif.ts'
import { type GitHubStandIn, githubApi, type Misbehaviour, READ_ONLY, TOKEN } from '../../stand-ins/github-api.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const never = new AbortController().signal
const SHA = 'a'.repeat(40)
const AT = { repository: 'acme/shop', sha: SHA }

async function site(misbehave?: (operation: string) => Misbehaviour | undefined) {
  const github = await githubApi({}, misbehave)
  open.push(github)
  return { github, options: { url: github.url, token: TOKEN } }
}

describe('the status of a commit', () => {
  it('is said under one name, on one line that GitHub takes, without secrets', async () => {
    const { github, options } = await site()
    const secret = 'ghp_'.concat('Zk3v9QpL2mN8rT5wX1yB4cD7fG0hJ6sA9eU2')
    await setStatus({ ...AT, state: 'pending', description: 'under way' }, options, never)
    await setStatus(
      { ...AT, state: 'failure', description: `2 critical\n${secret} ${'😀'.repeat(200)}` },
      options,
      never,
    )
    expect(github.statuses).toMatchObject([
      { sha: SHA, context: 'watchfloor/review', state: 'pending', description: 'under way' },
      { context: 'watchfloor/review', state: 'failure' },
    ])
    const [, { description = '' } = {}] = github.statuses
    expect([...description].length).toBeLessThanOrEqual(140)
    expect(description).toMatch(/^2 critical /)
    expect(description).not.toContain(secret)
  })

  it('is withheld without a token, for which nothing is asked, and with one that may not write', async () => {
    const { github, options } = await site()
    const say = (token?: string) =>
      setStatus({ ...AT, state: 'success', description: '' }, { ...options, token }, never)
    expect(await say()).toMatchObject({ kind: 'withheld' })
    expect(github.requests).toEqual([])
    expect(await say(READ_ONLY)).toMatchObject({ kind: 'withheld' })
    expect(github.statuses).toEqual([])
  })

  it('is not said where GitHub does not answer', async () => {
    const { options } = await site(() => 'refuse')
    await expect(setStatus({ ...AT, state: 'success', description: '' }, options, never)).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
})

describe('GraphQL', () => {
  it.each([
    [undefined, 'https://api.github.com', '/graphql'],
    ['https://git.example.org/api/v3', 'https://git.example.org/api/v3', '/api/graphql'],
    ['https://git.example.org/api/v3/', 'https://git.example.org/api/v3', '/api/graphql'],
  ])('of %s lies where GitHub has it', (url, base, path) => {
    expect(new URL(`${base}${graphQlPath(url)}`).pathname).toBe(path)
  })
})

describe('SARIF for code scanning', () => {
  const sarif = JSON.stringify({ version: '2.1.0', runs: [] })

  it('arrives as it was, packed, for a commit and a ref', async () => {
    const { github, options } = await site()
    const outcome = await uploadSarif({ ...AT, ref: 'refs/pull/7/head', sarif }, options, never)
    expect(outcome).toEqual({ kind: 'taken', id: 'sarif-1' })
    const [upload] = github.sarifs
    expect(upload).toMatchObject({ commit_sha: SHA, ref: 'refs/pull/7/head' })
    expect(gunzipSync(Buffer.from(upload?.sarif ?? '', 'base64')).toString()).toBe(sarif)
  })

  it('is withheld where there is no code scanning, and without a token', async () => {
    const refused = { status: 403, message: 'Advanced Security must be enabled for this repository' }
    const { options } = await site((operation) => (operation === 'code-scanning/upload-sarif' ? refused : undefined))
    const upload = (token?: string) =>
      uploadSarif({ ...AT, ref: 'refs/heads/main', sarif }, { ...options, token }, never)
    expect(await upload(TOKEN)).toMatchObject({ kind: 'withheld', why: expect.stringContaining('Advanced Security') })
    expect(await upload()).toMatchObject({ kind: 'withheld' })
  })

  it('that is too large, or for a ref that is none, is not sent', async () => {
    const { github, options } = await site()
    const upload = (ref: string, text: string) => uploadSarif({ ...AT, ref, sarif: text }, options, never)
    await expect(upload('main', sarif)).rejects.toMatchObject({ code: 'refused' })
    const noise = Array.from(
      { length: 300_000 },
      (_, place) => Math.imul(place, 2_654_435_761).toString(36) + place * Math.PI,
    )
    await expect(upload('refs/heads/main', noise.join(Math.E.toString()).repeat(4))).rejects.toMatchObject({
      code: 'refused',
    })
    expect(github.requests).toEqual([])
  })
})
