import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Prepared } from '../../../src/core/operation.ts'
import { gitExecutor } from '../../../src/integrations/git/git-executor.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-git-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const signal = new AbortController().signal
let repositories = 0

function checkout() {
  const repository = join(folder, `checkout ${++repositories}`)
  mkdirSync(repository)
  const git = (...argv: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@localhost', ...argv], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  const commit = (text: string, message: string) => {
    writeFileSync(join(repository, 'pool.yaml'), text)
    git('add', '.')
    git('commit', '-qm', message)
    return git('rev-parse', 'HEAD')
  }
  git('init', '-q', '-b', 'main', '.')
  commit('size: 20\n', 'Pool of 20')
  return {
    repository,
    git,
    commit,
    bad: commit('size: 2\n', 'Pool of 2'),
    file: () => readFileSync(join(repository, 'pool.yaml'), 'utf8'),
  }
}

function withRemote() {
  const there = checkout()
  const remote = join(folder, `remote ${repositories}.git`)
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote])
  there.git('remote', 'add', 'origin', remote)
  there.git('push', '-q', '-u', 'origin', 'main')
  const inRemote = (...argv: string[]) => execFileSync('git', ['-C', remote, ...argv], { encoding: 'utf8' }).trim()
  return { ...there, remote, inRemote }
}

const executor = gitExecutor({ forbidden: [join(folder, 'state')], workFolder: join(folder, 'trees') })

async function prepare(repository: string, commit: string, branch?: string): Promise<Prepared> {
  const preparation = await executor.prepare(
    { kind: 'revert-commit', repository, commit, ...(branch && { branch }) },
    signal,
  )
  if (preparation.status !== 'prepared') throw new Error(preparation.reason)
  return preparation.prepared
}

