import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readFolders } from '../../../src/integrations/folders/read-folders.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watchfloor-folders-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()
let made = 0

type Files = Readonly<Record<string, string>>

function place(before: Files, after: Files, diff?: string) {
  const root = join(folder, `case ${++made}`)
  const write = (name: string, files: Files) => {
    mkdirSync(join(root, name), { recursive: true })
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true })
      writeFileSync(join(root, name, path), text)
    }
    return join(root, name)
  }
  const sides = { base: write('base', before), head: write('head', after) }
  return diff === undefined ? sides : { ...sides, diff: join(write('', { 'change.diff': diff }), 'change.diff') }
}

describe('a change as two folders', () => {
  it('is the files that differ, with what is new in them', async () => {
    const change = await readFolders({
      ...place(
        { 'same.ts': 'x\n', 'a.ts': '1\n2\n3\n', 'gone.ts': 'gone\n', 'old/name.ts': 'moved\ntext\n' },
        { 'same.ts': 'x\n', 'a.ts': '1\nnew\n2\n3\nend\n', 'new.ts': 'n\n', 'new/name.ts': 'moved\ntext\n' },
      ),
      signal,
    })
    expect(change.files).toEqual([
      {
        path: 'a.ts',
        status: 'modified',
        text: '1\nnew\n2\n3\nend\n',
        baseText: '1\n2\n3\n',
        changed: [
          { line: 2, endLine: 2 },
          { line: 5, endLine: 5 },
        ],
      },
      { path: 'gone.ts', status: 'removed', baseText: 'gone\n', changed: [] },
      { path: 'new.ts', status: 'added', text: 'n\n', changed: 'all' },
      {
        path: 'new/name.ts',
        oldPath: 'old/name.ts',
        status: 'renamed',
        text: 'moved\ntext\n',
        baseText: 'moved\ntext\n',
        changed: [],
      },
    ])
  })

  it('does not call removed what the newer side ignores or links', async () => {
    const sides = place({ 'a.log': 'a\n', 'b.ts': 'b\n' }, { 'a.log': 'x\n', '.gitignore': '*.log\n' })
    symlinkSync('/etc/passwd', join(sides.head, 'b.ts'))
    const { files, skipped } = await readFolders({ ...sides, signal })
    expect(files.map(({ path }) => path)).toEqual(['.gitignore'])
    expect(skipped.map(({ path }) => path)).toEqual(['a.log', 'b.ts'])
  })

  it('is what the diff says where there is one', async () => {
    const diff = [
      'diff --git a/a.ts b/a.ts',
      '--- a/a.ts',
      '+++ b/a.ts',
      '@@ -1,2 +1,3 @@',
      ' 1',
      '+new',
      ' 2',
      'diff --git a/old.ts b/moved.ts',
      'similarity index 100%',
      'rename from old.ts',
      'rename to moved.ts',
      'diff --git a/gone.ts b/gone.ts',
      'deleted file mode 100644',
      '--- a/gone.ts',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-gone',
      'diff --git a/n.ts b/n.ts',
      'new file mode 100644',
      '--- /dev/null',
      '+++ b/n.ts',
      '@@ -0,0 +1 @@',
      '+n',
      '',
    ].join('\n')
    const { files } = await readFolders({
      ...place(
        { 'a.ts': '1\n2\n', 'old.ts': 'o\n', 'gone.ts': 'gone\n', 'other.ts': '1\n' },
        { 'a.ts': '1\nnew\n2\n', 'moved.ts': 'o\n', 'n.ts': 'n\n', 'other.ts': '2\n' },
        diff,
      ),
      signal,
    })
    expect(files).toEqual([
      { path: 'a.ts', status: 'modified', text: '1\nnew\n2\n', baseText: '1\n2\n', changed: [{ line: 2, endLine: 2 }] },
      { path: 'moved.ts', oldPath: 'old.ts', status: 'renamed', text: 'o\n', baseText: 'o\n', changed: [] },
      { path: 'gone.ts', status: 'removed', baseText: 'gone\n', changed: [] },
      { path: 'n.ts', status: 'added', text: 'n\n', changed: 'all' },
    ])
  })

  it('understands a diff that names the folders, and takes lines no further than the file goes', async () => {
    const diff = '--- base/x/a.ts\t2020-01-01\n+++ head/x/a.ts\t2020-01-01\n@@ -1 +1,9 @@\n 1\n+2\n+3\n+4\n'
    const { files } = await readFolders({ ...place({ 'x/a.ts': '1\n' }, { 'x/a.ts': '1\n2\n' }, diff), signal })
    expect(files).toMatchObject([{ path: 'x/a.ts', status: 'modified', changed: [{ line: 2, endLine: 2 }] }])
  })

  it('reads nothing outside of the folders, whatever the diff names', async () => {
    const bad = ['../../../etc/passwd', '/etc/passwd', 'link', 'sub/../../case', '..']
    const diff = bad.map((path) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`).join('')
    const sides = place({ x: 'x' }, { x: 'x' }, diff)
    symlinkSync('/etc/passwd', join(sides.head, 'link'))
    const change = await readFolders({ ...sides, signal })
    expect(change.files).toEqual([])
    expect(change.skipped).toHaveLength(bad.length)
    expect(JSON.stringify(change)).not.toContain('root:')
  })

  it('is a fault where the diff is none, or is not there', async () => {
    const sides = place({ a: 'a' }, { a: 'a' }, 'hello\n')
    await expect(readFolders({ ...sides, signal })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(readFolders({ ...sides, diff: join(folder, 'no'), signal })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(readFolders({ base: sides.base, head: join(folder, 'no'), signal })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

it('is named where a diff adds lines that are not there', async () => {
  const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -90,2 +90,2 @@\n-1\n+2\n 3\n'
  const { problems } = await readFolders({ ...place({ 'a.ts': '1\n' }, { 'a.ts': '2\n' }, diff), signal })
  expect(problems.map(({ code }) => code)).toContain('diff-does-not-fit')
})
