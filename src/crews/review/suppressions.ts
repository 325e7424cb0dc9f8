import type { CodeFinding, ReviewedFile } from '../../core/review.ts'

/** A comment that silences a rule on its line, or on the next one where it stands alone. */
export interface Suppression {
  file: string
  line: number
  /** A rule, or the part before its slash. */
  rule: string
  /** Empty where none is given: then it silences nothing. */
  reason: string
}

const COMMENT = /(?:\/\/|#|--|\/\*|<!--)\s*watchfloor-ignore\s+([\w/-]+)\s*(?::\s*(.*?))?\s*(?:\*\/|-->)?\s*$/

/**
 * `// watchfloor-ignore RULE: reason`. A change cannot silence what is said of it: only comments count that stood there before, in the
 * same words; in a whole tree, all.
 */
export function readSuppressions(file: ReviewedFile): { counted: Suppression[]; uncounted: Suppression[] } {
  const found = suppressionsIn(file.path, file.text ?? '')
  const before =
    file.status === 'unchanged'
      ? undefined
      : new Set(suppressionsIn(file.path, file.baseText ?? '').map(({ rule, reason }) => `${rule}:${reason}`))
  const counts = ({ rule, reason }: Suppression) => reason !== '' && (before?.has(`${rule}:${reason}`) ?? true)
  return { counted: found.filter(counts), uncounted: found.filter((one) => !counts(one)) }
}

function suppressionsIn(file: string, text: string): Suppression[] {
  if (!text.includes('watchfloor-ignore')) return []
  return text.split(/\r?\n/).flatMap((line, index) => {
    const match = COMMENT.exec(line)
    if (match === null) return []
    const isAlone = line.slice(0, match.index).trim() === ''
    return [{ file, line: index + (isAlone ? 2 : 1), rule: match[1] ?? '', reason: match[2] ?? '' }]
  })
}

export function isSuppressed({ at, rule }: CodeFinding, suppressions: readonly Suppression[]): Suppression | undefined {
  return suppressions.find(
    (one) => one.file === at.file && one.line === at.line && (rule === one.rule || rule.startsWith(`${one.rule}/`)),
  )
}
