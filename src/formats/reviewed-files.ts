import type { Problem } from '../core/analysis.ts'
import type { ChangeStatus, LineRange, ReviewedFile, SkippedFile } from '../core/review.ts'
import { changedLines } from './changed-lines.ts'
import { countLines, type SourceText, tidyRanges } from './source-text.ts'
import { unreviewedByText } from './unreviewed-path.ts'

/** A file with what could be read of it on both sides. */
export interface FileSides {
  path: string
  oldPath?: string
  status: ChangeStatus
  before?: SourceText
  after?: SourceText
  /** The lines that changed, where that is known and need not be found by comparing. */
  changed?: readonly LineRange[]
}

export interface ReadFiles {
  files: ReviewedFile[]
  skipped: SkippedFile[]
  /** Paths of files that are no UTF-8. */
  lossy: string[]
}

/**
 * Files of a change with their texts and the lines that changed. What cannot be read, or was not written by people, is skipped by
 * name. Where only the text before cannot be read, the whole of the new one counts as changed.
 */
export function reviewedFiles(sides: readonly FileSides[]): ReadFiles {
  const read: ReadFiles = { files: [], skipped: [], lossy: [] }
  for (const side of sides) {
    const shown = side.status === 'removed' ? side.before : side.after
    const why = shown === undefined ? 'missing' : whyUnread(side, shown)
    if (why !== undefined) read.skipped.push({ path: side.path, why })
    else read.files.push(toFile(side))
    if (why === undefined && shown?.kind === 'text' && shown.isLossy) read.lossy.push(side.path)
  }
  return read
}

/** A mark of a generator that comes with the change proves nothing: it has to stand in the text before as well, where there is one. */
function whyUnread({ path, before }: FileSides, shown: SourceText): string | undefined {
  if (shown.kind === 'unread') return shown.why
  const found = unreviewedByText(path, shown.text)
  return before?.kind === 'text' && unreviewedByText(path, before.text) === undefined ? undefined : found?.why
}

function toFile({ path, oldPath, status, before, after, changed }: FileSides): ReviewedFile {
  const text = after?.kind === 'text' ? after.text : undefined
  const baseText = before?.kind === 'text' ? before.text : undefined
  return {
    path,
    status,
    ...(oldPath !== undefined && { oldPath }),
    ...(text !== undefined && { text }),
    ...(baseText !== undefined && { baseText }),
    changed:
      changed !== undefined && text !== undefined
        ? tidyRanges(changed, countLines(text))
        : changedOf(status, baseText, text),
  }
}

function changedOf(status: ChangeStatus, before: string | undefined, after: string | undefined) {
  if (after === undefined) return []
  return status === 'unchanged' || before === undefined ? 'all' : changedLines(before, after)
}

/** One problem for all files that are no UTF-8; none where there are none. */
export function lossyProblem(paths: readonly string[]): Problem[] {
  const [first] = paths
  if (first === undefined) return []
  const others = paths.length === 1 ? '' : ` and ${paths.length - 1} more`
  return [
    {
      code: 'not-utf-8',
      source: first,
      message: `${first}${others} cannot be read as UTF-8; what could not be read stands as \u{fffd}.`,
      hint: 'Convert it to UTF-8 if it is text.',
    },
  ]
}

/** One problem where a change has no file at all, so that silence is not taken for praise. */
export function emptyProblem(files: number, base: string): Problem[] {
  if (files > 0) return []
  return [
    {
      code: 'nothing-changed',
      source: base,
      message: `Nothing differs from ${base}, so there is nothing to review.`,
      hint: 'Name what it is compared with, `--base`, or review everything: `--path DIR`.',
    },
  ]
}
