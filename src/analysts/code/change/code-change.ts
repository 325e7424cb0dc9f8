import { rememberedBy } from '../../../core/remember.ts'
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

/** Where a project is built, and names of what is made there or describes what is elsewhere. What no reviewer reads did not come this far. */
const BUILT =
  /(?:^|\/)(?:build|out|target|coverage|generated)\/|[._-](?:gen|generated|pb|pb2|pb2_grpc)\.\w+$|\.d\.[cm]?ts$/i
/** Characters; what is longer is data. */
const LARGEST = 2_000_000
const LONGEST_USUAL_LINE = 400

/** The files that people write and that are still there. Copied, generated and compressed ones are left out. Each reviewer asks for them. */
export const touchedFiles = rememberedBy(({ files, modules, baseModules }: CodeChange): readonly TouchedFile[] =>
  files.flatMap((file) => {
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
  }),
)

/** Whether a file is not kept by hand: nobody mends it where it stands. */
function isMadeByTool(path: string, text: string): boolean {
  if (BUILT.test(path) || text.length > LARGEST) return true
  return text.length > 10_000 && text.length / text.split('\n').length > LONGEST_USUAL_LINE
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
