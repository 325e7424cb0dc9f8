import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { analyseSecurity } from '../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../src/analysts/code/change/parse-change.ts'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import type { ReviewedFile } from '../../../src/core/review.ts'

const ROOT = 'test/review-cases/pairs'
/** A finding so many lines away still speaks of the place. */
const NEAR = 3

const weakness = z.object({ file: z.string(), line: z.number(), after_lines: z.tuple([z.number(), z.number()]) })
const labels = z.record(z.string(), z.object({ cwe: z.number(), weaknesses: z.array(weakness) }))

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

function findingsIn(folder: string) {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): ReviewedFile => {
      const full = join(entry.parentPath, entry.name)
      const path = full.slice(folder.length + 1).replaceAll('\\', '/')
      return { path, status: 'unchanged', text: readFileSync(full, 'utf8'), changed: 'all' }
    })
  return analyseSecurity(parseChange(files, parsers))
}

describe('the security analyst on code before and after a fix', () => {
  const cases = Object.entries(labels.parse(JSON.parse(readFileSync(join(ROOT, 'labels.json'), 'utf8'))))

  it('tells what was wrong where it was, and is silent there once it is mended', () => {
    const wrong = cases.flatMap(([id, { weaknesses }]) => {
      const [before, after] = [findingsIn(join(ROOT, id, 'before')), findingsIn(join(ROOT, id, 'after'))]
      const isTold = weaknesses.some(({ file, line }) =>
        before.some(({ at }) => at.file === file && Math.abs(at.line - line) <= NEAR),
      )
      const isStillTold = weaknesses.some(({ file, after_lines: [from, to] }) =>
        after.some(({ at }) => at.file === file && at.line >= from - NEAR && at.line <= to + NEAR),
      )
      return isTold && !isStillTold ? [] : [id]
    })
    expect(cases.length).toBeGreaterThan(40)
    expect(wrong.length / cases.length).toBeLessThan(0.15)
  })
})
