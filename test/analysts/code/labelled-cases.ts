import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { analyseSecurity } from '../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../src/analysts/code/change/parse-change.ts'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import type { CodeFinding, ReviewedFile } from '../../../src/core/review.ts'

const labelsSchema = z.record(
  z.string(),
  z.object({ cwe: z.number(), vulnerable: z.boolean(), category: z.string(), rule: z.string().optional() }),
)

export interface LabelledCase {
  file: string
  cwe: number
  vulnerable: boolean
  category: string
  rule?: string | undefined
  findings: CodeFinding[]
  /** A finding of the rule (of the CWE, where no rule is named) is in the file. */
  isHit: boolean
  /** Every third by name is not tuned on. */
  isHeldBack: boolean
}

const ROOT = 'test/review-cases'

export function caseSets(): string[] {
  const sets = globSync('*/labels.json', { cwd: ROOT }).map((path) => path.split(/[\\/]/)[0] ?? '')
  // Pairs of before and after are of another form.
  return sets.filter((set) => existsSync(join(ROOT, set, 'src'))).sort()
}

/** All cases of a set, analysed together as a tree; a case may use files beside it that have no label. */
export function analyseCases(set: string, parsers: Parsers): LabelledCase[] {
  const labels = labelsSchema.parse(JSON.parse(readFileSync(join(ROOT, set, 'labels.json'), 'utf8')))
  const root = join(ROOT, set, 'src')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): ReviewedFile => {
      const full = join(entry.parentPath, entry.name)
      const path = full.slice(root.length + 1).replaceAll('\\', '/')
      return { path, status: 'unchanged', text: readFileSync(full, 'utf8'), changed: 'all' }
    })
  const findings = analyseSecurity(parseChange(files, parsers))
  return Object.keys(labels)
    .sort()
    .flatMap((file, index): LabelledCase[] => {
      const label = labels[file]
      if (label === undefined) return []
      const own = findings.filter(({ at }) => at.file === file)
      const isHit = own.some(({ rule, cwe }) =>
        label.rule === undefined ? cwe.includes(label.cwe) : rule === label.rule,
      )
      return [{ file, ...label, findings: own, isHit, isHeldBack: index % 3 === 2 }]
    })
}

export interface Rates {
  truePositive: number
  falsePositive: number
}

export function ratesOf(cases: readonly LabelledCase[]): Rates {
  const share = (vulnerable: boolean) => {
    const list = cases.filter((one) => one.vulnerable === vulnerable)
    return list.length === 0 ? 0 : list.filter(({ isHit }) => isHit).length / list.length
  }
  return { truePositive: share(true), falsePositive: share(false) }
}
