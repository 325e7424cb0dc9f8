import { analyseSecrets } from '../../../analysts/code/secrets/analyse-secrets.ts'
import type { LineRange } from '../../../core/review.ts'
import type { Masker } from '../../../safety/masker.ts'

/** Code as a model may see it: without credentials and personal data, long lines cut. */
export interface CodeView {
  /** The lines from `line` to `endLine` that there are, as they are shown. */
  shown(path: string, text: string, range: LineRange): string[]
}

const LONGEST_LINE = 240
/** What stands behind it is not shown, and so need not be masked; far enough for what a mask has to see of it. */
const MASKED = 4_000
const HIDDEN = '‹a line with a credential›'
const BREAK = /\r?\n/
/** Texts that are kept in lines; a review looks at few of them. */
const MOST_KEPT = 50

interface KnownText {
  lines: readonly string[]
  /** Lines on which a credential was found, whatever form it has. */
  secret: ReadonlySet<number>
}

export function codeView(masker: Masker): CodeView {
  const known = new Map<string, KnownText>()
  const read = (path: string, text: string) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= MOST_KEPT) known.clear()
    const now = { lines: text.split(BREAK), secret: secretLines(path, text) }
    known.set(text, now)
    return now
  }
  return {
    shown(path, text, { line, endLine }) {
      const { lines, secret } = read(path, text)
      const from = Math.max(1, line)
      const window = lines.slice(from - 1, endLine)
      return maskLines(
        window.map((one, index) => (secret.has(from + index) ? HIDDEN : one.slice(0, MASKED))),
        masker,
      ).map((one) => (one.length > LONGEST_LINE ? `${one.slice(0, LONGEST_LINE)}…` : one))
    },
  }
}

function secretLines(path: string, text: string): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const { at } of analyseSecrets([{ path, status: 'unchanged', text, changed: 'all' }]))
    for (let line = at.line; line <= Math.max(at.line, at.endLine); line++) lines.add(line)
  return lines
}

/** Together, since what a value is may stand on the line before it; each alone where that moved them. */
function maskLines(lines: readonly string[], masker: Masker): string[] {
  const together = masker.maskKnown(masker.mask(lines.join('\n'))).split('\n')
  return together.length === lines.length ? together : lines.map((line) => masker.maskKnown(masker.mask(line)))
}

/** `12| text`: the form in which agents see code everywhere. */
export function numbered(lines: readonly string[], from: number): string[] {
  return lines.map((line, index) => `${Math.max(1, from) + index}| ${line}`)
}
