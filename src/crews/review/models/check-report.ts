import {
  type CodeFinding,
  MODEL_RULES,
  type ReviewedFile,
  type Reviewer,
  type ReviewJudgement,
  type ReviewSeverity,
} from '../../../core/review.ts'
import type { Masker } from '../../../safety/masker.ts'
import { isChanged } from '../keep-new.ts'
import type { CodeView } from './code-view.ts'
import type { ReviewerSaid, SaidFinding } from './reviewer-report.ts'

/** What of a report holds. */
export interface CheckedReport {
  judgements: ReviewJudgement[]
  findings: CodeFinding[]
  struck: number
}

export interface CheckingParts {
  agent: string
  /** Under whose name its own findings stand. */
  reviewer: Reviewer
  /** Fingerprints of what it was asked to judge. */
  judged: readonly string[]
  files: readonly ReviewedFile[]
  view: CodeView
  masker: Masker
}

/** A model alone vouches for it: it is worth a look, and never more. */
const HIGHEST: Readonly<Record<ReviewSeverity, ReviewSeverity>> = {
  critical: 'medium',
  high: 'medium',
  medium: 'medium',
  low: 'low',
}
const MOST_CONFIDENCE = 0.6
/** A shorter quote stands on half of all lines; it has to be the whole of its own. */
const TELLING = 6

/** Strikes judgements of what nobody asked, and findings whose file, changed line or quote is not there. */
export function checkReport(said: ReviewerSaid, parts: CheckingParts): CheckedReport {
  const { agent, judged, masker } = parts
  const once = new Map(
    said.judgements
      .filter(({ fingerprint }) => judged.includes(fingerprint))
      .map((one) => [one.fingerprint, { agent, ...one, why: masker.mask(one.why) }]),
  )
  const findings = said.findings.flatMap((one) => checkedFinding(one, parts) ?? [])
  return {
    judgements: [...once.values()],
    findings,
    struck: said.judgements.length - once.size + said.findings.length - findings.length,
  }
}

function checkedFinding(
  { rule, severity, file: named, line, quote, message, fix, cwe, confidence }: SaidFinding,
  { reviewer, files, view, masker }: CheckingParts,
): CodeFinding | undefined {
  const file = files.find(({ path }) => path === named) ?? files.find(({ path }) => masker.mask(path) === named)
  const last = line + quote.trim().split('\n').length - 1
  if (file?.text === undefined || !isChanged(file, line, line) || !isQuoted(quote, file, line, view)) return undefined
  return {
    rule: `${MODEL_RULES}${rule}`,
    reviewer,
    severity: HIGHEST[severity],
    confidence: Math.min(confidence, MOST_CONFIDENCE),
    cwe: [...new Set(cwe)],
    at: { file: file.path, line, endLine: last },
    message: masker.mask(message),
    fix: masker.mask(fix),
  }
}

/** Line by line, as the code is or as it was shown. */
function isQuoted(quote: string, { path, text = '' }: ReviewedFile, line: number, view: CodeView): boolean {
  const quoted = quote.trim().split(/\r?\n/)
  const endLine = line + quoted.length - 1
  const there = text.split(/\r?\n/).slice(line - 1, endLine)
  const shown = view.shown(path, text, { line, endLine })
  return quoted.every((one, index) => stands(one, there[index]) || stands(one, shown[index]))
}

function stands(quoted: string, line: string | undefined): boolean {
  const [words, whole] = [quoted.trim().replace(/…$/, ''), line?.trim() ?? '']
  return words !== '' && (words === whole || (words.length >= TELLING && whole.includes(words)))
}
