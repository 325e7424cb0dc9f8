import { beforeAll, describe, expect, it } from 'vitest'
import { type Parsers, parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { analyseTests } from '../../../../src/analysts/code/tests/analyse-tests.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import type { Coverage } from '../../../../src/core/coverage.ts'
import type { ReviewedFile } from '../../../../src/core/review.ts'

const PATH = 'src/refund.ts'
const BASE = 'export function refund(order: Order) {\n  return order.total\n}\n'
const HEAD = `export function refund(order: Order) {
  const fee = order.isLate ? 5 : 0
  const rest = order.total - fee
  if (rest < 0) return 0
  return Math.max(0, rest)
}
`

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

function analysed(covered: number[], uncovered: number[], status: ReviewedFile['status'] = 'modified') {
  const coverage: Coverage = new Map([[PATH, { covered: new Set(covered), uncovered: new Set(uncovered) }]])
  const module = parseModule(PATH, HEAD, parsers)
  const file: ReviewedFile =
    status === 'unchanged'
      ? { path: PATH, status, text: HEAD, changed: 'all' }
      : { path: PATH, status, text: HEAD, baseText: BASE, changed: [{ line: 2, endLine: 5 }] }
  const modules = new Map(module === undefined ? [] : [[PATH, module]])
  return analyseTests({ files: [file], modules, baseModules: new Map() }, { coverage })
}

describe('what a change alters and no test runs', () => {
  it('is said with its lines where coverage was measured', () => {
    const [finding, ...others] = analysed([1, 2], [3, 4, 5])
    expect(others).toEqual([])
    expect(finding).toMatchObject({ rule: 'tests/changed-uncovered', severity: 'low', at: { file: PATH, line: 3 } })
    expect(finding?.message).toContain('3 of the 4 changed lines')
    expect(finding?.message).toContain('3–5')
  })

  it.each([
    ['most of what changed is run', [1, 2, 3, 4], [5]],
    ['what is not run was there before', [2, 3, 4, 5], [1]],
    ['nothing was measured of it', [], []],
  ])('is not said where %s', (_, covered, uncovered) => {
    expect(analysed(covered, uncovered)).toEqual([])
  })

  it('is not said of a whole tree, where nothing changed', () => {
    expect(analysed([], [1, 2, 3, 4, 5], 'unchanged')).toEqual([])
  })
})
