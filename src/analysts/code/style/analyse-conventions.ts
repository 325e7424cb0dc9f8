import type { CodeFinding } from '../../../core/review.ts'
import { type CodeChange, findingIn, touchedFiles } from '../change/code-change.ts'
import { commentedCode } from './commented-code.ts'
import { conflictMarkers } from './conflict-markers.ts'
import { type EditorConfigFile, parseEditorConfig } from './editor-config.ts'
import { editorViolations } from './editor-violations.ts'
import { strangeFileNames } from './file-names.ts'
import { forbidsConsole, type LintConfig, leftoverDebugging } from './leftover-debugging.ts'
import { mixedLineEndings } from './line-endings.ts'

/** What a project has agreed on with itself. */
export interface Conventions {
  /** Every `.editorconfig` of the tree. */
  editorConfigs?: readonly EditorConfigFile[]
  /** Configuration of linters, for what they forbid. */
  lintConfigs?: readonly LintConfig[]
  /** Every path of the new tree. Without it nothing is said about names of files. */
  paths?: ReadonlySet<string>
}

/** Where a change leaves the project's own conventions; what people prefer beyond those is not spoken of. */
export function analyseConventions(
  change: CodeChange,
  { editorConfigs = [], lintConfigs = [], paths }: Conventions,
): CodeFinding[] {
  const files = touchedFiles(change)
  const editors = editorConfigs.map(parseEditorConfig)
  const forbids = forbidsConsole(lintConfigs)
  const isWholeTree = change.files.some(({ status }) => status === 'unchanged')
  return [
    ...files.flatMap((touched) =>
      [
        ...conflictMarkers(touched),
        ...leftoverDebugging(touched, forbids),
        ...(isWholeTree
          ? []
          : [...editorViolations(touched, editors), ...mixedLineEndings(touched), ...commentedCode(touched)]),
      ].map((remark) => findingIn(touched.file.path, 'style', remark)),
    ),
    ...(paths === undefined ? [] : strangeFileNames(files, paths)),
  ]
}
