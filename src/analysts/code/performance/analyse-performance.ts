import type { CodeFinding } from '../../../core/review.ts'
import { type CodeChange, findingIn, type Remark, type TouchedFile, touchedFiles } from '../change/code-change.ts'
import { isProductPath } from '../path-role.ts'
import { blockingCalls } from './blocking-calls.ts'
import { callsInLoops } from './calls-in-loops.ts'
import { growingCaches } from './growing-caches.ts'
import { growingWork } from './growing-work.ts'
import { missingIndexes } from './missing-index.ts'
import { repeatedCalls } from './repeated-calls.ts'
import { unboundedReads } from './unbounded-reads.ts'

const RULES: readonly ((touched: TouchedFile) => Remark[])[] = [
  callsInLoops,
  growingWork,
  blockingCalls,
  growingCaches,
  unboundedReads,
  repeatedCalls,
]

/** What a change makes slow or heavy. Speaks of lines that are new only, and not of tests, scripts and examples. */
export function analysePerformance(change: CodeChange): CodeFinding[] {
  const files = touchedFiles(change)
  const product = files.filter(({ file }) => isProductPath(file.path))
  return [
    ...product.flatMap((touched) =>
      RULES.flatMap((rule) => rule(touched).map((remark) => findingIn(touched.file.path, 'performance', remark))),
    ),
    ...missingIndexes(files),
  ]
}
