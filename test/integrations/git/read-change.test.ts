import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ReviewedChange } from '../../../src/core/review.ts'
import { askGit } from '../../../src/integrations/git/ask-git.ts'
import { openRepository } from '../../../src/integrations/git/open-repository.ts'
import { readAtRevision } from '../../../src/integrations/git/read-at-revision.ts'
import { readBlobs } from '../../../src/integrations/git/read-blobs.ts'
import { type ChangeToRead, readChange } from '../../../src/integrations/git/read-change.ts'
import { readAllInside } from '../../../src/safety/read-inside.ts'
import { makeFolder, makeRepository, runGit } from './make-repository.ts'

const { folder, remove } = makeFolder()
afterAll(remove)
const signal = new AbortController().signal
let made = 0

function place(files: Readonly<Record<string, string | Uint8Array>> = { 'a.ts': 'one\ntwo\nthree\n' }) {
  return makeRepository(join(folder, `repository ${++made}`), files)
}

const read = async ({ repository, ...asked }: ChangeToRead & { repository: string }) =>
  readChange(await openRepository(repository, signal), asked)
const paths = ({ files }: ReviewedChange) => files.map(({ path, status }) => `${status} ${path}`)
const skips = ({ skipped }: ReviewedChange) => Object.fromEntries(skipped.map(({ path, why }) => [path, why]))

