import { analyseSecurity } from '../../analysts/code/analyse-security.ts'
import type { ChildOutcome } from '../../core/engine.ts'
import type {
  CodeFinding,
  CodeReview,
  LeftOut,
  ReviewedFile,
  Reviewer,
  ReviewerReport,
  ReviewFinding,
  ReviewOrigin,
} from '../../core/review.ts'
import { createMasker } from '../../safety/masker.ts'
import { BASELINE_PATH, readBaseline } from './baseline.ts'
import type { ReviewerFindings } from './conduct-reviewer.ts'
import { fingerprints } from './fingerprint.ts'
import { keepNew } from './keep-new.ts'
import { byWorth, type MergedFinding, mergeFindings, resolveSuggestions } from './merge-findings.ts'
import type { OpenedReview } from './open-review.ts'
import { quickWins, scoreOf } from './score-review.ts'
import { isSuppressed, readSuppressions } from './suppressions.ts'

export interface ComposeOptions {
  cap: number
  origin: ReviewOrigin
}

type Outcomes = readonly [Reviewer, ChildOutcome<ReviewerFindings>][]

const QUOTE = 200

/** One review of what the reviewers found: what is new, each once, without what is known or silenced, the worthiest first, masked. */
export async function composeReview(
  { source, task, lines }: OpenedReview,
  outcomes: Outcomes,
  { cap, origin }: ComposeOptions,
): Promise<CodeReview> {
  const { change } = source
  const found = outcomes.flatMap(([, outcome]) => (outcome.status === 'completed' ? outcome.value.findings : []))
  const { kept, known, untouched } = await keepNew(found, change.files, lines, async () => findingsBefore(task.code))
  const isElsewhere = new Set(kept.filter((one) => one.isElsewhere).map(({ finding }) => placeKey(finding)))
  const { findings: merged, conflicts } = resolveSuggestions(
    mergeFindings(kept.map(({ finding }) => finding)).sort(byWorth),
  )
  const names = fingerprints(merged, ({ at }) => lines.head.line(at.file, at.line))
  const baseline = readBaseline(await source.atBase(BASELINE_PATH))
  const suppressions = change.files.map(readSuppressions)
  const counted = suppressions.flatMap((one) => one.counted)
  const leftOut: LeftOut & { suppressed: LeftOut['suppressed'][number][] } = {
    known,
    untouched,
    baseline: 0,
    suppressed: [],
  }
  const masker = createMasker()
  const findings = merged.flatMap((finding, index): ReviewFinding[] => {
    const fingerprint = names[index] ?? ''
    const by = isSuppressed(finding, counted)
    if (by !== undefined) {
      leftOut.suppressed.push({ rule: finding.rule, ...placeOf(finding), reason: by.reason })
      return []
    }
    if (baseline.fingerprints.has(fingerprint)) {
      leftOut.baseline++
      return []
    }
    const quote = lines.head.line(finding.at.file, finding.at.line).trim().slice(0, QUOTE)
    return [masked({ ...finding, fingerprint, quote, isElsewhere: isElsewhere.has(placeKey(finding)) }, masker)]
  })
  return {
    title: titleOf(origin),
    ...(change.base && { base: change.base }),
    head: change.head,
    verdict: findings.some(({ severity }) => severity === 'critical')
      ? 'blocked'
      : findings.length > 0
        ? 'remarks'
        : 'clean',
    files: change.files.length,
    lines: change.files.reduce((sum, file) => sum + linesUnderReview(file), 0),
    findings,
    comments: Math.min(cap, findings.length),
    scores: { security: scoreOf(findings, 'security'), performance: scoreOf(findings, 'performance') },
    quickWins: quickWins(findings),
    reviewers: outcomes.map(([reviewer, outcome]) => reportOf(reviewer, outcome, findings)),
    leftOut,
    conflicts,
    skipped: change.skipped,
    problems: [
      ...change.problems,
      ...baseline.problems,
      ...suppressions.flatMap(({ uncounted }) => uncounted.map(uncountedProblem)),
      ...brokenSyntax(task.code.modules),
    ],
    model: null,
  }
}

