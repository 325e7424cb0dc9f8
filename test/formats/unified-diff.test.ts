import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { LineRange } from '../../src/core/review.ts'
import { changedLines } from '../../src/formats/changed-lines.ts'
import { type DiffedFile, parseUnifiedDiff } from '../../src/formats/unified-diff.ts'
import { unquoteGitPath } from '../../src/formats/unquote-git-path.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

/** The lines of a text that lie in none of the ranges. */
function outside(text: string, ranges: readonly LineRange[]): string[] {
  return linesOf(text).filter((_, at) => !ranges.some(({ line, endLine }) => line <= at + 1 && at + 1 <= endLine))
}

function gitDiff(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  ...flags: string[]
) {
  const repository = join(folder, `diff-${++made}`)
  mkdirSync(repository)
  const git = (...argv: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@localhost', ...argv], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  git('init', '-q', '.')
  for (const [path, text] of Object.entries(before)) writeFileSync(join(repository, path), text)
  git('add', '-A')
  git('commit', '-qm', 'before', '--allow-empty')
  for (const path of Object.keys(before)) rmSync(join(repository, path))
  for (const [path, text] of Object.entries(after)) writeFileSync(join(repository, path), text)
  git('add', '-A')
  return git('diff', '--cached', '--no-color', ...flags)
}

/** Lines that look like headers of a diff are among them. */
const anyLine = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '',
    '-- x',
    '++ y',
    '--- a/x',
    '+++ b/x',
    '@@ -1 +1 @@',
    'diff --git a/x b/x',
    '\\ No newline',
    'c\r',
  ),
  fc.string({ maxLength: 5 }).map((text) => text.replace(/[\n\0]/g, '')),
)
const anyText = fc
  .tuple(fc.array(anyLine, { maxLength: 12 }), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : ''))
const anyName = fc.constantFrom(
  'a.ts',
  'b c.ts',
  'ü.ts',
  'q"x.ts',
  'new\nline.ts',
  'tab\t.ts',
  ' b',
  'a b b.ts',
  '日本',
)
const anyTree = fc.dictionary(anyName, anyText, { maxKeys: 4, noNullPrototype: true })

