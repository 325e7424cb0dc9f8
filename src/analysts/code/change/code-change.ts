import type { CodeFinding, ReviewedFile, Reviewer } from '../../../core/review.ts'
import type { ModuleCode } from '../program.ts'
import { type ChangedLines, changedLines } from './changed-lines.ts'

/** A change with its programs. Whatever is missing is not spoken of. */
export interface CodeChange {
  files: readonly ReviewedFile[]
  /** The new version of each file whose language is parsed, by path. */
  modules: ReadonlyMap<string, ModuleCode>
  /** The version before the change, by the path it had then. */
  baseModules: ReadonlyMap<string, ModuleCode>
}

/** One file that a change adds, alters or that is reviewed as a whole, and what is new in it. */
export interface TouchedFile {
  file: ReviewedFile
  text: string
  changed: ChangedLines
  /** Undefined where the language is not parsed. */
  module: ModuleCode | undefined
  /** The program before; undefined for a new file and for a language that is not parsed. */
  baseModule: ModuleCode | undefined
}

const NOT_WRITTEN_BY_HAND =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|out|target|coverage|\.venv|site-packages|__generated__|generated)\/|\.min\.\w+$|(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|go\.sum)$|[._-](?:pb|pb2|pb2_grpc|generated|gen)\.\w+$|\.d\.[cm]?ts$/i
const GENERATED_MARK = /@generated\b|\bDO NOT EDIT\b|\bautomatically generated\b|\bauto-?generated\b/i
const MARKED_WITHIN = 1000
/** Characters; what is longer is data. */
const LARGEST = 2_000_000
const LONGEST_USUAL_LINE = 400

/** The files that people write and that are still there. Copied, generated and compressed ones are left out. */
export function touchedFiles({ files, modules, baseModules }: CodeChange): TouchedFile[] {
  return files.flatMap((file) => {
    if (file.text === undefined || file.status === 'removed' || isMadeByTool(file.path, file.text)) return []
    return [
      {
        file,
        text: file.text,
        changed: changedLines(file),
        module: modules.get(file.path),
        baseModule: file.status === 'added' ? undefined : baseModules.get(file.oldPath ?? file.path),
      },
    ]
  })
}

/** Whether a file is not kept by hand: nobody mends it where it stands. */
export function isMadeByTool(path: string, text: string): boolean {
  if (NOT_WRITTEN_BY_HAND.test(path) || text.length > LARGEST) return true
  if (GENERATED_MARK.test(text.slice(0, MARKED_WITHIN))) return true
  return text.length > 10_000 && text.length / text.split('\n').length > LONGEST_USUAL_LINE
}

const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|spec|specs|testing|testdata|fixtures?|__mocks__|e2e|cypress)\/|[._-](?:test|spec)\.\w+$|_test\.(?:go|py)$|(?:^|\/)(?:test_[^/]*|conftest)\.py$|(?:Test|Tests|IT|TestCase|Spec)\.java$|(?:^|\/)src\/test\//
const SIDE_PATH = /(?:^|\/)(?:examples?|benchmarks?|bench|demos?|docs?|samples?|scripts?|tools?|migrations?)\//i

/** Whether a file holds tests or what they need. */
export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path)
}

/** Whether a file runs in production: no test, example, benchmark, script or migration. */
export function isProductPath(path: string): boolean {
  return !isTestPath(path) && !SIDE_PATH.test(path)
}

/** What differs between findings; severity is `low` unless something else is said. */
export type Remark = Omit<CodeFinding, 'reviewer' | 'severity' | 'cwe' | 'at'> & {
  severity?: CodeFinding['severity']
  cwe?: readonly number[]
  line: number
  endLine?: number
}

/** A remark of one reviewer about one file, as a finding. */
export function findingIn(file: string, reviewer: Reviewer, remark: Remark): CodeFinding {
  const { line, endLine = line, severity = 'low', cwe = [], ...rest } = remark
  return { ...rest, reviewer, severity, cwe, at: { file, line, endLine: Math.max(line, endLine) } }
}
