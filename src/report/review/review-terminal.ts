import type { CodeReview, ReviewFinding, ReviewSeverity } from '../../core/review.ts'
import { createPage, type Page } from '../terminal/page.ts'
import type { TerminalOptions } from '../terminal/render-terminal.ts'
import { visibleText } from '../text/visible-text.ts'
import {
  counted,
  cweWords,
  judgementWords,
  leftOutWords,
  modelWords,
  scopeWords,
  scoreWords,
  sentence,
  severityCounts,
  verdictSentence,
  wayOf,
} from './review-words.ts'

/** More steps of a way than this are told in the middle as a count. */
const MOST_STEPS = 6
const MOST_PROBLEMS = 5

/** The review for a person at a terminal: the verdict, then each comment with its line, its way and its mend. Nothing from the code acts on the terminal. */
export function renderReview(review: CodeReview, { width, color }: TerminalOptions): string {
  const page = createPage(width, color)
  const { bold, dim, red, yellow, green } = page.paint
  const tone = { blocked: red, remarks: yellow, clean: green }[review.verdict]
  page.text(verdictSentence(review), { style: (line) => bold(tone(line)) })
  page.text(scopeWords(review), { style: dim })
  const shown = review.findings.slice(0, review.comments)
  for (const finding of shown) writeFinding(page, finding, judgementWords(review, finding))
  writeRest(page, review)
  writeCrew(page, review)
  writeModel(page, review)
  writeProblems(page, review)
  return page.toString()
}

function writeFinding(page: Page, finding: ReviewFinding, judged: readonly string[]): void {
  const { bold, dim, red, yellow, cyan } = page.paint
  const tones: Record<ReviewSeverity, (text: string) => string> = { critical: red, high: red, medium: yellow, low: dim }
  const { at, severity, rule, confidence, message, fix, quote, isElsewhere } = finding
  page.raw('')
  const place = `${visibleText(at.file, 300)}:${at.line}`
  page.raw(`${tones[severity](bold(severity.toUpperCase()))}  ${cyan(place)}`)
  page.text(
    [rule, cweWords(finding), `${Math.round(confidence * 100)}% sure`].filter((part) => part !== '').join(', '),
    {
      lead: '  ',
      style: dim,
    },
  )
  page.text(sentence(message), { lead: '  ', style: bold })
  page.text(quote, { lead: '  │ ', lines: 2, style: dim })
  const way = wayOf(finding)
  const steps = way.length <= MOST_STEPS ? way : [...way.slice(0, MOST_STEPS - 2), ...way.slice(-2)]
  for (const step of steps)
    page.text(`${step.file === at.file ? '' : `${step.file}:`}${step.line} ${step.what}`, {
      lead: '    → ',
      style: dim,
      lines: 2,
    })
  page.text(sentence(fix), { lead: '  Mend: ' })
  for (const words of judged) page.text(words, { lead: '  ', style: dim, lines: 3 })
  if (isElsewhere) page.text('The line itself is not changed; what comes to it is.', { lead: '  ', style: dim })
}

function writeRest(page: Page, review: CodeReview): void {
  const rest = review.findings.slice(review.comments)
  if (rest.length > 0) {
    page.raw('')
    page.text(
      `And ${counted(rest.length, 'more finding')} (${severityCounts(rest)}): --all, --json or --sarif shows them.`,
    )
  }
  const left = leftOutWords(review)
  if (left !== '') page.text(left, { style: page.paint.dim })
  for (const { file, line, decision } of review.conflicts)
    page.text(`${file}:${line}: ${decision}`, { style: page.paint.dim })
}

function writeCrew(page: Page, review: CodeReview): void {
  const { reviewers, findings, quickWins } = review
  page.section('reviewers', scoreWords(review))
  for (const { reviewer, status, kept, summary } of reviewers) {
    const what = status === 'completed' ? (kept === 0 ? 'nothing to say' : counted(kept, 'finding')) : status
    page.text(`${reviewer}: ${what}${summary === '' ? '' : ` (${summary})`}`, { lead: '  ' })
  }
  const wins = findings.filter(({ fingerprint }) => quickWins.includes(fingerprint))
  if (wins.length > 0)
    page.text(`Quick wins: ${wins.map(({ at, rule }) => `${rule} at ${at.file}:${at.line}`).join('; ')}`, {
      lead: '  ',
    })
}

function writeModel(page: Page, { model }: CodeReview): void {
  if (model === null) return
  page.section('models', modelWords(model))
  for (const words of model.summary.split('\n').filter((line) => line !== '')) page.text(words, { lead: '  ' })
}

function writeProblems(page: Page, { problems, skipped }: CodeReview): void {
  if (problems.length === 0 && skipped.length === 0) return
  page.section('not reviewed, or not wholly')
  for (const { message, hint } of problems.slice(0, MOST_PROBLEMS)) page.text(`${message} ${hint}`, { lead: '  ' })
  if (problems.length > MOST_PROBLEMS) page.text(`and ${problems.length - MOST_PROBLEMS} more`, { lead: '  ' })
  for (const { path, why } of skipped.slice(0, MOST_PROBLEMS)) page.text(`${path}: ${why}`, { lead: '  ', lines: 1 })
  if (skipped.length > MOST_PROBLEMS)
    page.text(`and ${skipped.length - MOST_PROBLEMS} more files; --json names them`, { lead: '  ' })
}