describe('the git executor', () => {
  it('takes back a commit by a new one that bears the mark, with the files where the branch is checked out', async () => {
    const { repository, git, bad, file } = checkout()
    const prepared = await prepare(repository, bad.slice(0, 10))
    expect(prepared.summary).toContain('Pool of 2')
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('not-done')
    const effect = await executor.perform(prepared, 'run_1', signal)
    expect(effect.status).toBe('done')
    expect(file()).toBe('size: 20\n')
    expect(git('log', '-1', '--format=%(trailers:key=Watchfloor-Action,valueonly)')).toBe('run_1')
    expect(git('status', '--porcelain')).toBe('')
    expect(git('worktree', 'list').split('\n')).toHaveLength(1)
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('done')
    expect((await executor.recognise(prepared, 'run_2', signal)).status).toBe('not-done')
    expect(await executor.verify(prepared, 'run_1', signal)).toMatchObject({ holds: true })
  })

  it('does its work where a process died while it made the same worktree, which git then keeps locked', async () => {
    const { repository, git, bad } = checkout()
    const prepared = await prepare(repository, bad)
    const tree = join(folder, 'trees', 'run_1')
    git('worktree', 'add', '-q', '--detach', '--lock', tree)
    rmSync(tree, { recursive: true })
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('done')
    expect(git('worktree', 'list').split('\n')).toHaveLength(1)
  })

  it('undoes its own commit', async () => {
    const { repository, bad, file } = checkout()
    const { undo } = await executor.perform(await prepare(repository, bad), 'run_1', signal)
    if (undo?.kind !== 'revert-commit') throw new Error('It cannot be undone.')
    await executor.perform(await prepare(repository, undo.commit), 'run_1.undo', signal)
    expect(file()).toBe('size: 2\n')
  })

  it('puts the commit on the remote where the branch has one, and leaves the checkout alone', async () => {
    const { repository, bad, file, inRemote, git } = withRemote()
    const prepared = await prepare(repository, bad)
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('done')
    expect(inRemote('log', '-1', '--format=%s', 'main')).toBe('Revert "Pool of 2"')
    expect(inRemote('show', 'main:pool.yaml')).toBe('size: 20')
    expect(file()).toBe('size: 2\n')
    expect(git('rev-parse', 'HEAD')).toBe(bad)
  })

  it('moves no ref of the checkout while it looks, and follows a branch that has another name there', async () => {
    const { repository, git, bad, inRemote } = withRemote()
    git('push', '-q', 'origin', 'main:release')
    git('branch', '-q', '--set-upstream-to=origin/main')
    git('fetch', '-q')
    git('branch', '-q', '--set-upstream-to=origin/release')
    const refs = git('for-each-ref')
    const prepared = await prepare(repository, bad)
    expect(git('for-each-ref')).toBe(refs)
    expect(prepared.commands.at(-1)).toContain('<new commit>:refs/heads/release')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('done')
    expect(inRemote('show', 'release:pool.yaml')).toBe('size: 20')
    expect(inRemote('show', 'main:pool.yaml')).toBe('size: 2')
  })

  it('does nothing where the branch has moved since it was looked at', async () => {
    const { repository, bad, commit, git } = checkout()
    const prepared = await prepare(repository, bad)
    const newer = commit('size: 3\n', 'Pool of 3')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('not-done')
    expect(git('rev-parse', 'main')).toBe(newer)
  })

  it('does nothing where it would overwrite what somebody has not committed', async () => {
    const { repository, bad, file, git } = checkout()
    const prepared = await prepare(repository, bad)
    writeFileSync(join(repository, 'pool.yaml'), 'size: mine\n')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('not-done')
    expect(file()).toBe('size: mine\n')
    expect(git('rev-parse', 'main')).toBe(bad)
  })

  it('leaves conflicts to a person', async () => {
    const { repository, bad, commit } = checkout()
    commit('size: 3\n', 'Pool of 3')
    expect(await executor.perform(await prepare(repository, bad), 'run_1', signal)).toMatchObject({
      status: 'not-done',
      detail: expect.stringContaining('person'),
    })
  })

  it('cannot tell what took effect on a remote that is gone', async () => {
    const { repository, bad, remote } = withRemote()
    const prepared = await prepare(repository, bad)
    rmSync(remote, { recursive: true })
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('unknown')
  })

  it('runs nothing that the repository brings along', async () => {
    const { repository, bad, git } = withRemote()
    const witness = join(folder, 'ran')
    const script = `#!/bin/sh\ntouch '${witness}'\ncat\n`
    for (const hook of [
      'pre-commit',
      'commit-msg',
      'post-commit',
      'post-merge',
      'post-checkout',
      'pre-push',
      'reference-transaction',
    ])
      writeFileSync(join(repository, '.git', 'hooks', hook), script, { mode: 0o755 })
    const program = join(folder, 'program')
    writeFileSync(program, script, { mode: 0o755 })
    writeFileSync(join(repository, '.git', 'info', 'attributes'), '* filter=a=b.x diff=own merge=own\n')
    for (const setting of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'diff.external',
      'gpg.program',
      'credential.helper',
      'remote.origin.uploadpack',
      'remote.origin.receivepack',
      'filter.a=b.x.smudge',
      'filter.a=b.x.clean',
      'filter.a=b.x.process',
      'diff.own.command',
      'diff.own.textconv',
      'merge.own.driver',
      'core.alternateRefsCommand',
    ])
      execFileSync('git', ['-C', repository, 'config', setting, program])
    git('config', 'commit.gpgSign', 'true')
    rmSync(witness, { force: true })
    expect((await executor.perform(await prepare(repository, bad), 'run_1', signal)).status).toBe('done')
    expect(() => readFileSync(witness)).toThrow()
  })

  it('does nothing where the branch was set back, and brings no commit back that was taken off it', async () => {
    for (const place of [checkout(), withRemote()]) {
      const { repository, git, bad, commit } = place
      commit('size: 2\npassword: x\n', 'Oops')
      const isRemote = 'inRemote' in place
      if (isRemote) git('push', '-q', 'origin', 'main')
      const prepared = await prepare(repository, bad)
      git('reset', '-q', '--hard', bad)
      if (isRemote) git('push', '-q', '--force', 'origin', 'main')
      expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('not-done')
      expect(git('log', '--format=%s', isRemote ? 'origin/main' : 'main')).not.toContain('Oops')
    }
  })

  it('names the repository itself, from whatever folder or linked worktree of it', async () => {
    const { repository, git, bad } = checkout()
    mkdirSync(join(repository, 'services'))
    const linked = join(folder, 'linked')
    git('worktree', 'add', '-q', '-b', 'other', linked)
    const subjects = [repository, join(repository, 'services'), linked].map(
      async (place) => (await prepare(place, bad)).subject,
    )
    expect(new Set(await Promise.all(subjects))).toEqual(new Set([repository]))
  })

  it('refuses a repository in which Watchfloor keeps its state', async () => {
    const { repository, bad } = checkout()
    const careful = gitExecutor({ forbidden: [join(repository, '.local', 'state')], workFolder: join(folder, 'trees') })
    expect(await careful.prepare({ kind: 'revert-commit', repository, commit: bad }, signal)).toMatchObject({
      status: 'refused',
    })
  })

  it('refuses what it cannot do, and its own state', async () => {
    const { repository, git, bad } = checkout()
    const first = git('rev-list', '--max-parents=0', 'HEAD')
    const state = join(folder, 'state')
    execFileSync('git', ['clone', '-q', repository, state])
    const refused = (place: string, commit: string, branch?: string) =>
      executor.prepare(
        { kind: 'revert-commit', repository: place, commit, ...(branch !== undefined && { branch }) },
        signal,
      )
    for (const preparation of [
      refused(state, bad),
      refused(repository, first),
      refused(repository, 'f'.repeat(40)),
      refused(repository, '--exec=touch'),
      refused(repository, bad, '--force'),
      refused(repository, bad, 'no-such-branch'),
      refused(join(folder, 'nowhere'), bad),
      refused('relative', bad),
    ])
      expect(await preparation).toMatchObject({ status: 'refused' })
  })
})
