import type { Problem } from './analysis.ts'

/** Who of the review crew says it. */
export const REVIEWERS = ['security', 'performance', 'style', 'tests', 'documentation'] as const
export type Reviewer = (typeof REVIEWERS)[number]

export const REVIEW_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export type ReviewSeverity = (typeof REVIEW_SEVERITIES)[number]

/** What a change may be failed from on; `none`: by nothing. */
export type FailOn = ReviewSeverity | 'none'

/** Whether a finding of that severity fails a change. */
export function fails(severity: ReviewSeverity, failOn: FailOn): boolean {
  return failOn !== 'none' && REVIEW_SEVERITIES.indexOf(severity) <= REVIEW_SEVERITIES.indexOf(failOn)
}

export function countSeverities(findings: readonly { severity: ReviewSeverity }[]): Record<ReviewSeverity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** `1 critical, 2 medium`; empty where there is nothing. */
export function severityWords(counts: Readonly<Record<ReviewSeverity, number>>): string {
  const found = REVIEW_SEVERITIES.filter((severity) => counts[severity] > 0)
  return found.map((severity) => `${counts[severity]} ${severity}`).join(', ')
}

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

/** Where the change comes from that is to be reviewed. Plain data, so that another process can open it again. */
export type ReviewOrigin =
  /** A whole tree, or one file. */
  | { kind: 'tree'; path: string }
  /** A git checkout; the working tree where no head is named, the main branch where no base is. */
  | { kind: 'git'; repository: string; base?: string; head?: string }
  | { kind: 'folders'; base: string; head: string; diff?: string }
  | { kind: 'pull-request'; repository: string; number: number }

/** A file of the new tree that is not under review itself: a test, a document, a setting. */
export interface NearbyFile {
  path: string
  text: string
}

/** The files of a tree, read when they are wanted. */
export interface FileTree {
  /** Relative to the root of the tree. */
  paths: readonly string[]
  /** Texts of those that are text and not too large. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** What a review can look at: the change, and the tree around it. */
export interface ReviewSource {
  change: ReviewedChange
  /** The folder of the working tree that paths are relative to; undefined where what is reviewed is none. */
  root?: string
  /** All paths of the new tree; undefined where only the change is known. */
  paths: readonly string[] | undefined
  /** Files of the new tree that satisfy `wanted`, changed or not, as far as they are of a reasonable size. */
  nearby(wanted: (path: string) => boolean): Promise<readonly NearbyFile[]>
  /** A file as it was before the change: rules that a change is judged by never come from the change. Of a whole tree, the file itself. */
  atBase(path: string): Promise<string | undefined>
  /** What the project's own linters say, where they were asked for and may run. */
  lint(): Promise<{ findings: readonly CodeFinding[]; problems: readonly Problem[] }>
}

/** A finding as a review gives it. */
export interface ReviewFinding extends CodeFinding {
  /** Stays the same when lines around it move. */
  fingerprint: string
  /** The line itself, masked. */
  quote: string
  /** Other rules and reviewers that say the same of the same place. */
  also: readonly { rule: string; reviewer: Reviewer }[]
  /** It lies outside of the changed lines, and the change brings it about. */
  isElsewhere: boolean
}

export interface ReviewerReport {
  reviewer: Reviewer
  status: 'completed' | 'failed' | 'timed-out' | 'cancelled'
  /** One sentence: what was looked at, or why nothing is said. */
  summary: string
  /** Before what is known, suppressed or elsewhere was taken away. */
  found: number
  kept: number
}

/** What was found and is not said, and why. */
export interface LeftOut {
  /** It was there before the change. */
  known: number
  /** On lines that the change does not touch. */
  untouched: number
  /** In the baseline. */
  baseline: number
  /** By a comment with a reason. */
  suppressed: readonly { rule: string; file: string; line: number; reason: string }[]
}

export interface CodeReview {
  title: string
  base?: Revision
  head: Revision
  /** `blocked` where a critical finding stands; `clean` where nothing does and every reviewer came to its end. */
  verdict: 'blocked' | 'remarks' | 'clean'
  files: number
  /** Lines under review. */
  lines: number
  /** All that stand, ranked by severity times confidence. */
  findings: readonly ReviewFinding[]
  /** So many of them, from the first, are made comments; the others are counted. */
  comments: number
  /** 0 to 100: what is left of 100 after the findings took their part by severity and confidence. */
  scores: { security: number; performance: number }
  /** Fingerprints of findings that are worth much and take little. */
  quickWins: readonly string[]
  reviewers: readonly ReviewerReport[]
  leftOut: LeftOut
  /** Where two reviewers wanted different things of the same lines, and what came of it. */
  conflicts: readonly { file: string; line: number; between: readonly string[]; decision: string }[]
  skipped: readonly SkippedFile[]
  problems: readonly Problem[]
  /** What models added; null without one. */
  model: ReviewModel | null
}

/** Findings that a model alone vouches for have rules that begin so. They hold nothing up. */
export const MODEL_RULES = 'model/'

export function isByModel({ rule }: Pick<CodeFinding, 'rule'>): boolean {
  return rule.startsWith(MODEL_RULES)
}

/** What an agent with a model says of a finding that code made. */
export const JUDGEMENTS = ['true', 'false-alarm', 'unsure'] as const

export interface ReviewJudgement {
  agent: string
  fingerprint: string
  judgement: (typeof JUDGEMENTS)[number]
  /** One sentence, masked. */
  why: string
  /** Of the judgement, 0 to 1. */
  confidence: number
}

/** The part of models in a review. What they say stands beside what code has found and takes nothing of it away. */
export interface ReviewModel {
  name: string
  /** What the agents make of the change, a paragraph each; empty where none reported. */
  summary: string
  calls: number
  inputTokens: number
  outputTokens: number
  /** Null where a model without a listed price took part. */
  dollars: number | null
  agents: readonly { agent: string; model: string; reason: string; status: string }[]
  judgements: readonly ReviewJudgement[]
  /** Judgements and findings that nothing in the code bears out, or that were said already. */
  struck: number
}
