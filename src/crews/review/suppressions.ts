import type { CodeFinding, ReviewedFile } from '../../core/review.ts'
import { wordsOf } from './fingerprint.ts'

/** A comment that silences a rule on its line, or on the next one where it stands alone. */
export interface Suppression {
  file: string
  line: number
  /** A rule, or the part before its slash. */
  rule: string
  /** Empty where none is given: then it silences nothing. */
  reason: string
}

/** The comment with the words of the line that it speaks of. */
interface Written extends Suppression {
  silenced: string
}

const WORD = 'watchfloor-ignore'
const COMMENT = /(?:\/\/|#|--|\/\*|<!--)[ \t]*watchfloor-ignore[ \t]+([\w/-]+)/
const CLOSING = /(?:\*\/|-->)$/
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/**
 * `// watchfloor-ignore RULE: reason`. A change cannot silence what is said of it: a comment counts only as often as it stood there
 * before, in the same words and for the same line; in a whole tree, all with a reason.
 */
export function readSuppressions(file: ReviewedFile): { counted: Suppression[]; uncounted: Suppression[] } {
  const found = suppressionsIn(file.path, file.text ?? '')
  const before = new Map<string, number>()
  for (const one of found.length === 0 ? [] : suppressionsIn(file.path, file.baseText ?? ''))
    before.set(keyOf(one), (before.get(keyOf(one)) ?? 0) + 1)
  const stoodThere = (one: Written) => {
    const left = before.get(keyOf(one)) ?? 0
    before.set(keyOf(one), left - 1)
    return left > 0
  }
  const split = Map.groupBy(found, (one) => one.reason !== '' && (file.status === 'unchanged' || stoodThere(one)))
  return { counted: (split.get(true) ?? []).map(bare), uncounted: (split.get(false) ?? []).map(bare) }
}

function keyOf({ rule, reason, silenced }: Written): string {
  return `${rule}:${reason}\n${silenced}`
}

function bare({ silenced: _, ...suppression }: Written): Suppression {
  return suppression
}

function suppressionsIn(file: string, text: string): Written[] {
  if (!text.includes(WORD)) return []
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index) => {
    const read = line.includes(WORD) ? readComment(line) : undefined
    if (read === undefined) return []
    const at = index + (read.isAlone ? 1 : 0)
    const silenced = wordsOf(lines[at] ?? '')
    return [{ file, line: at + 1, rule: read.rule, reason: read.reason, silenced }]
  })
}

function readComment(line: string): { rule: string; reason: string; isAlone: boolean } | undefined {
  const match = COMMENT.exec(line)
  if (match === null) return undefined
  const rest = line
    .slice(match.index + match[0].length)
    .trim()
    .replace(CLOSING, '')
    .trim()
  if (rest !== '' && !rest.startsWith(':')) return undefined
  const reason = rest.slice(1).trim()
  return {
    rule: match[1] ?? '',
    reason: SAYS_SOMETHING.test(reason) ? reason : '',
    isAlone: line.slice(0, match.index).trim() === '',
  }
}

/** The comment that silences a finding; undefined where none does. */
export type Silencer = (finding: CodeFinding) => Suppression | undefined

export function silencer(suppressions: readonly Suppression[]): Silencer {
  const byPlace = Map.groupBy(suppressions, ({ file, line }) => `${file}:${line}`)
  return ({ at, rule }) =>
    byPlace.get(`${at.file}:${at.line}`)?.find((one) => rule === one.rule || rule.startsWith(`${one.rule}/`))
}
