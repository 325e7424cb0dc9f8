import type { CodeFinding, ReviewedFile } from '../../../core/review.ts'
import { classifyPath, type PathClass } from './classify-path.ts'
import { findSecrets } from './find-secrets.ts'
import type { SecretMatch } from './secret-rule.ts'

/** CWE-798: use of hard-coded credentials, as other analysts name the same; CWE-321: of a hard-coded cryptographic key; CWE-259: of a hard-coded password. */
const CWE = { key: [798, 321], password: [798, 259], other: [798] } as const
const FIX =
  'Revoke it, since whoever can read the history has it, and read a new one from a secret store or the environment.'

/**
 * Credentials in the new text of the files, wherever they stand in it: whoever reviews a change keeps what touches it.
 * No message holds the credential. Never throws; time is linear in the length of the text.
 */
export function analyseSecrets(files: readonly ReviewedFile[]): CodeFinding[] {
  return files.filter(({ status }) => status !== 'removed').flatMap(analyseFile)
}

function analyseFile({ path, text }: ReviewedFile): CodeFinding[] {
  const kind = classifyPath(path)
  if (text === undefined) return []
  const lineOf = lineReader(text)
  return findSecrets(text, kind).map((match) => findingOf(path, match, lineOf, kind))
}

function findingOf(file: string, match: SecretMatch, lineOf: LineReader, { isSample }: PathClass): CodeFinding {
  const { line, column } = lineOf(match.start)
  const { id, what, severity = 'high' } = match.kind
  return {
    rule: `secrets/${id}`,
    reviewer: 'security',
    severity: isSample && severity === 'critical' ? 'high' : severity,
    confidence: isSample ? match.confidence * 0.8 : match.confidence,
    cwe: cweOf(id),
    at: { file, line, endLine: lineOf(match.end).line, column },
    message: `${article(what)} ${what} is written in the code, so whoever can read the code can use it.`,
    fix: FIX,
    effort: 'hours',
  }
}

function cweOf(id: string): readonly number[] {
  if (id.includes('private-key')) return CWE.key
  return /password|login/.test(id) ? CWE.password : CWE.other
}

/** By sound: `an npm token`, `an AWS key`, `a Unix password`. */
function article(what: string): 'A' | 'An' {
  return /^(?:[aeio]|npm|X |HCP|HTTP)/i.test(what) ? 'An' : 'A'
}

interface Position {
  line: number
  column: number
}
type LineReader = (offset: number) => Position

/** Asked in ascending order it reads the text once. */
function lineReader(text: string): LineReader {
  let line = 1
  let lineStart = 0
  let lineEnd = text.indexOf('\n')
  return (offset) => {
    while (lineEnd >= 0 && lineEnd < offset) {
      line++
      lineStart = lineEnd + 1
      lineEnd = text.indexOf('\n', lineStart)
    }
    return { line, column: Math.max(1, offset - lineStart + 1) }
  }
}
