import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { GitHubOptions } from '../../../src/integrations/github/github-api.ts'
import { addedLines, parsePatch, shownLines, textBefore } from '../../../src/integrations/github/patch-lines.ts'
import { readPullRequest } from '../../../src/integrations/github/read-pull-request.ts'
import { type GitHubStandIn, githubApi, type Misbehaviour, type Repository, TOKEN } from '../../stand-ins/github-api.ts'
import { blobOf, type Pull } from '../../stand-ins/github-pulls.ts'
import { pullFromGit, type Tree } from '../../stand-ins/pull-from-git.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const never = new AbortController().signal
const NAME = { repository: 'acme/shop', number: 7 }
const numbered = (count: number, changes: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, place) => `${changes[place + 1] ?? `line ${place + 1}`}\n`).join('')

async function site(
  pull: Pull,
  misbehave?: (operation: string, number: number) => Misbehaviour | undefined,
  more: Repository = {},
) {
  const github = await githubApi({ pull, ...more }, misbehave)
  open.push(github)
  const read = (options: Partial<GitHubOptions> = {}) =>
    readPullRequest(NAME, { url: github.url, token: TOKEN, ...options }, never)
  return { github, read }
}

describe('a pull request that is read', () => {
  it('gives the texts of its files before and after, and the lines that it touches', async () => {
    const base: Tree = {
      'src/a.ts': numbered(40),
      'src/old name.ts': numbered(30),
      'gone.ts': 'one\ntwo',
      'same.ts': 'moved as it is\n'.repeat(5),
      'logo.png': new Uint8Array([0, 1, 2]),
    }
    const head: Tree = {
      'src/a.ts': numbered(40, { 3: 'three', 20: 'twenty\ntwenty and a half' }),
      'src/größe.ts': numbered(30, { 30: 'thirty' }),
      'new.ts': 'a\r\nb',
      'empty.ts': '',
      'other/same.ts': 'moved as it is\n'.repeat(5),
      'logo.png': new Uint8Array([0, 1, 3]),
    }
    const { github, read } = await site(pullFromGit(base, head, { title: 'T', body: null, draft: true }))
    const { pull, files, skipped, problems, ...rest } = await read()
    expect(pull).toMatchObject({ title: 'T', body: '', isDraft: true, isFork: false, state: 'open', author: 'jane' })
    const byPath = Object.fromEntries(files.map(({ path, ...file }) => [path, file]))
    expect(byPath).toEqual({
      'src/a.ts': {
        status: 'modified',
        text: head['src/a.ts'],
        baseText: base['src/a.ts'],
        changed: [
          { line: 3, endLine: 3 },
          { line: 20, endLine: 21 },
        ],
      },
      'src/größe.ts': {
        status: 'renamed',
        oldPath: 'src/old name.ts',
        text: head['src/größe.ts'],
        baseText: base['src/old name.ts'],
        changed: [{ line: 30, endLine: 30 }],
      },
      'new.ts': { status: 'added', text: 'a\r\nb', changed: 'all' },
      'empty.ts': { status: 'added', text: '', changed: 'all' },
      'gone.ts': { status: 'removed', baseText: 'one\ntwo', changed: [] },
      'other/same.ts': {
        status: 'renamed',
        oldPath: 'same.ts',
        text: head['other/same.ts'],
        baseText: base['same.ts'],
        changed: [],
      },
    })
    expect(skipped).toEqual([{ path: 'logo.png', why: 'binary, or without a changed line' }])
    expect(problems).toEqual([])
    expect(rest).toMatchObject({ head: { label: 'change', commit: pull.head.sha }, base: { label: 'main' } })
    // What stands in a patch is not asked for.
    expect(github.requests.filter((id) => id === 'git/get-blob')).toHaveLength(3)
    expect(github.requests.filter((id) => id === 'repos/get-content')).toHaveLength(0)
  })

  it('asks for what the patches do not hold: what is too large for one, or was cut', async () => {
    const base = { 'a.ts': numbered(50), 'b.ts': 'was\n' }
    const head = { 'a.ts': numbered(50, { 7: 'seven' }), 'b.ts': 'is\n', 'c.ts': 'new\nnew\n' }
    const pull = pullFromGit(base, head)
    for (const file of pull.files) {
      if (file.filename === 'b.ts') file.patch = '@@ -1 +1 @@\n-was'
      else delete file.patch
    }
    const { read } = await site(pull)
    const { files } = await read()
    expect(files).toEqual([
      {
        path: 'a.ts',
        status: 'modified',
        text: head['a.ts'],
        baseText: base['a.ts'],
        changed: [{ line: 7, endLine: 7 }],
      },
      { path: 'b.ts', status: 'modified', text: 'is\n', baseText: 'was\n', changed: [{ line: 1, endLine: 1 }] },
      { path: 'c.ts', status: 'added', text: 'new\nnew\n', changed: 'all' },
    ])
  })

  it('names what it cannot read: binaries, submodules, what is too large, what GitHub refuses', async () => {
    const names = `Subproject commit ${'f'.repeat(40)}\n`
    const pull = pullFromGit(
      { 'dist/keep.ts': 'x\n' },
      { 'dist/keep.ts': 'y\n', 'made.ts': '// @generated\n', 'names.ts': `a\n${names}b\n`, 'refused.ts': numbered(9) },
    )
    const added = (filename: string, sha: string, more: object = {}) =>
      pull.files.push({ filename, status: 'added', sha, additions: 3, deletions: 0, ...more })
    const [large, binary] = [Buffer.alloc(2_200_000, 'a'), Buffer.from('a\0b')]
    Object.assign(pull.blobs ?? {}, { [blobOf(large)]: large, [blobOf(binary)]: binary })
    added('large.sql', blobOf(large))
    added('data.bin', blobOf(binary))
    added('vendored', 'f'.repeat(40), { patch: `@@ -0,0 +1 @@\n+Subproject commit ${'f'.repeat(40)}`, additions: 1 })
    for (const file of pull.files) if (file.filename === 'refused.ts') file.sha = 'e'.repeat(40)
    const { read } = await site(pull)
    const { files, skipped } = await read()
    expect(files.map(({ path }) => path)).toEqual(['names.ts'])
    expect(skipped).toEqual([
      { path: 'data.bin', why: 'binary' },
      { path: 'dist/keep.ts', why: 'generated: it is made from other files' },
      { path: 'large.sql', why: '2.1 MB, more than the 2 MB that are read' },
      { path: 'made.ts', why: 'generated: a comment in its first lines says so' },
      { path: 'refused.ts', why: 'GitHub: there is no such thing, or the token may not see it' },
      { path: 'vendored', why: 'a submodule' },
    ])
  })

  it('is read over all pages of its files, and says where GitHub lists no more', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`src/${place}.ts`, `text ${place}\n`]))
    const { github, read } = await site(pullFromGit({}, many))
    const { files, problems } = await read()
    expect(files).toHaveLength(300)
    expect(problems).toEqual([])
    // 300 files fill three pages, and a fourth says that there are no more; nothing else is asked for them.
    expect(github.requests).toHaveLength(2 + 4 + 1)
    const [file] = pullFromGit({}, { 'a.ts': 'a\n' }).files
    if (!file) throw new Error('There is one file.')
    const files3500 = Array.from({ length: 3_500 }, (_, place) => ({ ...file, filename: `${place}.ts` }))
    const vast = await site({ ...pullFromGit({}, {}), files: files3500 })
    const read3500 = await vast.read()
    expect(read3500.files).toHaveLength(3_000)
    expect(read3500.problems).toMatchObject([
      { code: 'too-many-files', message: '3500 files are changed, and GitHub lists 3000 of them.' },
    ])
  }, 30_000)

  it('is read as far as there is room, and what is left out is named', async () => {
    const pull = pullFromGit({}, {})
    pull.files = Array.from({ length: 90 }, (_, place) => {
      const [filename, status] = [`${place + 10}.sql`, 'modified' as const]
      return { filename, status, sha: 'a'.repeat(40), additions: 9, deletions: 9 }
    })
    // What fails may have cost as much as the largest answer that is taken.
    const { github, read } = await site(pull, (operation) => (operation === 'git/get-blob' ? 'refuse' : undefined))
    const { files, skipped } = await read()
    expect(files).toEqual([])
    expect(skipped).toHaveLength(90)
    expect(skipped[0]).toEqual({ path: '10.sql', why: 'GitHub: 500 Server Error' })
    expect(skipped.at(-1)).toEqual({ path: '99.sql', why: 'there is more changed than is read' })
    expect(github.requests.filter((id) => id === 'git/get-blob').length).toBeLessThanOrEqual(24)
  })

  it('is read anew where somebody pushes meanwhile, and not at all where that has no end', async () => {
    const [first, second] = [pullFromGit({}, { 'a.ts': 'one\n' }), pullFromGit({}, { 'a.ts': 'two\n' })]
    const pull = { ...first }
    let pushes = 1
    const { read } = await site(pull, (operation) => {
      if (operation === 'pulls/list-files' && pushes-- > 0)
        Object.assign(pull, pull.head === first.head ? second : first)
      return undefined
    })
    expect((await read()).files).toMatchObject([{ path: 'a.ts', text: 'two\n' }])
    pushes = 10
    await expect(read()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('knows a fork, also one whose repository is gone, and reads it without a token', async () => {
    for (const repo of ['mallory/shop', null]) {
      const pull = pullFromGit({}, { 'a.ts': 'a\n' })
      const { read } = await site({ ...pull, head: { ...pull.head, repo } })
      const { pull: found, files } = await read({ token: undefined })
      expect(found.isFork).toBe(true)
      expect(files).toHaveLength(1)
    }
  })

  it('gives a file as it stands in the branch that it goes into, and nothing else for it', async () => {
    const large = Buffer.alloc(1_500_000, 'a')
    const pull = pullFromGit({ 'conf/rules.json': '{}' }, { 'conf/rules.json': '{"all": false}' })
    Object.assign(pull.contents ?? {}, {
      [`${pull.base.sha}:link`]: 'symlink',
      [`${pull.base.sha}:large`]: large,
    })
    Object.assign(pull.blobs ?? {}, { [blobOf(large)]: large })
    const { readAtBase } = await (await site(pull)).read()
    expect(await readAtBase('conf/rules.json')).toBe('{}')
    expect(await readAtBase('none.json')).toBeUndefined()
    expect(await readAtBase('link')).toBeUndefined()
    expect(await readAtBase('large')).toHaveLength(1_500_000)
  })

  it('waits out a limit where it has the patience, and else says until when', async () => {
    const limited = (_: string, number: number): Misbehaviour | undefined =>
      number === 2 ? { status: 403, headers: { 'retry-after': '30' }, message: 'secondary rate limit' } : undefined
    const pull = pullFromGit({}, { 'a.ts': 'a\n' })
    let now = 1_000_000
    const waits: number[] = []
    const patient = await (await site(pull, limited)).read({
      clock: () => now,
      patience: 60_000,
      wait: async (milliseconds) => {
        waits.push(milliseconds)
        now += milliseconds
      },
    })
    expect(patient.files).toHaveLength(1)
    expect(waits).toEqual([30_000])
    await expect((await site(pull, limited)).read({ patience: 20_000 })).rejects.toThrow('it answers again at')
  })

  it.each(['x', 'acme/..', 'acme/shop/pulls/1?x='])(
    'is not asked for under a name that is none: %s',
    async (repository) => {
      await expect(readPullRequest({ repository, number: 1 }, { token: TOKEN }, never)).rejects.toMatchObject({
        code: 'usage',
      })
    },
  )
})

describe('a patch', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', '+x', '-y', '\\ z', '@@ -1 +1 @@', 'é')
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, ends]) => lines.map((one) => `${one}\n`).join('') + (ends ? '' : 'end'))

  it('leads back to the text before it, and names lines that are there', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { files } = pullFromGit({ 'a.ts': before }, { 'a.ts': after })
        const hunks = parsePatch(files[0]?.patch ?? '')
        if (!hunks) return
        expect(textBefore(after, hunks)).toBe(before)
        const count = Math.max(1, after.split('\n').length)
        for (const { line: first, endLine } of [...addedLines(hunks), ...shownLines(hunks)]) {
          expect(first).toBeGreaterThanOrEqual(1)
          expect(first).toBeLessThanOrEqual(endLine)
          expect(endLine).toBeLessThanOrEqual(count)
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('that does not fit the text, or is none, is not believed', () => {
    expect(parsePatch('')).toBeUndefined()
    expect(parsePatch('Binary files differ')).toBeUndefined()
    expect(textBefore('a\n', parsePatch('@@ -1 +1 @@\n-x\n+b') ?? [])).toBeUndefined()
    expect(textBefore('a\n', parsePatch('@@ -9 +9 @@\n-x\n+a') ?? [])).toBeUndefined()
  })
})
