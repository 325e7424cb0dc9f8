import type { Problem } from '../../core/analysis.ts'
import type { CodeFinding, LeftOut, ReviewSource } from '../../core/review.ts'
import { BASELINE_PATH, readBaseline } from './baseline.ts'
import type { FileLines } from './file-lines.ts'
import { fingerprints } from './fingerprint.ts'
import { readSuppressions, silencer } from './suppressions.ts'

export interface Admitted<F extends CodeFinding> {
  findings: { finding: F; fingerprint: string }[]
  /** How many the baseline holds. */
  baseline: number
  suppressed: LeftOut['suppressed'][number][]
}

/** What the project lives with, by its baseline and by comments in the code. */
export interface Admission {
  /** Names the findings (`taken` counts the names that others have), and leaves out what the project lives with. */
  admit<F extends CodeFinding>(
    findings: readonly F[],
    lines: FileLines,
    taken?: ReadonlyMap<string, number>,
  ): Admitted<F>
  problems: readonly Problem[]
}

export async function admissionTo({ change, atBase }: ReviewSource): Promise<Admission> {
  const baseline = readBaseline(await atBase(BASELINE_PATH))
  const read = change.files.map(readSuppressions)
  const silencing = silencer(read.flatMap((one) => one.counted))
  return {
    admit(findings, lines, taken) {
      const names = fingerprints(findings, ({ at }) => lines.line(at.file, at.line), taken)
      const suppressed: LeftOut['suppressed'][number][] = []
      const named = findings.flatMap((finding, index) => {
        const by = silencing(finding)
        if (by === undefined) return [{ finding, fingerprint: names[index] ?? '' }]
        const { file, line } = finding.at
        suppressed.push({ rule: finding.rule, file, line, reason: by.reason })
        return []
      })
      const open = named.filter(({ fingerprint }) => !baseline.fingerprints.has(fingerprint))
      return { findings: open, baseline: named.length - open.length, suppressed }
    },
    problems: [...baseline.problems, ...uncountedProblems(read.flatMap(({ uncounted }) => uncounted))],
  }
}

/** More than this are counted, not listed. */
const MOST_NAMED = 20

type Uncounted = ReturnType<typeof readSuppressions>['uncounted'][number]

function uncountedProblems(uncounted: readonly Uncounted[]): Problem[] {
  const rest = uncounted.length - MOST_NAMED
  const more: Problem = {
    code: 'suppression-not-counted',
    source: 'the change',
    message: `${rest} more comments that should silence something do not count.`,
    hint: 'A comment counts once it stands in the version that the change is compared with.',
  }
  return [...uncounted.slice(0, MOST_NAMED).map(uncountedProblem), ...(rest > 0 ? [more] : [])]
}

function uncountedProblem({ file, line, rule, reason }: Uncounted): Problem {
  return {
    code: 'suppression-not-counted',
    source: file,
    message:
      reason === ''
        ? `${file}: what should silence ${rule} before line ${line} gives no reason, so it does not count.`
        : `${file}: what should silence ${rule} at line ${line} comes with the change itself, or its line does, so it does not count yet.`,
    hint: 'Write `watchfloor-ignore RULE: reason`, and have it merged by somebody who agrees.',
  }
}
