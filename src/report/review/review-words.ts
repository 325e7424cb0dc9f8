import type { CodeReview, FlowStep, ReviewFinding, ReviewJudgement, ReviewModel } from '../../core/review.ts'
import { countSeverities, severityWords } from '../../core/review.ts'

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Of several findings, how many there are of each severity, in words. */
export function severityCounts(findings: readonly ReviewFinding[]): string {
  return severityWords(countSeverities(findings))
}

/** What the review comes to, in one sentence. */
export function verdictSentence(review: CodeReview): string {
  const failed = review.reviewers.filter(({ status }) => status !== 'completed').map(({ reviewer }) => reviewer)
  const said = whatIsSaid(review)
  if (failed.length === 0) return said
  return `${said} The review is not complete: ${failed.join(', ')} did not come to ${failed.length === 1 ? 'its' : 'their'} end.`
}

function whatIsSaid({ verdict, findings, files, skipped, reviewers }: CodeReview): string {
  if (files === 0 && findings.length === 0)
    return skipped.length === 0 ? 'There is nothing to review.' : 'Nothing of it could be reviewed.'
  const critical = findings.filter(({ severity }) => severity === 'critical').length
  if (verdict === 'blocked')
    return `${counted(critical, 'critical finding')} ${critical === 1 ? 'stands' : 'stand'} against merging.`
  if (verdict === 'clean') return 'Nothing to say against it.'
  if (findings.length === 0)
    return reviewers.some(({ status }) => status === 'completed') ? 'Nothing was found.' : 'Nobody could review it.'
  return `${counted(findings.length, 'finding')}, none critical.`
}

export function scopeWords({ files, lines, base, head, skipped }: CodeReview): string {
  const against = base === undefined ? '' : ` against ${base.label}`
  const unread = skipped.length === 0 ? '' : `; ${skipped.length} not read`
  return `${counted(files, 'file')}, ${counted(lines, 'line')} of ${head.label}${against}${unread}`
}

/** What is left of 100, for what was looked at: a score of what nobody saw would be praise. Empty where that is nothing. */
export function scoreWords({ scores, reviewers, files }: CodeReview): string {
  const seen = new Set(reviewers.filter(({ status }) => status === 'completed').map(({ reviewer }) => reviewer))
  return (['security', 'performance'] as const)
    .filter((name) => files > 0 && seen.has(name))
    .map((name) => `${name} ${scores[name]} of 100`)
    .join(', ')
}

/** What was found and is not said; empty where nothing was left out. */
export function leftOutWords({ leftOut }: CodeReview): string {
  const { known, untouched, baseline, suppressed } = leftOut
  const parts = [
    known > 0 ? `${known} that ${known === 1 ? 'was' : 'were'} there before` : '',
    untouched > 0 ? `${untouched} on lines that the change does not touch` : '',
    baseline > 0 ? `${baseline} in the baseline` : '',
    suppressed.length > 0 ? `${suppressed.length} silenced by a comment` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `Not said: ${parts.join(', ')}.`
}

/** The way that the data took, where it says more than the line of the finding does. */
export function wayOf({ at, flow = [] }: ReviewFinding): readonly FlowStep[] {
  return flow.length > 1 && flow.some(({ file, line }) => file !== at.file || line !== at.line) ? flow : []
}

/** Rules end their sentences or not; a reader sees them ended. */
export function sentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`
}

/** Weakness numbers as people look them up. */
export function cweWords({ cwe }: ReviewFinding): string {
  return cwe.length === 0 ? '' : `CWE-${cwe[0]}`
}

/** What agents with a model say of a finding, a sentence each; that they agree is not worth one. */
export function judgementWords({ model }: CodeReview, { fingerprint }: ReviewFinding): string[] {
  return (model?.judgements ?? [])
    .filter((one) => one.fingerprint === fingerprint && one.judgement !== 'true')
    .map(({ agent, judgement, confidence, why }) => {
      const sure = judgement === 'unsure' ? '' : ` (${Math.round(confidence * 100)}% sure)`
      return `${agent}: ${JUDGED[judgement]}${sure}: ${why}`
    })
}

const JUDGED: Readonly<Record<ReviewJudgement['judgement'], string>> = {
  true: 'true',
  'false-alarm': 'a false alarm',
  unsure: 'cannot tell',
}

/** What was asked, and what it took. */
export function modelWords({ name, calls, inputTokens, outputTokens, dollars, struck }: ReviewModel): string {
  const cost = dollars === null ? 'cost unknown' : `$${dollars.toFixed(4)}`
  const lost = struck === 0 ? '' : `; ${struck} of what it said struck out, as nothing bears it out`
  return `${name}, ${counted(calls, 'call')}, ${counted(inputTokens + outputTokens, 'token')}, ${cost}${lost}`
}