/** What the same analysts said of the version before, where their findings have to be told apart: those of security. */
function findingsBefore({ files, baseModules }: OpenedReview['task']['code']): CodeFinding[] {
  const before = files.flatMap(({ path, oldPath, baseText }): ReviewedFile[] =>
    baseText === undefined ? [] : [{ path: oldPath ?? path, status: 'unchanged', text: baseText, changed: 'all' }],
  )
  return analyseSecurity({ files: before, modules: baseModules, baseModules: new Map() })
}

function placeKey({ at, rule }: CodeFinding): string {
  return `${rule} ${at.file}:${at.line}`
}

function placeOf({ at }: CodeFinding): { file: string; line: number } {
  return { file: at.file, line: at.line }
}

/** Quotes and messages come from code that may hold credentials. */
function masked(finding: ReviewFinding & MergedFinding, masker: ReturnType<typeof createMasker>): ReviewFinding {
  // Where a credential was found, whatever looks like one on its line is hidden, and the line itself if nothing does.
  const quote = masker.mask(finding.quote)
  const isSecret = finding.rule.startsWith('secrets/')
  return {
    ...finding,
    message: masker.mask(finding.message),
    quote: isSecret && quote === finding.quote ? '‹a credential›' : quote,
  }
}

function reportOf(
  reviewer: Reviewer,
  outcome: ChildOutcome<ReviewerFindings>,
  findings: readonly ReviewFinding[],
): ReviewerReport {
  const kept = findings.filter((finding) => finding.reviewer === reviewer).length
  if (outcome.status === 'completed') {
    const { findings: all, struckOut } = outcome.value
    const summary = struckOut === 0 ? '' : `${struckOut} struck out: no such line.`
    return { reviewer, status: 'completed', summary, found: all.length, kept }
  }
  const summary =
    outcome.status === 'failed'
      ? outcome.message
      : outcome.status === 'timed-out'
        ? `did not end within ${outcome.afterMilliseconds} ms`
        : 'was cancelled'
  return { reviewer, status: outcome.status, summary, found: 0, kept: 0 }
}

function uncountedProblem({ file, line, rule, reason }: ReturnType<typeof readSuppressions>['uncounted'][number]) {
  return {
    code: 'suppression-not-counted',
    source: file,
    message:
      reason === ''
        ? `${file}: what should silence ${rule} before line ${line} gives no reason, so it does not count.`
        : `${file}: what should silence ${rule} at line ${line} comes with the change itself, so it does not count yet.`,
    hint: 'Write `watchfloor-ignore RULE: reason`, and have it merged by somebody who agrees.',
  }
}

/** More than this are counted, not listed. */
const MOST_BROKEN = 20

function brokenSyntax(modules: OpenedReview['task']['code']['modules']) {
  const broken = [...modules.values()].filter((module) => module.broken.length > 0)
  return broken.slice(0, MOST_BROKEN).map(({ file, broken: places }) => ({
    code: 'broken-syntax',
    source: file,
    message: `${file} has broken syntax at line ${places[0]?.line ?? 1}; the rest of it was reviewed.`,
    hint: 'Mend the syntax, or ignore this where the language is newer than the grammar.',
  }))
}

function linesUnderReview({ text, changed }: ReviewedFile): number {
  if (text === undefined) return 0
  return changed === 'all'
    ? text.split('\n').length
    : changed.reduce((sum, range) => sum + range.endLine - range.line + 1, 0)
}

function titleOf(origin: ReviewOrigin): string {
  switch (origin.kind) {
    case 'tree':
      return origin.path
    case 'git':
      return `${origin.base ?? 'the main branch'} … ${origin.head ?? 'the working tree'}`
    case 'folders':
      return `${origin.base} … ${origin.head}`
    case 'pull-request':
      return `${origin.repository}#${origin.number}`
  }
}
