import type { CodeReview, ReviewFinding } from '../../core/review.ts'
import { codeSpan, escapeInline } from '../markdown/escape-markdown.ts'
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

const MOST_SUMMARY = 300

/** The review as Markdown in which nothing of the code under review is markup. */
export function renderReviewMarkdown(review: CodeReview): string {
  const rest = review.findings.slice(review.comments)
  const blocks = [
    `# Review: ${escapeInline(verdictSentence(review))}`,
    escapeInline(scopeWords(review)),
    ...review.findings
      .slice(0, review.comments)
      .map((finding) => findingBlock(finding, judgementWords(review, finding))),
    rest.length === 0 ? '' : `And ${counted(rest.length, 'more finding')} (${severityCounts(rest)}).`,
    leftOutWords(review),
    crewTable(review),
    modelBlock(review),
    problemList(review),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function findingBlock(finding: ReviewFinding, judged: readonly string[]): string {
  const { severity, at, message, fix, quote, rule } = finding
  const facts = [codeSpan(rule), cweWords(finding), `${Math.round(finding.confidence * 100)}% sure`].filter(
    (one) => one !== '',
  )
  const steps = wayOf(finding).map((step) => `1. ${codeSpan(`${step.file}:${step.line}`)} ${escapeInline(step.what)}`)
  return [
    `## ${severity}: ${codeSpan(`${at.file}:${at.line}`)}`,
    escapeInline(sentence(message)),
    codeSpan(quote === '' ? ' ' : quote),
    ...(steps.length > 0 ? [steps.join('\n')] : []),
    `**Mend:** ${escapeInline(sentence(fix))}`,
    facts.join(', '),
    ...judged.map((words) => escapeInline(words)),
  ].join('\n\n')
}

function crewTable(review: CodeReview): string {
  const scores = scoreWords(review)
  const rows = review.reviewers.map(
    ({ reviewer, status, kept, summary }) =>
      `| ${reviewer} | ${status === 'completed' ? counted(kept, 'finding') : `${status}: ${escapeInline(summary, MOST_SUMMARY, 'cell')}`} |`,
  )
  return [
    '| Reviewer | Says |',
    '| --- | --- |',
    ...rows,
    ...(scores === '' ? [] : ['', `${scores.charAt(0).toUpperCase()}${scores.slice(1)}.`]),
  ].join('\n')
}

function modelBlock({ model }: CodeReview): string {
  if (model === null) return ''
  const said = model.summary.split('\n').filter((line) => line !== '')
  return ['## Models', escapeInline(modelWords(model)), ...said.map((line) => `- ${escapeInline(line)}`)].join('\n\n')
}

function problemList({ problems, skipped }: CodeReview): string {
  const lines = [
    ...problems.map(({ message }) => `- ${escapeInline(message)}`),
    ...skipped.map(({ path, why }) => `- ${codeSpan(path)}: ${escapeInline(why)}`),
  ]
  return lines.length === 0 ? '' : ['## Not reviewed, or not wholly', '', ...lines].join('\n')
}
