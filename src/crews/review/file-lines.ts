import type { CodeFinding, ReviewedFile } from '../../core/review.ts'

/** The lines of the files under review, split when first asked for. */
export interface FileLines {
  line(file: string, line: number): string
  /** The whole; empty where there is none. */
  text(file: string): string
}

/** Of the new texts, or of those before the change. */
export function fileLines(files: readonly ReviewedFile[], side: 'head' | 'base'): FileLines {
  const texts = new Map(
    files.map(({ path, oldPath, text, baseText }) => (side === 'head' ? [path, text] : [oldPath ?? path, baseText])),
  )
  const split = new Map<string, string[]>()
  return {
    line(file, line) {
      const known = split.get(file) ?? (texts.get(file) ?? '').split(/\r?\n/)
      split.set(file, known)
      return known[line - 1] ?? ''
    },
    text: (file) => texts.get(file) ?? '',
  }
}

/** Whether the place that a finding names is there. */
export function isThere({ at }: CodeFinding, lines: FileLines): boolean {
  return at.line >= 1 && lines.line(at.file, at.line).trim() !== ''
}
