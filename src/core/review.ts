import type { Problem } from './analysis.ts'

/** Who of the review crew says it. */
export const REVIEWERS = ['security', 'performance', 'style', 'tests', 'documentation'] as const
export type Reviewer = (typeof REVIEWERS)[number]

export const REVIEW_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export type ReviewSeverity = (typeof REVIEW_SEVERITIES)[number]

/** A place in the code under review. Path relative to the root of the reviewed tree, with forward slashes; lines and columns count from 1. */
export interface CodePlace {
  file: string
  line: number
  endLine: number
  column?: number
}

/** One step of the way that data takes from where it comes in to where it does harm. */
export interface FlowStep extends CodePlace {
  what: string
}

/** What replaces the lines `at.line` to `at.endLine` as a whole; no line break at the end. */
export interface SuggestedChange {
  line: number
  endLine: number
  text: string
}

/** What an analyst says of the code. Plain data, for any language. */
export interface CodeFinding {
  /** Stable name of the rule, `subject/what`: `java/sql-injection`. */
  rule: string
  reviewer: Reviewer
  severity: ReviewSeverity
  /** Chance that it is true and worth a person's time, 0 to 1. */
  confidence: number
  /** CWE numbers, the most fitting first; none where it is no weakness. */
  cwe: readonly number[]
  at: CodePlace
  /** One sentence: what is wrong and what follows from it. Holds no credential. */
  message: string
  /** One sentence: what to do instead. */
  fix: string
  suggestion?: SuggestedChange
  /** From source to sink, both included; empty where nothing flows. */
  flow?: readonly FlowStep[]
  /** Hours of work that a mend takes, roughly: what quick wins are sorted by. */
  effort?: 'minutes' | 'hours' | 'days'
}

/** Lines of the new version that a change adds or touches; 1-based, both ends included. */
export interface LineRange {
  line: number
  endLine: number
}

export type ChangeStatus = 'added' | 'modified' | 'renamed' | 'removed' | 'unchanged'

/** One file of a change with its text. `unchanged` stands in a review of a whole tree, where every line counts as changed. */
export interface ReviewedFile {
  path: string
  status: ChangeStatus
  /** The path before, where it was renamed. */
  oldPath?: string
  /** The new text; absent where the file was removed. */
  text?: string
  /** The text before the change, where there is one and it is known. */
  baseText?: string
  /** What the change touches in the new text; `all` for a new file and for a whole tree. */
  changed: readonly LineRange[] | 'all'
}

/** Why a file was not read, said to the user. */
export interface SkippedFile {
  path: string
  why: string
}

/** One side of a change: what people call it, and the commit where it is one (a working tree and a folder are none). */
export interface Revision {
  label: string
  commit?: string
}

/** What a review looks at, wherever it came from. `base` is absent where there is nothing before it. */
export interface ReviewedChange {
  files: readonly ReviewedFile[]
  skipped: readonly SkippedFile[]
  problems: readonly Problem[]
  base?: Revision
  head: Revision
}

/** Which lines the tests of a project ran, and which they could have run and did not; line numbers ascending, from 1. */
export interface FileCoverage {
  covered: readonly number[]
  uncovered: readonly number[]
}
