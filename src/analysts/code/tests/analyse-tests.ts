import type { Coverage } from '../../../core/coverage.ts'
import type { CodeFinding } from '../../../core/review.ts'
import { type CodeChange, findingIn, type Remark, type TouchedFile, touchedFiles } from '../change/code-change.ts'
import { isTestPath } from '../path-role.ts'
import { dependentTests } from './dependent-tests.ts'
import { flakyTests } from './flaky-tests.ts'
import { focusedTests } from './focused-tests.ts'
import { hollowAssertions } from './hollow-assertions.ts'
import { idleTests } from './idle-tests.ts'
import { lostTests } from './lost-tests.ts'
import type { TestIndex } from './test-index.ts'
import { untestedChanges } from './untested-changes.ts'

/** What is known of the tests beside the change. */
export interface TestKnowledge {
  /** What a run of the tests of the new version reached. */
  coverage?: Coverage
  /** Every test file of the tree, changed or not. Without it nothing is said about what is not tested. */
  tests?: TestIndex
  /** Every path of the new tree. */
  paths?: ReadonlySet<string>
}

const RULES: readonly ((touched: TouchedFile) => Remark[])[] = [
  idleTests,
  hollowAssertions,
  focusedTests,
  flakyTests,
  dependentTests,
]

/** Whether the tests guard what a change does, and whether its own tests can fail. */
export function analyseTests(change: CodeChange, { coverage, tests, paths = new Set() }: TestKnowledge): CodeFinding[] {
  const files = touchedFiles(change)
  return [
    ...files
      .filter(({ file }) => isTestPath(file.path))
      .flatMap((touched) =>
        RULES.flatMap((rule) => rule(touched).map((remark) => findingIn(touched.file.path, 'tests', remark))),
      ),
    ...lostTests(change, files),
    ...untestedChanges(files, coverage, tests, paths),
  ]
}
