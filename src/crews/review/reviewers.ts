import { analyseSecurity } from '../../analysts/code/analyse-security.ts'
import { type CodeChange, touchedFiles } from '../../analysts/code/change/code-change.ts'
import { analyseDocumentation } from '../../analysts/code/documentation/analyse-documentation.ts'
import { analysePerformance } from '../../analysts/code/performance/analyse-performance.ts'
import { analyseConventions } from '../../analysts/code/style/analyse-conventions.ts'
import { analyseTests } from '../../analysts/code/tests/analyse-tests.ts'
import { indexTests } from '../../analysts/code/tests/test-index.ts'
import { asksTests } from '../../analysts/code/tests/untested-changes.ts'
import type { Problem } from '../../core/analysis.ts'
import type { Coverage } from '../../core/coverage.ts'
import type { CodeFinding, NearbyFile, Reviewer, ReviewSource } from '../../core/review.ts'

/** What a reviewer is given: the change as programs, and the tree around it. */
export interface ReviewTask {
  code: CodeChange
  source: ReviewSource
  coverage: Coverage | undefined
  /** The tests of the new tree. */
  tests(): Promise<readonly NearbyFile[]>
}

/** What a reviewer says of the code, and what it could not do. */
export interface ReviewerSays {
  findings: readonly CodeFinding[]
  problems?: readonly Problem[]
}

export interface ReviewerPart {
  name: Reviewer
  /** Shown while it works. */
  task: string
  analyse(task: ReviewTask): Promise<ReviewerSays>
}

const DOCUMENTS = /\.(?:md|mdx|rst|adoc)$/i
const LINT_SETTINGS =
  /(?:^|\/)(?:\.eslintrc[^/]*|eslint\.config\.[^/]+|biome\.jsonc?|pyproject\.toml|setup\.cfg|ruff\.toml|\.golangci\.ya?ml|tslint\.json)$/
const EDITOR_SETTINGS = /(?:^|\/)\.editorconfig$/

export const securityPart: ReviewerPart = {
  name: 'security',
  task: 'follows data from where it comes in to where it does harm',
  analyse: async ({ code }) => ({ findings: analyseSecurity(code) }),
}

/** The five, each with its own matter only. */
export const REVIEWER_PARTS: readonly ReviewerPart[] = [
  securityPart,
  {
    name: 'performance',
    task: 'looks for work that grows with the data',
    analyse: async ({ code }) => ({ findings: analysePerformance(code) }),
  },
  {
    name: 'style',
    task: 'holds the change against the conventions of the project',
    async analyse({ code, source }) {
      const [settings, linted] = await Promise.all([
        source.nearby((path) => EDITOR_SETTINGS.test(path) || LINT_SETTINGS.test(path)),
        source.lint(),
      ])
      const own = analyseConventions(code, {
        editorConfigs: settings.filter(({ path }) => EDITOR_SETTINGS.test(path)),
        lintConfigs: settings.filter(({ path }) => LINT_SETTINGS.test(path)),
        ...(source.paths !== undefined && { paths: new Set(source.paths) }),
      })
      const here = new Set(code.files.map(({ path }) => path))
      return { findings: [...own, ...linted.findings.filter(({ at }) => here.has(at.file))], problems: linted.problems }
    },
  },
  {
    name: 'tests',
    task: 'asks which test would notice',
    async analyse({ code, source, coverage, tests: read }) {
      const isAsked = source.paths !== undefined && asksTests(touchedFiles(code))
      const tests = isAsked ? indexTests(await read()) : undefined
      const findings = analyseTests(code, {
        ...(coverage && { coverage }),
        ...(tests && { tests }),
        ...(source.paths !== undefined && { paths: new Set(source.paths) }),
      })
      return { findings }
    },
  },
  {
    name: 'documentation',
    task: 'compares what is written with what is there',
    async analyse({ code, source }) {
      const documents = await source.nearby((path) => DOCUMENTS.test(path))
      const findings = analyseDocumentation(code, {
        documents,
        ...(source.paths !== undefined && { paths: new Set(source.paths) }),
      })
      return { findings }
    },
  },
]
