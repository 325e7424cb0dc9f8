import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { type GitHubStandIn, githubApi, TOKEN } from '../stand-ins/github-api.ts'
import { pullFromGit } from '../stand-ins/pull-from-git.ts'
import { type Here, serveHere } from './serve-here.ts'

const SECRET = 'shared'
const open: (Here | GitHubStandIn)[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await ('stop' in one ? one.stop() : one.close())
})

const BEFORE = 'from flask import request\n\ndef page(db):\n    return "ok"\n'
const AFTER =
  'from flask import request\nimport os\n\ndef page(db):\n    os.system("ls " + request.args["name"])\n    return "ok"\n'

async function site() {
  const pull = pullFromGit({ 'app.py': BEFORE }, { 'app.py': AFTER })
  const github = await githubApi({ pull })
  const here = await serveHere({
    environment: {
      WATCHFLOOR_GITHUB_WEBHOOK_SECRET: SECRET,
      WATCHFLOOR_GITHUB_TOKEN: TOKEN,
      WATCHFLOOR_GITHUB_URL: github.url,
    },
  })
  open.push(here, github)
  const { sha, ref } = pull.head
  let deliveries = 0
  const tell = () => {
    const raw = JSON.stringify({
      action: 'synchronize',
      number: pull.number,
      pull_request: { state: 'open', draft: false, title: 'x', head: { sha, ref } },
      repository: { full_name: 'acme/shop' },
    })
    const signature = `sha256=${createHmac('sha256', SECRET).update(raw).digest('hex')}`
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': `d${++deliveries}`,
      'x-hub-signature-256': signature,
    }
    return here.ask('/webhooks/github', { method: 'POST', body: raw, headers, as: 'nobody' })
  }
  return { github, tell }
}

describe('a pull request that GitHub tells of', () => {
  it('is reviewed by the server and told once, beside the line, with a status that blocks', async () => {
    const { github, tell } = await site()
    expect(await tell()).toMatchObject({ status: 202, body: { taken: true } })
    await expect.poll(() => github.statuses.at(-1)?.state, { timeout: 60_000, interval: 100 }).toBe('failure')
    expect(github.reviews).toHaveLength(1)
    expect(github.comments).toMatchObject([{ path: 'app.py', line: 5 }])
    expect(github.comments[0]?.body).toContain('command')
    await tell()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(github.reviews).toHaveLength(1)
    expect(github.comments).toHaveLength(1)
  }, 90_000)
})
