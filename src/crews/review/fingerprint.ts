import { createHash } from 'node:crypto'
import type { CodeFinding } from '../../core/review.ts'

/**
 * Names a finding so that it is known again when lines around it have moved: the rule, the file, the words of its line, and which of
 * several that are alike it is. 16 hex digits.
 */
export function fingerprints(findings: readonly CodeFinding[], lineOf: (finding: CodeFinding) => string): string[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const stem = `${finding.rule}\n${finding.at.file}\n${lineOf(finding).replace(/\s+/g, ' ').trim()}`
    const count = seen.get(stem) ?? 0
    seen.set(stem, count + 1)
    return createHash('sha256').update(`${stem}\n${count}`).digest('hex').slice(0, 16)
  })
}
