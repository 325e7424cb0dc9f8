import { afterAll, describe, expect, it } from 'vitest'
import type { ModuleCode } from '../../../src/analysts/code/program.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import type { Problem } from '../../../src/core/analysis.ts'
import type { CodeReview, ReviewedFile, ReviewSource } from '../../../src/core/review.ts'
import { composeReview } from '../../../src/crews/review/compose-review.ts'
import { openedReview } from '../../../src/crews/review/open-review.ts'
import { reviewing } from '../../../src/crews/review/review-change.ts'
import { REVIEW_DEFAULTS } from '../../../src/crews/review/review-input.ts'
import { memoryEngine } from '../../../src/engine/memory/memory-engine.ts'
import { changedFile, finding } from './finding-fixtures.ts'

const engines: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(engines.map((engine) => engine.close())))

function sourceOf(files: readonly ReviewedFile[], more: Partial<ReviewSource> = {}): ReviewSource {
  return {
    change: { files, skipped: [], problems: [], base: { label: 'old' }, head: { label: 'new' } },
    paths: files.map(({ path }) => path),
    nearby: async () => [],
    atBase: async () => undefined,
    lint: async () => ({ findings: [], problems: [] }),
    ...more,
  }
}

async function reviewOf(source: ReviewSource): Promise<CodeReview> {
  const engine = await memoryEngine()
  engines.push(engine)
  const models = { byName: async () => Promise.reject(new Error('none')), tiers: async () => ({}) }
  const workflow = reviewing({
    openSource: async () => source,
    parsers: openParsers,
    readCoverage: async () => undefined,
    consulting: { agents: async () => [], readAgent: () => ({ problem: 'none' }), models },
  })
  const input = { ...REVIEW_DEFAULTS, origin: { kind: 'tree' as const, path: '.' } }
  return (await engine.start(workflow, input)).result()
}

const added = (path: string, text: string): ReviewedFile => ({ path, status: 'added', text, changed: 'all' })

describe('a review', () => {
  it('says what the linters of the project could not do, and of what they said only what is of the change', async () => {
    const problem: Problem = {
      code: 'linter-failed',
      source: 'eslint',
      message: 'eslint did not end well: x',
      hint: '',
    }
    const said = finding('eslint/eqeqeq', 'a.py', 1, { reviewer: 'style' })
    const lint = async () => ({ findings: [said, { ...said, at: { ...said.at, file: 'b.py' } }], problems: [problem] })
    const { findings, problems } = await reviewOf(sourceOf([added('a.py', 'a = 1\n')], { lint }))
    expect(problems).toContainEqual(problem)
    expect(findings.map(({ rule, at }) => `${rule} ${at.file}`)).toContain('eslint/eqeqeq a.py')
    expect(findings.some(({ at }) => at.file === 'b.py')).toBe(false)
  })

  it('tells what points to no line apart from what is too many of one rule', async () => {
    const text = `${'import os\n'.repeat(1)}${Array.from({ length: 2_100 }, (_, n) => `AKIA${String(n)}`).join('\n')}\n`
    const lint = async () => ({
      findings: [
        ...Array.from({ length: 2_100 }, (_, n) => finding('eslint/eqeqeq', 'a.py', n + 2, { reviewer: 'style' })),
        finding('eslint/eqeqeq', 'a.py', 9_999, { reviewer: 'style' }),
      ],
      problems: [],
    })
    const { reviewers } = await reviewOf(sourceOf([added('a.py', text)], { lint }))
    const style = reviewers.find(({ reviewer }) => reviewer === 'style')
    expect(style?.summary).toContain('1 struck out: no such line.')
    expect(style?.summary).toContain('100 more')
  })

  it('stands where a reviewer breaks down on the version before: then what it says is told as new', async () => {
    const files = [changedFile('a.py', 'a = 1\nrun(name)\n', 'a = 2\nrun(name)\n', 1, 2)]
    const opened = openedReview(sourceOf(files), await openParsers(), undefined)
    const broken = new Proxy({} as ModuleCode, {
      get: () => {
        throw new RangeError('Maximum call stack size exceeded')
      },
    })
    const code = { ...opened.task.code, baseModules: new Map([['a.py', broken]]) }
    const found = { findings: [finding('python/x', 'a.py', 2)], struckOut: 0 }
    const review = await composeReview(
      { ...opened, task: { ...opened.task, code } },
      [['security', { status: 'completed', value: found }]],
      { cap: 10, origin: { kind: 'tree', path: '.' } },
    )
    expect(review.findings.map(({ rule }) => rule)).toEqual(['python/x'])
  })
})
