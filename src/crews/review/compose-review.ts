import type { Problem } from '../../core/analysis.ts'
import type { ChildOutcome } from '../../core/engine.ts'
import type {
  CodeFinding,
  CodeReview,
  ReviewedFile,
  Reviewer,
  ReviewerReport,
  ReviewFinding,
  ReviewOrigin,
} from '../../core/review.ts'
import { analyseAll } from './analyse-all.ts'
import type { ReviewerFindings } from './conduct-reviewer.ts'
import { credentialHider } from './hide-credentials.ts'
import { keepNew } from './keep-new.ts'
import { byWorth, mergeFindings, resolveSuggestions } from './merge-findings.ts'
import type { OpenedReview } from './open-review.ts'
import { type ReviewTask, securityPart } from './reviewers.ts'
import { quickWins, scoreOf, verdictOf } from './score-review.ts'
import { titleOf } from './title-of.ts'

export interface ComposeOptions {
  cap: number
  origin: ReviewOrigin
}

type Outcomes = readonly [Reviewer, ChildOutcome<ReviewerFindings>][]

/** One review of what the reviewers found: what is new, each once, without what is known or silenced, the worthiest first, masked. */
export async function composeReview(
  { source, task, lines, admission: admitting }: OpenedReview,
  outcomes: Outcomes,
  { cap, origin }: ComposeOptions,
): Promise<CodeReview> {
  const { change } = source
  const found = outcomes.flatMap(([, outcome]) => (outcome.status === 'completed' ? outcome.value.findings : []))
  const { kept, known, untouched, taken } = await keepNew(found, change.files, lines, async () => findingsBefore(task))
  const isElsewhere = new Set(kept.filter((one) => one.isElsewhere).map(({ finding }) => placeKey(finding)))
  const { findings: merged, conflicts } = resolveSuggestions(
    mergeFindings(kept.map(({ finding }) => finding)).sort(byWorth),
  )
  const admission = await admitting()
  const { findings: admitted, baseline, suppressed } = admission.admit(merged, lines.head, taken)
  const hider = credentialHider(found, lines.head)
  const findings = admitted.map(({ finding, fingerprint }) =>
    hider.hide({ ...finding, fingerprint, isElsewhere: isElsewhere.has(placeKey(finding)) }),
  )
  const reviewers = outcomes.map(([reviewer, outcome]) => reportOf(reviewer, outcome, findings))
  return {
    title: titleOf(origin),
    ...(change.base && { base: change.base }),
    head: change.head,
    verdict: verdictOf(findings, reviewers),
    files: change.files.length,
    lines: change.files.reduce((sum, file) => sum + linesUnderReview(file), 0),
    findings,
    comments: Math.min(cap, findings.length),
    scores: { security: scoreOf(findings, 'security'), performance: scoreOf(findings, 'performance') },
    quickWins: quickWins(findings),
    reviewers,
    leftOut: { known, untouched, baseline, suppressed },
    conflicts,
    skipped: change.skipped,
    problems: [
      ...change.problems,
      ...admission.problems,
      ...outcomes.flatMap(([, one]) => (one.status === 'completed' ? (one.value.problems ?? []) : [])),
      ...brokenSyntax(task.code.modules),
    ],
    model: null,
  }
}

/** What the same analysts said of the version before, where their findings have to be told apart: those of security. */
async function findingsBefore(task: ReviewTask): Promise<readonly CodeFinding[]> {
  const { files, baseModules } = task.code
  const before = files.flatMap(({ path, oldPath, baseText }): ReviewedFile[] =>
    baseText === undefined ? [] : [{ path: oldPath ?? path, status: 'unchanged', text: baseText, changed: 'all' }],
  )
  const code = { files: before, modules: baseModules, baseModules: new Map() }
  try {
    return (await analyseAll(securityPart, { ...task, code })).findings
  } catch {
    // What is not known to have stood there is told as new.
    return []
  }
}

function placeKey({ at, rule }: CodeFinding): string {
  return `${rule} ${at.file}:${at.line}`
}

function reportOf(
  reviewer: Reviewer,
  outcome: ChildOutcome<ReviewerFindings>,
  findings: readonly ReviewFinding[],
): ReviewerReport {
  const kept = findings.filter((finding) => finding.reviewer === reviewer).length
  if (outcome.status === 'completed') {
    const { findings: all, struckOut, beyond = 0, unread = [] } = outcome.value
    const summary = [
      struckOut === 0 ? '' : `${struckOut} struck out: no such line.`,
      beyond === 0 ? '' : `${beyond} more of rules that it found thousands of times.`,
      unread.length === 0 ? '' : `could not go through ${namesOf(unread)}; the other files were reviewed`,
    ]
    const status = unread.length === 0 ? 'completed' : 'failed'
    return { reviewer, status, summary: summary.filter((one) => one !== '').join(' '), found: all.length, kept }
  }
  const summary =
    outcome.status === 'failed'
      ? outcome.message
      : outcome.status === 'timed-out'
        ? `did not end within ${outcome.afterMilliseconds} ms`
        : 'was cancelled'
  return { reviewer, status: outcome.status, summary, found: 0, kept: 0 }
}

/** More than this are counted, not listed. */
const MOST_NAMED = 20

function namesOf(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).join(', ')
  return paths.length > MOST_NAMED ? `${named} and ${paths.length - MOST_NAMED} more` : named
}

function brokenSyntax(modules: OpenedReview['task']['code']['modules']) {
  const broken = [...modules.values()].filter((module) => module.broken.length > 0)
  return broken.slice(0, MOST_NAMED).map(({ file, body, broken: places }): Problem => {
    const [first] = places
    const isWhole = body.length === 0 && first?.line === 1 && first.endLine > 1
    return {
      code: 'broken-syntax',
      source: file,
      message: isWhole
        ? `${file} has so much broken syntax that it was not parsed: only its text was reviewed.`
        : `${file} has broken syntax at line ${first?.line ?? 1}; the rest of it was reviewed.`,
      hint: 'Mend the syntax, or ignore this where the language is newer than the grammar.',
    }
  })
}

function linesUnderReview({ text, changed }: ReviewedFile): number {
  if (text === undefined) return 0
  return changed === 'all'
    ? text.split('\n').length
    : changed.reduce((sum, range) => sum + range.endLine - range.line + 1, 0)
}
