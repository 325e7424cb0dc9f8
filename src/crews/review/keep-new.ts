import type { CodeFinding, LineRange, ReviewedFile } from '../../core/review.ts'
import type { FileLines } from './file-lines.ts'
import { fingerprints } from './fingerprint.ts'

export interface NewFindings {
  /** What the change brings about; `isElsewhere` where it shows on lines that are not changed. */
  kept: { finding: CodeFinding; isElsewhere: boolean }[]
  known: number
  untouched: number
}

/**
 * What of the findings the change brought about: those on changed lines, and those whose data passes a changed line; without those
 * that were there before. `before` gives the findings of the old version, and is asked only where there is something to compare.
 */
export async function keepNew(
  findings: readonly CodeFinding[],
  files: readonly ReviewedFile[],
  lines: { head: FileLines; base: FileLines },
  before: () => Promise<readonly CodeFinding[]>,
): Promise<NewFindings> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const touches = ({ file, line, endLine }: CodeFinding['at']) => isChanged(byPath.get(file), line, endLine)
  const touched = findings.flatMap((finding) => {
    if (touches(finding.at)) return [{ finding, isElsewhere: false }]
    return finding.flow?.some(touches) ? [{ finding, isElsewhere: true }] : []
  })
  const untouched = findings.length - touched.length
  const comparable = touched.filter(({ finding }) => byPath.get(finding.at.file)?.baseText !== undefined)
  if (comparable.length === 0) return { kept: touched, known: 0, untouched }
  const old = await before()
  const pathNow = new Map(files.map(({ path, oldPath }) => [oldPath ?? path, path]))
  const renamed = old.map((one) => ({ ...one, at: { ...one.at, file: pathNow.get(one.at.file) ?? one.at.file } }))
  const oldNames = new Set(
    fingerprints(renamed, ({ at }) => lines.base.line(byPath.get(at.file)?.oldPath ?? at.file, at.line)),
  )
  const names = fingerprints(findings, ({ at }) => lines.head.line(at.file, at.line))
  const nameOf = new Map(findings.map((finding, index) => [finding, names[index] ?? '']))
  const kept = touched.filter(({ finding }) => !oldNames.has(nameOf.get(finding) ?? ''))
  return { kept, known: touched.length - kept.length, untouched }
}

/** Whether the change touches one of these lines of the file's new text. */
export function isChanged(file: ReviewedFile | undefined, line: number, endLine: number): boolean {
  if (file === undefined) return false
  if (file.changed === 'all') return true
  return file.changed.some((range: LineRange) => range.line <= endLine && range.endLine >= line)
}
