import type { Problem } from '../../core/analysis.ts'
import type { CodeFinding, LeftOut, ReviewSource } from '../../core/review.ts'
import { BASELINE_PATH, readBaseline } from './baseline.ts'
import type { FileLines } from './file-lines.ts'
import { fingerprints } from './fingerprint.ts'
import { isSuppressed, readSuppressions } from './suppressions.ts'

export interface Admitted<F extends CodeFinding> {
  findings: { finding: F; fingerprint: string }[]
  /** How many the baseline holds. */
  baseline: number
  suppressed: LeftOut['suppressed'][number][]
}

/** What the project lives with, by its baseline and by comments in the code. */
export interface Admission {
  /** Names the findings, and leaves out what the project lives with. */
  admit<F extends CodeFinding>(findings: readonly F[], lines: FileLines): Admitted<F>
  problems: readonly Problem[]
}

export async function admissionTo({ change, atBase }: ReviewSource): Promise<Admission> {
  const baseline = readBaseline(await atBase(BASELINE_PATH))
  const read = change.files.map(readSuppressions)
  const counted = read.flatMap((one) => one.counted)
  return {
    admit(findings, lines) {
      const names = fingerprints(findings, ({ at }) => lines.line(at.file, at.line))
      const suppressed: LeftOut['suppressed'][number][] = []
      const named = findings.flatMap((finding, index) => {
        const by = isSuppressed(finding, counted)
        if (by === undefined) return [{ finding, fingerprint: names[index] ?? '' }]
        const { file, line } = finding.at
        suppressed.push({ rule: finding.rule, file, line, reason: by.reason })
        return []
      })
      const open = named.filter(({ fingerprint }) => !baseline.fingerprints.has(fingerprint))
      return { findings: open, baseline: named.length - open.length, suppressed }
    },
    problems: [...baseline.problems, ...read.flatMap(({ uncounted }) => uncounted.map(uncountedProblem))],
  }
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
