import type { CodeFinding, ReviewFinding } from '../../core/review.ts'
import { createMasker } from '../../safety/masker.ts'
import type { FileLines } from './file-lines.ts'

/** Makes findings fit to be shown: what comes from code may hold credentials. */
export interface CredentialHider {
  /** The line of a finding as it may be shown, cut. */
  quote(at: CodeFinding['at']): string
  /** The finding without credentials in its words; a suggestion that holds one is dropped, since it could not be taken over as it stands. */
  hide<T extends Omit<ReviewFinding, 'quote'>>(finding: T): T & { quote: string }
}

const QUOTE = 200
/** Masked before it is cut, so that no half of a credential is left that nothing recognises. */
const MASKED = 4_000
const HIDDEN = '‹a credential›'

/** `found` are all findings, kept or not: where one of them speaks of a credential, its line is shown only up to there. */
export function credentialHider(found: readonly CodeFinding[], lines: FileLines): CredentialHider {
  const masker = createMasker()
  const starts = credentialStarts(found)
  const quote = ({ file, line }: CodeFinding['at']) => {
    const text = lines.line(file, line)
    const start = starts.get(`${file}:${line}`)
    const shown = start === undefined ? text : `${text.slice(0, start)}${HIDDEN}`
    return masker.mask(shown.trim().slice(0, MASKED)).slice(0, QUOTE)
  }
  return {
    quote,
    hide(finding) {
      const { suggestion, ...rest } = finding
      const isShown = suggestion === undefined || masker.mask(suggestion.text) === suggestion.text
      return {
        ...(isShown ? finding : (rest as typeof finding)),
        message: masker.mask(finding.message),
        quote: quote(finding.at),
        ...(finding.flow !== undefined && {
          flow: finding.flow.map((step) => ({ ...step, what: masker.mask(step.what) })),
        }),
      }
    },
  }
}

/** From which character on each line holds a credential. */
function credentialStarts(found: readonly CodeFinding[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>()
  for (const { rule, at } of found) {
    if (!rule.startsWith('secrets/')) continue
    for (let line = at.line; line <= at.endLine; line++) {
      const key = `${at.file}:${line}`
      const start = line === at.line ? (at.column ?? 1) - 1 : 0
      starts.set(key, Math.min(starts.get(key) ?? start, start))
    }
  }
  return starts
}