describe('the change of a branch', () => {
  it('is what differs from the merge base, committed or not, with files that are new and not ignored', async () => {
    const { repository, git, commit, write } = place({
      'a.ts': 'one\ntwo\nthree\n',
      'b.ts': 'b\n',
      'gone.ts': 'gone\n',
    })
    git('checkout', '-qb', 'topic')
    commit({ 'b.ts': 'b\nbb\n', '.gitignore': '*.log\n' })
    git('checkout', '-q', 'main')
    const onMain = commit({ 'later.ts': 'later\n' })
    git('checkout', '-q', 'topic')
    write({ 'a.ts': 'one\n2\nthree\n', 'new/c.ts': 'c\n', 'x.log': 'no' })
    rmSync(join(repository, 'gone.ts'))
    const change = await read({ repository })
    expect(paths(change)).toEqual([
      'added .gitignore',
      'modified a.ts',
      'modified b.ts',
      'removed gone.ts',
      'added new/c.ts',
    ])
    expect(change.files.find(({ path }) => path === 'a.ts')).toEqual({
      path: 'a.ts',
      status: 'modified',
      text: 'one\n2\nthree\n',
      baseText: 'one\ntwo\nthree\n',
      changed: [{ line: 2, endLine: 2 }],
    })
    expect(change.files.find(({ path }) => path === 'gone.ts')).toMatchObject({ baseText: 'gone\n', changed: [] })
    expect(change.base).toEqual({ label: 'main', commit: git('merge-base', 'main', 'topic') })
    expect(change.base?.commit).not.toBe(onMain)
    expect(change.head).toEqual({ label: 'working tree' })
    expect(change.problems).toEqual([])
  })

  it('is what two commits differ in where both are named, whatever the working tree holds', async () => {
    const { repository, git, commit, write } = place()
    const first = git('rev-parse', 'HEAD')
    commit({ 'a.ts': 'zero\none\ntwo\nthree\n' })
    write({ 'a.ts': 'mine\n', 'other.ts': 'mine\n' })
    const change = await read({ repository, base: first.slice(0, 9), head: 'main' })
    expect(change.files).toEqual([
      {
        path: 'a.ts',
        status: 'modified',
        text: 'zero\none\ntwo\nthree\n',
        baseText: 'one\ntwo\nthree\n',
        changed: [{ line: 1, endLine: 1 }],
      },
    ])
    expect(paths(await read({ repository, base: 'HEAD~1', head: 'HEAD' }))).toEqual(['modified a.ts'])
  })

  it('is empty where nothing changed, also where a file was touched, and says so', async () => {
    const { repository } = place()
    utimesSync(join(repository, 'a.ts'), 1, 1)
    expect(await read({ repository })).toMatchObject({
      files: [],
      skipped: [],
      problems: [{ code: 'nothing-changed' }],
    })
  })

  it('is compared with origin as it was cloned, and a base may be a branch of origin alone', async () => {
    const { repository, git } = place()
    git('branch', 'release')
    const clone = join(folder, `clone ${++made}`)
    runGit(folder, 'clone', '-q', repository, clone)
    const there = makeRepository(clone)
    there.commit({ 'd.ts': 'd\n' })
    const change = await read({ repository: clone })
    expect(change.base?.label).toBe('origin/HEAD')
    expect(paths(change)).toEqual(['added d.ts'])
    expect(paths(await read({ repository: clone, base: 'release' }))).toEqual(['added d.ts'])
  })

  it('is read from a folder of the checkout, from a detached head and from a linked worktree', async () => {
    const { repository, git, write } = place({ 'deep/er/a.ts': 'a\n' })
    git('checkout', '-q', '--detach')
    write({ 'deep/er/a.ts': 'aa\n' })
    expect(paths(await read({ repository: join(repository, 'deep', 'er') }))).toEqual(['modified deep/er/a.ts'])
    const linked = join(folder, `linked ${++made}`)
    git('worktree', 'add', '-q', '-b', 'other', linked)
    writeFileSync(join(linked, 'deep/er/b.ts'), 'b\n')
    expect(paths(await read({ repository: linked }))).toEqual(['added deep/er/b.ts'])
  })

  it('is everything before the first commit', async () => {
    const { repository, git, write } = place({})
    write({ 'a.ts': 'a\n', 'b.ts': 'b\n' })
    git('add', 'a.ts')
    const change = await read({ repository })
    expect(paths(change)).toEqual(['added a.ts', 'added b.ts'])
    expect(change.base).toBeUndefined()
    expect(change.files.every(({ changed }) => changed === 'all')).toBe(true)
  })

  it('is what is not committed where there is no main branch, and says so', async () => {
    const { repository, git, write } = place()
    git('branch', '-m', 'main', 'topic')
    write({ 'a.ts': 'x\n' })
    const change = await read({ repository })
    expect(paths(change)).toEqual(['modified a.ts'])
    expect(change.problems).toMatchObject([{ code: 'no-main-branch' }])
  })

  it('is read in a bare repository where both sides are named', async () => {
    const { repository, commit } = place()
    commit({ 'b.ts': 'b\n' })
    const bare = join(folder, `bare ${++made}.git`)
    runGit(folder, 'clone', '-q', '--bare', repository, bare)
    expect(paths(await read({ repository: bare, base: 'main~1' }))).toEqual(['added b.ts'])
    await expect(read({ repository: bare })).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('--base'),
    })
  })

  it('is read in a repository of SHA-256', async () => {
    const repository = join(folder, `repository ${++made}`)
    mkdirSync(repository)
    runGit(repository, 'init', '-q', '-b', 'main', '--object-format=sha256', '.')
    writeFileSync(join(repository, 'a.ts'), 'a\n')
    expect(paths(await read({ repository }))).toEqual(['added a.ts'])
    runGit(repository, 'add', '.')
    runGit(repository, 'commit', '-qm', 'a')
    writeFileSync(join(repository, 'a.ts'), 'b\n')
    expect(paths(await read({ repository }))).toEqual(['modified a.ts'])
  })
})

