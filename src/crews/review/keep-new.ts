import type { CodeFinding, LineRange, ReviewedFile } from '../../core/review.ts'
import type { FileLines } from './file-lines.ts'
import { stemOf, wordsOf } from './fingerprint.ts'

export interface NewFindings {
  /** What the change brings about; `isElsewhere` where it shows on lines that are not changed. */
  kept: { finding: CodeFinding; isElsewhere: boolean }[]
  known: number
  untouched: number
  /** How many findings there are of each stem that are not kept, by `stemOf`: their names are theirs. */
  taken: ReadonlyMap<string, number>
}

/**
 * What of the findings the change brought about: those on changed lines, and those whose data passes a changed line; without as many
 * of each as were there before: a second copy of a known weakness is new. `before` gives the findings of the old version, and is asked
 * only where a line stood there before that has a finding now.
 */
export async function keepNew(
  findings: readonly CodeFinding[],
  files: readonly ReviewedFile[],
  lines: { head: FileLines; base: FileLines },
  before: () => Promise<readonly CodeFinding[]>,
): Promise<NewFindings> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const touches = ({ file, line, endLine }: CodeFinding['at']) => isChanged(byPath.get(file), line, endLine)
  const stem = (finding: CodeFinding) => stemOf(finding, lines.head.line(finding.at.file, finding.at.line))
  const touched: NewFindings['kept'] = []
  const untouched: CodeFinding[] = []
  for (const finding of findings)
    if (touches(finding.at)) touched.push({ finding, isElsewhere: false })
    else if (finding.flow?.some(touches)) touched.push({ finding, isElsewhere: true })
    else untouched.push(finding)
  const taken = countPlaces(untouched, stem)
  const stoodBefore = linesBefore(byPath)
  const mayBeKnown = touched.some(({ finding: { at } }) => stoodBefore(at.file, lines.head.line(at.file, at.line)))
  const old = mayBeKnown ? await before() : []
  const pathNow = new Map(files.map(({ path, oldPath }) => [oldPath ?? path, path]))
  const known = countPlaces(
    old.map((one) => ({ ...one, at: { ...one.at, file: pathNow.get(one.at.file) ?? one.at.file } })),
    (one) => stemOf(one, lines.base.line(byPath.get(one.at.file)?.oldPath ?? one.at.file, one.at.line)),
  )
  const knownPlaces = new Set<string>()
  const kept = touched.filter(({ finding }) => {
    const [name, place] = [stem(finding), placeOf(finding)]
    if (knownPlaces.has(place)) return false
    const taking = taken.get(name) ?? 0
    if (taking >= (known.get(name) ?? 0)) return true
    taken.set(name, taking + 1)
    knownPlaces.add(place)
    return false
  })
  return { kept, known: touched.length - kept.length, untouched: untouched.length, taken }
}

function placeOf({ rule, at }: CodeFinding): string {
  return `${rule} ${at.file}:${at.line}`
}

/** Lines with a finding, by stem: two of the same rule on one line are one. */
function countPlaces(findings: readonly CodeFinding[], stem: (finding: CodeFinding) => string): Map<string, number> {
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  for (const finding of findings) {
    const place = placeOf(finding)
    if (!seen.has(place)) counts.set(stem(finding), (counts.get(stem(finding)) ?? 0) + 1)
    seen.add(place)
  }
  return counts
}

/** Whether a line stood in a file before the change, wherever. */
function linesBefore(byPath: ReadonlyMap<string, ReviewedFile>): (file: string, line: string) => boolean {
  const words = new Map<string, ReadonlySet<string>>()
  return (file, line) => {
    const known = words.get(file) ?? new Set((byPath.get(file)?.baseText ?? '').split('\n').map(wordsOf))
    words.set(file, known)
    return known.has(wordsOf(line))
  }
}

/** Whether the change touches one of these lines of the file's new text. */
export function isChanged(file: ReviewedFile | undefined, line: number, endLine: number): boolean {
  if (file === undefined) return false
  if (file.changed === 'all') return true
  return file.changed.some((range: LineRange) => range.line <= endLine && range.endLine >= line)
}
