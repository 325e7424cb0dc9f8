import type { ReviewFinding } from '../../core/review.ts'
import type { Masker } from '../../safety/masker.ts'
import type { FileLines } from './file-lines.ts'

const QUOTE = 200

/** A finding with its line, as it is shown: quotes and messages come from code that may hold credentials. */
export function quoted(finding: Omit<ReviewFinding, 'quote'>, lines: FileLines, masker: Masker): ReviewFinding {
  const { at, rule, message } = finding
  const line = lines.line(at.file, at.line).trim().slice(0, QUOTE)
  const quote = masker.mask(line)
  // Where a credential was found, whatever looks like one on its line is hidden, and the line itself if nothing does.
  const isBare = rule.startsWith('secrets/') && quote === line
  const { isElsewhere, ...rest } = finding
  return { ...rest, message: masker.mask(message), quote: isBare ? '‹a credential›' : quote, isElsewhere }
}