describe('the files of a change', () => {
  it('keep their names: blanks, quotes, other scripts, line breaks, a leading dash', async () => {
    const names = [
      'with blank.ts',
      'quo"te.ts',
      'tab\there.ts',
      'zeile\numbruch.ts',
      'überß/日本.ts',
      '-rf.ts',
      ':(top)x.ts',
      'a => b.ts',
    ]
    const { repository, git, commit } = place()
    commit(Object.fromEntries(names.map((name) => [name, `${name.length}\nsame\n`])))
    const expected = [...names].sort().map((name) => `added ${name}`)
    expect(paths(await read({ repository, base: 'HEAD~1', head: 'HEAD' }))).toEqual(expected)
    git('reset', '-q', 'HEAD~1')
    expect(paths(await read({ repository }))).toEqual(expected)
    git('add', '-A')
    const change = await read({ repository })
    expect(paths(change)).toEqual(expected)
    expect(change.files.every(({ text }) => text?.endsWith('\nsame\n'))).toBe(true)
  })

  it('follow a rename, staged or not, with the lines that are new', async () => {
    const text = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('')
    const { repository, git } = place({ 'old.ts': text, 'still.ts': `${text}still\n` })
    git('mv', 'old.ts', 'new.ts')
    writeFileSync(join(repository, 'new.ts'), `${text}more\n`)
    renameSync(join(repository, 'still.ts'), join(repository, 'moved.ts'))
    const change = await read({ repository })
    expect(change.files).toMatchObject([
      { path: 'moved.ts', oldPath: 'still.ts', status: 'renamed', changed: [] },
      { path: 'new.ts', oldPath: 'old.ts', status: 'renamed', baseText: text, changed: [{ line: 31, endLine: 31 }] },
    ])
  })

  it('are left out by name where they are binary, too large, generated, vendored, locked, links or submodules', async () => {
    const inner = place({ 'inner.ts': 'x\n' })
    const { repository, git, write } = place()
    git('submodule', '--quiet', 'add', inner.repository, 'inner')
    write({
      'image.png': Uint8Array.from([137, 80, 78, 71, 0, 1]),
      'large.ts': `${'x'.repeat(80)}\n`.repeat(30_000),
      'package-lock.json': '{}',
      'vendor/x.js': 'x',
      'api.pb.go': 'package x',
      'made.ts': '// Code generated by make. DO NOT EDIT.\n',
      'own/.git/HEAD': 'ref: refs/heads/main\n',
    })
    makeRepository(join(repository, 'nested'), { 'n.ts': 'n' })
    symlinkSync('/etc/passwd', join(repository, 'passwords.ts'))
    symlinkSync('.', join(repository, 'loop'))
    execFileSync('mkfifo', [join(repository, 'pipe.ts')])
    const change = await read({ repository })
    expect(paths(change)).toEqual(['added .gitmodules'])
    expect(skips(change)).toMatchObject({
      inner: expect.stringContaining('submodule'),
      'image.png': 'binary',
      'large.ts': expect.stringContaining('MB'),
      'package-lock.json': expect.stringContaining('lock'),
      'vendor/': expect.stringContaining('vendored'),
      'api.pb.go': expect.stringContaining('generated'),
      'made.ts': expect.stringContaining('generated'),
      'nested/': expect.stringContaining('repository'),
      'passwords.ts': expect.stringContaining('symbolic link'),
      loop: expect.stringContaining('symbolic link'),
    })
    git('add', '-A', '--', ':!nested', ':!pipe.ts', ':!own')
    git('commit', '-qm', 'all')
    const committed = await read({ repository, base: 'HEAD~1', head: 'HEAD' })
    expect(paths(committed)).toEqual(['added .gitmodules'])
    expect(skips(committed)['passwords.ts']).toContain('symbolic link')
    expect(skips(committed)['large.ts']).toContain('MB')
  })

  it('are not read below a folder that became a link', async () => {
    const { repository } = place({ 'sub/a.ts': 'a\n', 'top.ts': 't\n' })
    const outside = join(folder, `outside ${++made}`)
    mkdirSync(outside)
    writeFileSync(join(outside, 'a.ts'), 'secret\n')
    rmSync(join(repository, 'sub'), { recursive: true })
    symlinkSync(outside, join(repository, 'sub'))
    const change = await read({ repository })
    expect(JSON.stringify(change)).not.toContain('secret')
    expect(paths(change)).toEqual(['removed sub/a.ts'])
  })

  it('count as changed in no line where only their mode is new, and as new where they were links', async () => {
    const { repository, git, commit } = place({ 'run.sh': 'echo\n' })
    symlinkSync('run.sh', join(repository, 'link.sh'))
    commit({})
    chmodSync(join(repository, 'run.sh'), 0o755)
    rmSync(join(repository, 'link.sh'))
    writeFileSync(join(repository, 'link.sh'), 'ls\n')
    const expected = [
      { path: 'link.sh', status: 'added', text: 'ls\n', changed: 'all' },
      { path: 'run.sh', status: 'modified', changed: [] },
    ]
    expect((await read({ repository })).files).toMatchObject(expected)
    git('commit', '-qam', 'modes')
    expect((await read({ repository, base: 'HEAD~1', head: 'HEAD' })).files).toMatchObject(expected)
  })

  it('are read with replacements where they are no UTF-8, and named', async () => {
    const { repository, write } = place()
    write({ 'latin.ts': Uint8Array.from([0x61, 0xe9, 0x0a]) })
    const change = await read({ repository })
    expect(change.files).toMatchObject([{ path: 'latin.ts', text: 'a\u{fffd}\n' }])
    expect(change.problems).toMatchObject([{ code: 'not-utf-8', source: 'latin.ts' }])
  })

  it('are not hidden by attributes that call them binary', async () => {
    const { repository, write } = place({ 'a.ts': 'a\n', '.gitattributes': '*.ts binary -diff linguist-generated\n' })
    write({ 'a.ts': 'a\nb\n' })
    expect((await read({ repository })).files).toMatchObject([{ path: 'a.ts', changed: [{ line: 2, endLine: 2 }] }])
  })

  it('are not hidden by a mark of a generator that came with the change', async () => {
    const mark = '// Code generated by x. DO NOT EDIT.\n'
    const { repository, write } = place({ 'a.ts': 'a\n', 'made.ts': `${mark}a\n` })
    write({ 'a.ts': `${mark}evil()\n`, 'made.ts': `${mark}b\n` })
    const change = await read({ repository })
    expect(paths(change)).toEqual(['modified a.ts'])
    expect(Object.keys(skips(change))).toEqual(['made.ts'])
  })

  it('are not read without end: beyond a limit they are named and left out', async () => {
    const { repository, git } = place({ 'a.ts': 'a'.repeat(100), 'b.ts': 'b'.repeat(100) })
    const ask = askGit(repository, signal)
    const ids = ['a.ts', 'b.ts'].map((path) => git('rev-parse', `HEAD:${path}`))
    const texts = await readBlobs(ask, [...ids, 'f'.repeat(40)], 150)
    expect([...ids, 'f'.repeat(40)].map((id) => texts.get(id))).toMatchObject([
      { kind: 'text' },
      { kind: 'unread', why: expect.stringContaining('beyond') },
      { kind: 'unread', why: expect.stringContaining('clone') },
    ])
    const limits = { mostBytes: 1_000, mostTogether: 50, signal }
    const many = Array.from({ length: 40 }, () => 'a.ts')
    const kinds = (await readAllInside(repository, many, limits)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['bytes', 'beyond']))
  })

  it('of a thousand files are there within seconds', async () => {
    const many = (extra: string) =>
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, file) => [
          `src/${file % 37}/f${file}.ts`,
          Array.from(
            { length: 200 },
            (_, line) => `const x${line} = ${file * line}${line === 100 ? extra : ''}\n`,
          ).join(''),
        ]),
      )
    const { repository, commit } = place(many(''))
    commit(many(' + 1'))
    const started = performance.now()
    const change = await read({ repository, base: 'HEAD~1', head: 'HEAD' })
    const took = performance.now() - started
    expect(change.files).toHaveLength(1000)
    expect(change.files.every(({ changed }) => JSON.stringify(changed) === '[{"line":101,"endLine":101}]')).toBe(true)
    expect(took).toBeLessThan(20_000)
    expect((await read({ repository, base: 'HEAD~1' })).files).toHaveLength(1000)
  })
})