describe('a unified diff', () => {
  it('of git is read to the line, whatever stands in the files and in their names', () => {
    fc.assert(
      fc.property(anyTree, anyTree, fc.constantFrom('-U0', '-U3', '--no-prefix'), (before, after, flag) => {
        const { files, unread } = parseUnifiedDiff(gitDiff(before, after, flag, '--no-renames', '--text'))
        expect(unread).toEqual([])
        const named = new Map(files.map((file) => [file.newPath ?? file.oldPath ?? '', file]))
        const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
        expect([...named.keys()].sort()).toEqual(paths.filter((path) => before[path] !== after[path]).sort())
        for (const [path, file] of named) {
          expect([file.oldPath, file.newPath]).toEqual([
            path in before ? path : undefined,
            path in after ? path : undefined,
          ])
          expect(outside(after[path] ?? '', file.added)).toEqual(outside(before[path] ?? '', file.removed))
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('tells renames, also without a changed line, and binary files', () => {
    const text = 'line\n'.repeat(20)
    const diff = gitDiff(
      { 'o ld.ts': text, 'p.ts': `${text}p\n`, 'i.png': 'a\0' },
      { 'ö.ts': text, 'q.ts': `${text}q\n`, 'i.png': 'b\0' },
      '-M',
    )
    const { files } = parseUnifiedDiff(diff)
    expect(files.find(({ newPath }) => newPath === 'i.png')).toMatchObject({ oldPath: 'i.png', isBinary: true })
    expect(files.filter(({ oldPath, newPath }) => oldPath !== newPath).map(({ newPath }) => newPath)).toHaveLength(2)
    expect(files.find(({ newPath }) => newPath === 'ö.ts')?.oldPath).toBeDefined()
  })

  it('of any other tool is read by its names', () => {
    const of = (text: string): DiffedFile[] => parseUnifiedDiff(text).files
    const hunk = '@@ -1,2 +1,2 @@\n same\n-old\n+new\n'
    const changed = { added: [{ line: 2, endLine: 2 }], removed: [{ line: 2, endLine: 2 }] }
    expect(
      of(
        `Only in x: y\ndiff -ru x/a y/a\n--- x/a\t2020-01-01 00:00:00\n+++ y/a\t2020-01-01\n${hunk}--- x/b\n+++ y/b\n${hunk}`,
      ),
    ).toMatchObject([
      { oldPath: 'x/a', newPath: 'y/a', ...changed },
      { oldPath: 'x/b', newPath: 'y/b', ...changed },
    ])
    expect(of(`--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,2 @@\r\n same\r\n-old\r\n+new\r\n`)).toMatchObject([
      { newPath: 'x', ...changed },
    ])
  })

  it('that is broken is read as far as it goes, and says where it is not', () => {
    expect(parseUnifiedDiff('--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n a\nnothing of a diff\n')).toMatchObject({
      files: [{ newPath: 'x' }],
      unread: [5],
    })
    expect(parseUnifiedDiff('--- a/x\n+++ b/x\n@@ what @@\n').unread).toEqual([3])
  })

  it('may be anything: it neither throws nor hangs', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void parseUnifiedDiff(text)))
    fc.assert(fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => void parseUnifiedDiff(lines.join('\n'))))
    const started = performance.now()
    parseUnifiedDiff(`--- a/x\n+++ b/x\n@@ -1 +1,999999999 @@\n${'+a\n'.repeat(1_000_000)}`)
    parseUnifiedDiff('diff --git a/x b/x\n'.repeat(200_000))
    parseUnifiedDiff(`diff --git ${'"\\'.repeat(1_000_000)}`)
    expect(performance.now() - started).toBeLessThan(12_000)
  })
})

describe('a quoted path', () => {
  it('is what git quoted, and stays as it is where it is no quotation', () => {
    expect(unquoteGitPath('"\\303\\274 \\"x\\" \\\\ \\t\\n"')).toBe('ü "x" \\ \t\n')
    for (const shown of ['plain', '"', '"open', '"bad \\x"', '"end\\"', '']) expect(unquoteGitPath(shown)).toBe(shown)
  })
})

describe('the lines that changed', () => {
  it('are such that the rest stands in the old text, in its order', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const rest = outside(after.replaceAll('\r', ''), changedLines(before, after))
        const old = linesOf(before.replaceAll('\r', ''))
        let at = 0
        for (const line of rest) {
          at = old.indexOf(line, at) + 1
          expect(at).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('are as few as git counts', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const clean = (text: string) => text.replaceAll('\r', '').replace(/([^\n])$/, '$1\n')
        const [a, b] = [clean(before), clean(after)]
        const ours = changedLines(a, b).reduce((sum, { line, endLine }) => sum + endLine - line + 1, 0)
        const [file] = parseUnifiedDiff(gitDiff({ x: a }, { x: b }, '--minimal', '--text', '-U0')).files
        const theirs = (file?.added ?? []).reduce((sum, { line, endLine }) => sum + endLine - line + 1, 0)
        expect(ours).toBe(theirs)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('are none where only the line ends are new, and all where there was nothing', () => {
    expect(changedLines('a\nb\n', 'a\r\nb\r\n')).toEqual([])
    expect(changedLines('', 'a\nb')).toEqual([{ line: 1, endLine: 2 }])
    expect(changedLines('a\nb\n', '')).toEqual([])
  })

  it('are there soon in large files, however much they differ', () => {
    const many = (count: number, line: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => line(at)).join('\n')
    const big = many(50_000, (at) => `line ${at}`)
    const started = performance.now()
    expect(changedLines(big, big.replace('line 25000\n', 'other\n'))).toEqual([{ line: 25_001, endLine: 25_001 }])
    expect(
      changedLines(
        big,
        many(50_000, (at) => `other ${at}`),
      ),
    ).toEqual([{ line: 1, endLine: 50_000 }])
    changedLines(
      big,
      many(50_000, (at) => `line ${(at * 7919) % 50_000}`),
    )
    changedLines(
      big,
      many(50_000, (at) => `line ${49_999 - at}`),
    )
    changedLines(
      many(50_000, (at) => `x${at % 3}`),
      many(50_000, (at) => `x${(at * at) % 3}`),
    )
    changedLines(
      many(500_000, () => ''),
      many(400_000, (at) => (at % 2 ? '' : 'a')),
    )
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
