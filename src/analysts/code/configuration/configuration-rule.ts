import type { CodeFinding, ReviewSeverity } from '../../../core/review.ts'

/** A place in the text of one file; lines and columns from 1. */
export interface TextPlace {
  line: number
  endLine?: number
  column?: number
}

/** What is said where a rule holds. `T`: what a reader made of the file. */
export interface ConfigurationRule<T> {
  /** `docker/root-user`. */
  rule: string
  cwe: readonly number[]
  severity: ReviewSeverity
  confidence: number
  /** A sentence without a full stop. */
  message: string
  fix: string
  /** Every place where it holds; a place may say by itself that it is less grave. */
  find(subject: T): readonly (TextPlace & { severity?: ReviewSeverity; confidence?: number })[]
}

/** More findings of one rule in one file say nothing more. */
const MOST_OF_A_RULE = 20

/** What rules say of a file. */
export function findingsOf<T>(file: string, subject: T, rules: readonly ConfigurationRule<T>[]): CodeFinding[] {
  return rules.flatMap(({ find, message, rule, cwe, severity, confidence, fix }) =>
    find(subject)
      .slice(0, MOST_OF_A_RULE)
      .map(
        (place): CodeFinding => ({
          rule,
          reviewer: 'security',
          severity: place.severity ?? severity,
          confidence: place.confidence ?? confidence,
          cwe,
          at: {
            file,
            line: place.line,
            endLine: place.endLine ?? place.line,
            ...(place.column !== undefined && { column: place.column }),
          },
          message: `${message}.`,
          fix,
          effort: 'minutes',
        }),
      ),
  )
}