describe('a change that cannot be told', () => {
  it('is a fault that says what to do', async () => {
    const { repository, git, commit } = place()
    const fault = (code: string, asked: ChangeToRead & { repository: string }, hint = '') =>
      expect(read(asked)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
    await fault('not-found', { repository: join(folder, 'nowhere') })
    await fault('not-found', { repository: folder }, '--path')
    await fault('usage', { repository: join(repository, '.git') }, 'around')
    await fault('not-found', { repository, base: 'no-such-branch' }, 'git fetch')
    for (const name of ['--output=/tmp/x', '-x', 'a..b', 'HEAD:a.ts', ':/x', 'a b', '', 'a\nb', '*'])
      await fault('usage', { repository, base: name })
    git('checkout', '-q', '--orphan', 'alone')
    commit({ 'z.ts': 'z\n' })
    await fault('no-evidence', { repository }, '--base')
    expect((await read({ repository, base: 'main' })).problems).toMatchObject([{ code: 'no-merge-base' }])
  })

  it('is a fault in a shallow clone that says how to deepen it', async () => {
    const { repository, git, commit } = place()
    git('checkout', '-qb', 'topic')
    for (const text of ['1', '2', '3']) commit({ 'b.ts': text })
    git('checkout', '-q', 'main')
    for (const text of ['1', '2', '3']) commit({ 'c.ts': text })
    const clone = join(folder, `shallow ${++made}`)
    runGit(folder, 'clone', '-q', '--depth=1', '--no-single-branch', '--branch=topic', `file://${repository}`, clone)
    await expect(read({ repository: clone })).rejects.toMatchObject({
      code: 'no-evidence',
      hint: expect.stringContaining('--unshallow'),
    })
    await expect(read({ repository: clone, base: 'HEAD~1' })).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('--unshallow'),
    })
    const direct = await read({ repository: clone, base: 'main' })
    expect(direct.problems).toMatchObject([{ code: 'no-merge-base', hint: expect.stringContaining('--unshallow') }])
  })

  it('is a fault in a partial clone, which fetches nothing', async () => {
    const { repository, git, commit } = place()
    git('config', 'uploadpack.allowFilter', 'true')
    commit({ 'a.ts': 'other\n' })
    const clone = join(folder, `partial ${++made}`)
    runGit(folder, 'clone', '-q', '--bare', '--filter=blob:none', `file://${repository}`, clone)
    await expect(read({ repository: clone, base: 'main~1', head: 'main' })).rejects.toMatchObject({
      code: 'unreadable',
    })
  })

  it('is named where a merge is under way, without the files in conflict', async () => {
    const { repository, git, commit } = place()
    git('checkout', '-qb', 'topic')
    commit({ 'a.ts': 'topic\n', 'b.ts': 'b\n' })
    git('checkout', '-q', 'main')
    commit({ 'a.ts': 'main\n' })
    git('checkout', '-q', 'topic')
    expect(() => git('merge', '-q', 'main')).toThrow()
    const change = await read({ repository })
    expect(change.problems).toMatchObject([{ code: 'under-way', message: expect.stringContaining('merge') }])
    expect(skips(change)).toEqual({ 'a.ts': expect.stringContaining('conflict') })
    expect(paths(change)).toEqual(['added b.ts'])
    git('merge', '--abort')
    expect(() => git('rebase', '-q', 'main')).toThrow()
    expect((await read({ repository })).problems).toMatchObject([{ message: expect.stringContaining('rebase') }])
  })
})

