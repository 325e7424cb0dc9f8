import { createHash } from 'node:crypto'
import type { CodeFinding } from '../../core/review.ts'

/** What findings have in common that are alike: the rule, the file, and the words of the line. */
export function stemOf({ rule, at }: CodeFinding, line: string): string {
  return `${rule}\n${at.file}\n${wordsOf(line)}`
}

/** A line without regard to how it is indented and spaced. */
export function wordsOf(line: string): string {
  return line.replace(/\s+/g, ' ').trim()
}

/**
 * Names a finding so that it is known again when lines around it have moved: its stem, and which of several that are alike it is.
 * `taken` counts those of a stem that have their names already. 16 hex digits.
 */
export function fingerprints(
  findings: readonly CodeFinding[],
  lineOf: (finding: CodeFinding) => string,
  taken: ReadonlyMap<string, number> = new Map(),
): string[] {
  const seen = new Map(taken)
  return findings.map((finding) => {
    const stem = stemOf(finding, lineOf(finding))
    const count = seen.get(stem) ?? 0
    seen.set(stem, count + 1)
    return createHash('sha256').update(`${stem}\n${count}`).digest('hex').slice(0, 16)
  })
}
