import { expect, it } from 'vitest'
import type { ReviewedFile } from '../../../src/core/review.ts'
import { analyseAll } from '../../../src/crews/review/analyse-all.ts'
import type { ReviewerPart, ReviewTask } from '../../../src/crews/review/reviewers.ts'
import { finding } from './finding-fixtures.ts'

const breaksOn = (broken: string): ReviewerPart => ({
  name: 'security',
  task: 'looks',
  async analyse({ code: { files } }) {
    if (files.some(({ path }) => path === broken)) throw new RangeError('Maximum call stack size exceeded')
    return { findings: files.map(({ path }) => finding('a/b', path, 1)) }
  },
})

function taskOf(...paths: string[]): ReviewTask {
  const files = paths.map((path): ReviewedFile => ({ path, status: 'added', text: 'x', changed: 'all' }))
  const code = { files, modules: new Map(), baseModules: new Map() }
  const nothing = { findings: [], problems: [] }
  const source = {
    change: { files, skipped: [], problems: [], head: { label: 'new' } },
    paths,
    nearby: async () => [],
    atBase: async () => undefined,
    lint: async () => nothing,
  }
  return { code, source, coverage: undefined, tests: async () => [] }
}

it('finds in the other files what is there, where a reviewer breaks down on one of them, and names that one', async () => {
  const { findings, unread } = await analyseAll(breaksOn('b.ts'), taskOf('a.ts', 'b.ts', 'c.ts'))
  expect(findings.map(({ at }) => at.file)).toEqual(['a.ts', 'c.ts'])
  expect(unread).toEqual(['b.ts'])
})

it('goes through all files at once where nothing breaks', async () => {
  const { findings, unread } = await analyseAll(breaksOn('z.ts'), taskOf('a.ts', 'b.ts'))
  expect([findings.length, unread]).toEqual([2, []])
})

it('fails where the only file is the one it breaks down on', async () => {
  await expect(analyseAll(breaksOn('a.ts'), taskOf('a.ts'))).rejects.toThrow(RangeError)
})
