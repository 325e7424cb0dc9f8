import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOrInstall } from '../needs/find-or-install.ts'
import { type GitHubStandIn, githubApi, TOKEN } from '../stand-ins/github-api.ts'
import { kubernetesLists, type Looked } from '../stand-ins/kubernetes-lists.ts'
import { writeKubeconfig } from '../stand-ins/write-kubeconfig.ts'
import { workplace } from './run-watchfloor.ts'

const program = findOrInstall({ program: 'kubectl', package: 'kubernetes-client' })
const { folder, watchfloor } = workplace()
const sha = 'c0ffee'.padEnd(40, '0')

describe.skipIf(program === undefined)('watchfloor collect', () => {
  let github: GitHubStandIn
  let cluster: Looked
  beforeAll(async () => {
    const at = new Date(Date.now() - 600_000).toISOString()
    github = await githubApi({ commits: [{ sha, at, message: 'Mail jane@example.org about it', files: ['a.ts'] }] })
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart-1', namespace: 'shop' } }
    cluster = await kubernetesLists({ objects: [{ ...pod, spec: { containers: [{ name: 'app' }] } } as typeof pod] })
    Object.assign(process.env, {
      KUBECONFIG: writeKubeconfig(folder, cluster.url),
      WATCHFLOOR_GITHUB_URL: github.url,
      WATCHFLOOR_GITHUB_TOKEN: TOKEN,
    })
  })
  afterAll(async () => {
    for (const name of ['KUBECONFIG', 'WATCHFLOOR_GITHUB_URL', 'WATCHFLOOR_GITHUB_TOKEN']) delete process.env[name]
    await cluster.close()
    await github.close()
  })

  it('writes a bundle of what cluster and repositories give, masked', async () => {
    const out = join(folder, 'bundle')
    const from = ['--kube-context', 'test', '--namespace', 'shop', '--github', 'acme/shop']
    expect(await watchfloor('collect', '--out', out, ...from)).toMatchObject({ status: 0, out: `${out}\n` })
    expect(readFileSync(join(out, 'kubernetes', 'pods.json'), 'utf8')).toContain('cart-1')
    const changes = readFileSync(join(out, 'changes', 'github.json'), 'utf8')
    expect(changes).toContain(sha)
    expect(changes).not.toContain('jane@example.org')
  }, 60_000)

  it('says which token is missing, and which source can be named', async () => {
    delete process.env.WATCHFLOOR_GITHUB_TOKEN
    const without = await watchfloor('collect', '--out', join(folder, 'no'), '--github', 'acme/shop')
    process.env.WATCHFLOOR_GITHUB_TOKEN = TOKEN
    expect(without).toMatchObject({ status: 2, err: expect.stringContaining('WATCHFLOOR_GITHUB_TOKEN is not') })
    const none = await watchfloor('collect', '--out', join(folder, 'no'))
    expect(none).toMatchObject({ status: 2, err: expect.stringContaining('--kube-context') })
  }, 60_000)
})
