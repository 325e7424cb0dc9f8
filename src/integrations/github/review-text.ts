import { createHash } from 'node:crypto'
import { countSeverities, REVIEW_SEVERITIES, REVIEWERS, severityWords } from '../../core/review.ts'
import { type ReviewNotice, reviewNoticeSchema, type ToldFinding } from '../../core/review-notice.ts'
import { maskSecrets } from '../../safety/mask.ts'
import { issueBody, markOf, withoutMarks } from './issue-text.ts'
import type { InlinePlace, ReviewPlan } from './plan-review.ts'
import { openIn } from './plan-review.ts'
import { REVIEW_MARK } from './read-own-review.ts'

/** Text of others as Markdown that shows as it reads: nobody is called, nothing is linked, and no mark can be forged. */
export interface Markup {
  /** On one line, cut to so many characters. */
  inline(text: string, limit?: number): string
  /** As code on one line. */
  code(text: string, limit?: number): string
}

const LONGEST = 1_200
const LONGEST_PATH = 300
const MOST_LISTED = 100
const MOST_STEPS = 20
const MOST_SUGGESTED = 10_000

/** Names what is told: the head, and all that is said of it. The same notice has the same key in every process. Throws for what is no notice. */
export function reviewKey(notice: ReviewNotice): string {
  // Parsed, its keys stand in one order.
  const { headSha, ...content } = reviewNoticeSchema.parse(notice)
  return `${headSha} ${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)}`
}

/** What stands at the top of the review: how much was found by whom, what is not said beside the code, and what was said before. */
export function summaryText(notice: ReviewNotice, plan: ReviewPlan, markup: Markup): string {
  const { apart, standing, dismissed, mended } = plan
  const open = openIn(plan)
  const parts = [
    `**Watchfloor** reviewed \`${notice.headSha.slice(0, 12)}\`: ${headline(open)}`,
    table(open),
    section('Not beside the code, since the diff does not show these lines or there is too much:', apart, (one) =>
      findingLine(one, markup),
    ),
    section(
      'Said before, and still there:',
      standing,
      ({ finding, comment }) => `${findingLine(finding, markup)} ([comment](${comment.url}))`,
    ),
    counted(dismissed.length, 'dismissed by people', 'said no more'),
    counted(mended.length, 'mended', 'closed'),
    section('Not read:', notice.skipped, ({ path, why }) => `${codeOf(path, markup)}: ${inlineOf(why, markup)}`),
    section('Also:', notice.problems, (problem) => inlineOf(problem, markup)),
    notice.isComplete ? '' : 'Not every specialist came to its end, so this may not be all.',
  ]
  return issueBody([REVIEW_MARK, markOf('review', reviewKey(notice))], `${parts.filter(Boolean).join('\n\n')}\n`)
}

/** What is left of a review once a later one speaks for it. */
export function replacedText(url: string): string {
  return `${REVIEW_MARK}\n\n[A later review](${url}) stands in the place of this one.\n`
}

/** One finding beside its lines. */
export function commentText(finding: ToldFinding, place: InlinePlace, markup: Markup): string {
  const { severity, reviewer, rule, cwe, message, fix, suggestion } = finding
  const kinds = cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`)
  const parts = [
    [`**${severity}**`, reviewer, codeOf(rule, markup), ...kinds].join(' · '),
    inlineOf(message, markup),
    inlineOf(fix, markup),
    place.takesSuggestion && suggestion ? suggestionBlock(suggestion.text) : '',
    flowText(finding, markup),
    '<sub>Reply `/watchfloor dismiss` to hear no more of it.</sub>',
  ]
  return issueBody([markOf('finding', finding.fingerprint)], `${parts.filter(Boolean).join('\n\n')}\n`)
}

/** A comment that was posted, once what it says does not hold any more. */
export function overText(body: string, fingerprint: string, head: string, why: 'mended' | 'moved'): string {
  const words = { mended: 'Mended', moved: 'Said anew beside its lines' }[why]
  const said = withoutMarks(body)
  const note = `**${words} as of \`${head.slice(0, 12)}\`.**`
  return issueBody([markOf('finding', fingerprint), markOf('over', head)], `${note}\n\n${said}`)
}

function headline(open: readonly ToldFinding[]): string {
  const words = severityWords(countSeverities(open))
  return words === '' ? 'nothing to say.' : `${words}.`
}

function table(open: readonly ToldFinding[]): string {
  if (open.length === 0) return ''
  const rows = REVIEWERS.filter((reviewer) => count(open, { reviewer }) > 0).map((reviewer) => [
    reviewer,
    ...REVIEW_SEVERITIES.map((severity) => String(count(open, { reviewer, severity }))),
  ])
  const head = ['specialist', ...REVIEW_SEVERITIES]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function count(findings: readonly ToldFinding[], wanted: Partial<Pick<ToldFinding, 'reviewer' | 'severity'>>): number {
  return findings.filter(
    ({ reviewer, severity }) =>
      reviewer === (wanted.reviewer ?? reviewer) && severity === (wanted.severity ?? severity),
  ).length
}

function section<T>(title: string, items: readonly T[], line: (item: T) => string): string {
  if (items.length === 0) return ''
  const rest = items.length - MOST_LISTED
  const lines = items.slice(0, MOST_LISTED).map((item) => `- ${line(item)}`)
  return [`**${title}**`, '', ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')
}

function counted(number: number, what: string, then: string): string {
  return number === 0 ? '' : `${number} ${what}, ${then}.`
}

function findingLine({ at, severity, rule, message, fix }: ToldFinding, markup: Markup): string {
  const place = codeOf(`${at.file}:${at.line}`, markup)
  return `${place} **${severity}** ${codeOf(rule, markup)}: ${inlineOf(message, markup)} ${inlineOf(fix, markup)}`.trim()
}

function flowText({ flow = [] }: ToldFinding, markup: Markup): string {
  if (flow.length < 2) return ''
  const steps = flow
    .slice(0, MOST_STEPS)
    .map(
      ({ file, line, what }, place) => `${place + 1}. ${codeOf(`${file}:${line}`, markup)} ${inlineOf(what, markup)}`,
    )
  return ['<details><summary>How the data gets there</summary>', '', ...steps, '', '</details>'].join('\n')
}

function inlineOf(text: string, { inline }: Markup): string {
  return inline(maskSecrets(text), LONGEST)
}

function codeOf(text: string, { code }: Markup): string {
  return code(maskSecrets(text), LONGEST_PATH)
}

/** What acts unseen: nobody shall take over what they cannot see. A tab is seen. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\t\n])\p{Cc}/u

/** Empty where it holds what a person could not see, or a secret, or would be cut: then words must do. */
function suggestionBlock(text: string): string {
  const lines = text.replaceAll('\r\n', '\n')
  if (lines.length > MOST_SUGGESTED || UNSEEN.test(lines) || maskSecrets(lines) !== lines) return ''
  const longest = [...lines.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return [`${fence}suggestion`, ...(lines === '' ? [] : [lines]), fence].join('\n')
}
