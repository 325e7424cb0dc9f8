import { once } from '../../../core/once.ts'
import type { CodeFinding } from '../../../core/review.ts'
import { type CodeChange, findingIn, touchedFiles } from '../change/code-change.ts'
import { isTestPath } from '../path-role.ts'
import { docstringMismatches } from './docstring-mismatch.ts'
import { foldersOf, markdownMistakes } from './markdown-mistakes.ts'
import { missingNotes } from './missing-notes.ts'
import { staleDocuments, type TreeDocument } from './stale-documents.ts'
import { surfaceChange } from './surface-change.ts'

/** What is known of the documents beside the change. */
export interface DocumentKnowledge {
  /** Every path of the new tree. Without it nothing is said about links. */
  paths?: ReadonlySet<string>
  /** The documents of the new tree, changed or not. Without them nothing is said about what they leave out. */
  documents?: readonly TreeDocument[]
}

/** Where what is written no longer says what the code does, because of the change. */
export function analyseDocumentation(change: CodeChange, { paths, documents = [] }: DocumentKnowledge): CodeFinding[] {
  const files = touchedFiles(change)
  const surface = surfaceChange(change)
  const touched = new Set(files.map(({ file }) => file.path))
  const tree = paths && { paths, folders: once(() => foldersOf(paths)) }
  return [
    ...files.flatMap((one) =>
      [...(isTestPath(one.file.path) ? [] : docstringMismatches(one)), ...markdownMistakes(one, tree)].map((remark) =>
        findingIn(one.file.path, 'documentation', remark),
      ),
    ),
    ...staleDocuments(documents, surface, touched),
    ...missingNotes(change, files, documents, surface),
  ]
}