describe('a repository of another user', () => {
  it('is read only where the person at work has declared it safe', async () => {
    const { repository, write } = place()
    write({ 'a.ts': 'b\n' })
    const home = join(folder, `home ${++made}`)
    const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
    mkdirSync(home)
    writeFileSync(join(home, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec '${real}' "$@"\n`, {
      mode: 0o755,
    })
    const { HOME, PATH } = process.env
    Object.assign(process.env, { HOME: home, PATH: `${home}:${PATH}` })
    try {
      await expect(read({ repository })).rejects.toMatchObject({ hint: expect.stringContaining('safe.directory') })
      writeFileSync(join(home, '.gitconfig'), `[safe]\n\tdirectory = ${repository}\n`)
      expect(paths(await read({ repository }))).toEqual(['modified a.ts'])
    } finally {
      Object.assign(process.env, { HOME, PATH })
    }
  })
})

describe('a hostile repository', () => {
  it('has nothing run that it brings along', async () => {
    const inner = place({ 'inner.ts': 'x\n' })
    const { repository, git, write } = place({ 'a.ts': 'a\n', '.gitattributes': '* filter=own diff=own\n' })
    git('submodule', '--quiet', 'add', inner.repository, 'inner')
    git('commit', '-qam', 'inner')
    const witness = join(folder, `ran ${made}`)
    const program = join(folder, `program-${made}`)
    writeFileSync(program, `#!/bin/sh\ntouch '${witness}'\ncat\n`, { mode: 0o755 })
    for (const hook of ['post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'])
      writeFileSync(join(repository, '.git', 'hooks', hook), `#!/bin/sh\ntouch '${witness}'\n`, { mode: 0o755 })
    for (const [at, setting] of [
      ...['core.fsmonitor', 'core.pager', 'pager.diff', 'core.editor', 'core.sshCommand', 'core.alternateRefsCommand'],
      ...['diff.external', 'diff.own.command', 'diff.own.textconv', 'filter.own.clean', 'filter.own.smudge'],
      ...['filter.own.process', 'credential.helper', 'alias.diff', 'gpg.program', 'uploadpack.packObjectsHook'],
    ].flatMap((setting) => [repository, join(repository, 'inner')].map((at) => [at, setting] as const)))
      runGit(at, 'config', setting, setting === 'alias.diff' ? `!${program}` : program)
    git('config', 'diff.own.xfuncname', '(')
    git('config', 'extensions.partialClone', 'origin')
    git('config', 'remote.origin.url', `ext::${program}`)
    git('config', 'diff.orderFile', '/etc/passwd')
    git('config', 'diff.noprefix', 'true')
    git('config', 'core.quotePath', 'false')
    writeFileSync(join(repository, 'inner', 'inner.ts'), 'dirty\n')
    write({ 'a.ts': 'a\nb\n', 'new.ts': 'n\n' })
    rmSync(witness, { force: true })
    const change = await read({ repository })
    expect(paths(change)).toEqual(['modified a.ts', 'added new.ts'])
    const commit = git('rev-parse', 'HEAD')
    await read({ repository, base: 'HEAD~1', head: 'HEAD' })
    expect(await readAtRevision((await openRepository(repository, signal)).ask, commit, 'a.ts')).toBe('a\n')
    expect(existsSync(witness)).toBe(false)
    // The trap is a trap: git left to itself walks into it.
    spawnSync('git', ['-C', repository, 'status'])
    expect(existsSync(witness)).toBe(true)
  })

  it('cannot name another working tree', async () => {
    const { repository, git } = place()
    const elsewhere = join(folder, `elsewhere ${++made}`)
    mkdirSync(elsewhere)
    git('config', 'core.worktree', elsewhere)
    await expect(read({ repository })).rejects.toMatchObject({ code: expect.stringMatching(/unreadable|usage/) })
  })

  it('is left as it was found', async () => {
    const { repository, write } = place()
    write({ 'a.ts': 'b\n', 'n.ts': 'n\n' })
    utimesSync(join(repository, 'a.ts'), 5, 5)
    const look = () =>
      execFileSync('find', ['.', '-type', 'f', '-exec', 'md5sum', '{}', '+'], { cwd: repository, encoding: 'utf8' })
    const before = look()
    await read({ repository })
    expect(look()).toBe(before)
  })
})

describe('a file at a revision', () => {
  it('is read as it was, whatever stands there now', async () => {
    const { repository, git, commit } = place({
      '.watchfloor/rules.json': '{"a":1}\n',
      'a\nb': 'break\n',
      '日本.ts': 'x\n',
    })
    symlinkSync('/etc/passwd', join(repository, 'link'))
    commit({ bin: Uint8Array.from([0]) })
    const base = git('rev-parse', 'HEAD')
    commit({ '.watchfloor/rules.json': '{}\n' })
    const { ask } = await openRepository(repository, signal)
    const at = (path: string, from = base) => readAtRevision(ask, from, path)
    expect(await at('.watchfloor/rules.json')).toBe('{"a":1}\n')
    expect(await at('a\nb')).toBe('break\n')
    expect(await at('日本.ts')).toBe('x\n')
    for (const path of ['link', 'bin', '.watchfloor', 'nothing', '', '../a.ts', '/etc/passwd', '*', ':/', 'a\0b'])
      expect(await at(path)).toBeUndefined()
    expect(await at('a.ts', '--help')).toBeUndefined()
  })
})
