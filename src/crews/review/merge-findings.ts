import type { CodeFinding, Reviewer } from '../../core/review.ts'
import { type Decision, resolveConflict } from '../../fusion/resolve-conflict.ts'

export interface MergedFinding extends CodeFinding {
  also: { rule: string; reviewer: Reviewer }[]
}

export interface ReviewConflict {
  file: string
  line: number
  between: string[]
  decision: string
}

/** The same weakness of one line is one finding: the surest says it, the others are named beside it. */
export function mergeFindings(findings: readonly CodeFinding[]): MergedFinding[] {
  const byPlace = Map.groupBy(findings, ({ at, cwe, rule }) => `${at.file}:${at.line} ${cwe[0] ?? rule}`)
  return Array.from(byPlace.values(), (same) => {
    const [best, ...others] = [...same].sort(byWorth)
    const also = others.filter(({ rule }) => rule !== best?.rule).map(({ rule, reviewer }) => ({ rule, reviewer }))
    return best === undefined ? [] : [{ ...best, also }]
  }).flat()
}

const WEIGHTS = { critical: 8, high: 4, medium: 2, low: 1 } as const

/** Severity times confidence. */
export function worthOf({ severity, confidence }: CodeFinding): number {
  return WEIGHTS[severity] * confidence
}

/** The worthiest first; of equal ones by place, so that the order is always the same. */
export function byWorth(a: CodeFinding, b: CodeFinding): number {
  return (
    worthOf(b) - worthOf(a) ||
    (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : 0) ||
    a.at.line - b.at.line ||
    (a.rule < b.rule ? -1 : 1)
  )
}

/** Where two want different texts on the same lines, the platform's rule decides; without a decision nobody's text is put forward. */
export function resolveSuggestions(findings: readonly MergedFinding[]): {
  findings: MergedFinding[]
  conflicts: ReviewConflict[]
} {
  const conflicts: ReviewConflict[] = []
  const dropped = new Set<MergedFinding>()
  for (const { one, rivals: all } of rivalries(findings)) {
    const rivals = all.filter((other) => !dropped.has(other))
    if (dropped.has(one) || new Set(rivals.map(({ suggestion }) => suggestion?.text)).size < 2) continue
    const decision = resolveConflict(
      rivals.map(({ reviewer, rule, confidence }) => ({ agent: `${reviewer} ${rule}`, choice: rule, confidence })),
      { rule: 'highest-confidence' },
    )
    for (const rival of rivals) if (rival.rule !== decision.choice) dropped.add(rival)
    conflicts.push({
      file: one.at.file,
      line: one.at.line,
      between: rivals.map(({ rule }) => rule),
      decision: wordsOf(decision),
    })
  }
  return {
    conflicts,
    findings: findings.map((one) => {
      if (!dropped.has(one)) return one
      const { suggestion: _, ...bare } = one
      return bare
    }),
  }
}

/** Each finding with a text, and those after it in the same file that want to write on its lines, itself included. */
function* rivalries(findings: readonly MergedFinding[]): Generator<{ one: MergedFinding; rivals: MergedFinding[] }> {
  const withText = findings.filter(({ suggestion }) => suggestion !== undefined)
  for (const [, inFile] of Map.groupBy(withText, ({ at }) => at.file))
    for (const [index, one] of inFile.entries()) {
      const rivals = inFile.filter((other, place) => place >= index && overlaps(one, other))
      if (rivals.length > 1) yield { one, rivals }
    }
}

function wordsOf({ choice, rule }: Decision): string {
  return choice === null ? `Nobody's text is put forward: by ${rule} a person has to choose.` : `${choice}, by ${rule}.`
}

function overlaps({ suggestion }: CodeFinding, other: CodeFinding): boolean {
  return (
    suggestion !== undefined &&
    other.suggestion !== undefined &&
    suggestion.line <= other.suggestion.endLine &&
    other.suggestion.line <= suggestion.endLine
  )
}
