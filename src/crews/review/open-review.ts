import { parseChange } from '../../analysts/code/change/parse-change.ts'
import type { Parsers } from '../../analysts/code/parse/parse-module.ts'
import { isTestPath } from '../../analysts/code/path-role.ts'
import type { Coverage } from '../../core/coverage.ts'
import { once } from '../../core/once.ts'
import type { ReviewSource } from '../../core/review.ts'
import { type Admission, admissionTo } from './admit-findings.ts'
import { type FileLines, fileLines } from './file-lines.ts'
import type { ReviewTask } from './reviewers.ts'

/** What all reviewers of one review share: read and parsed once. */
export interface OpenedReview {
  source: ReviewSource
  task: ReviewTask
  lines: { head: FileLines; base: FileLines }
  /** What the project lives with. */
  admission(): Promise<Admission>
}

export function openedReview(source: ReviewSource, parsers: Parsers, coverage: Coverage | undefined): OpenedReview {
  const { files } = source.change
  return {
    source,
    task: { code: parseChange(files, parsers), source, coverage, tests: once(() => source.nearby(isTestPath)) },
    lines: { head: fileLines(files, 'head'), base: fileLines(files, 'base') },
    admission: once(() => admissionTo(source)),
  }
}
