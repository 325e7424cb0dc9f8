import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listCommits } from '../../../src/integrations/git/list-commits.ts'

const root = mkdtempSync(join(tmpdir(), 'watchfloor-git-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const AT = Date.UTC(2024, 2, 9, 7)

function commit(path: string, message: string, at: number): void {
  const env = { ...process.env, GIT_AUTHOR_DATE: `${at / 1000} +0000`, GIT_COMMITTER_DATE: `${at / 1000} +0000` }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=dev', '-c', 'user.email=dev@example.com', ...args], {
      env,
      stdio: 'pipe',
    })
  if (!existsSync(join(root, '.git'))) git('init', '-q')
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), message)
  git('add', '.')
  git('commit', '-q', '--no-verify', '-m', message)
}

commit('services/pay/a.txt', 'pay: cache every transaction', AT)
commit('README.md', 'explain things', AT + 60_000)
commit('services/cart/a.txt', 'cart: old', AT + 7_200_000)

describe('the commits of a repository', () => {
  it('become changes of the service whose folder they touch, within the window', async () => {
    const { changes, text, problems } = await listCommits(root, { from: AT - 1000, to: AT + 3_600_000 })
    expect(problems).toEqual([])
    expect(changes.map(({ service, summary, at }) => [service, summary, at])).toEqual([
      [root.split('/').at(-1), 'explain things', AT + 60_000],
      ['pay', 'pay: cache every transaction', AT],
    ])
    for (const { citation } of changes) expect(text.split('\n')[(citation.line ?? 0) - 1]).toBe(citation.quote)
  })

  it('run nothing that the repository configures', async () => {
    const mark = join(root, 'ran')
    for (const key of ['core.fsmonitor', 'core.pager', 'diff.external'])
      execFileSync('git', ['-C', root, 'config', key, `touch ${mark}; cat`])
    await listCommits(root, { from: 0, to: AT * 2 })
    expect(existsSync(mark)).toBe(false)
  })

  it('are a named problem where there is no repository', async () => {
    expect(await listCommits(tmpdir(), { from: 0, to: AT })).toMatchObject({
      changes: [],
      problems: [{ code: 'unreadable' }],
    })
  })
})
