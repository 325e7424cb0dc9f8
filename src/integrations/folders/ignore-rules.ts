import ignore from 'ignore'

/** What the `.gitignore` of one folder says of paths below it. */
export interface IgnoreRules {
  /** The folder it stands in, relative to the root, with a slash at the end; empty for the root. */
  folder: string
  judge(path: string): 'ignored' | 'wanted' | undefined
}

const MOST_LINES = 1_000
const LONGEST_LINE = 500
/** A pattern becomes a regular expression, and with each of these the work of matching it grows by the length of the path. */
const MANY_STARS = /\*[^*/]+\*[^*/]+\*|\*\*.+\*\*.+\*\*/

/** Rules of a `.gitignore` (gitignore(5)). What is too long or has too many wildcards to be matched cheaply is left out. */
export function ignoreRules(folder: string, text: string): IgnoreRules {
  const lines = text.split('\n', MOST_LINES).filter((line) => line.length <= LONGEST_LINE && !MANY_STARS.test(line))
  const rules = ignore({ ignorecase: false }).add(lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)))
  return {
    folder,
    judge(path) {
      const { ignored, unignored } = rules.test(path.slice(folder.length))
      return ignored ? 'ignored' : unignored ? 'wanted' : undefined
    },
  }
}

/** Whether a path (of a folder: with a slash at the end) is ignored. The innermost rules that say anything decide. */
export function isIgnored(path: string, outerToInner: readonly IgnoreRules[]): boolean {
  for (const rules of outerToInner.toReversed()) {
    const verdict = rules.judge(path)
    if (verdict !== undefined) return verdict === 'ignored'
  }
  return false
}
