import { z } from 'zod'
import type { Problem } from '../../core/analysis.ts'
import type { ReviewFinding } from '../../core/review.ts'

/** Where a project keeps what it has seen and lives with. */
export const BASELINE_PATH = '.watchfloor/review-baseline.json'

const baselineSchema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ fingerprint: z.string(), rule: z.string(), file: z.string() })),
})

export interface Baseline {
  fingerprints: ReadonlySet<string>
  problems: Problem[]
}

/** Text that is no baseline silences nothing, and is named. */
export function readBaseline(text: string | undefined): Baseline {
  if (text === undefined) return { fingerprints: new Set(), problems: [] }
  const parsed = baselineSchema.safeParse(jsonOf(text))
  if (parsed.success) return { fingerprints: new Set(parsed.data.findings.map((one) => one.fingerprint)), problems: [] }
  const problem: Problem = {
    code: 'invalid-baseline',
    source: BASELINE_PATH,
    message: 'The baseline cannot be read, so it silences nothing.',
    hint: 'Write it anew with `watchfloor review --path . --write-baseline`.',
  }
  return { fingerprints: new Set(), problems: [problem] }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is known from now on: what stands, and what the baseline `before` held, whose findings are left out of a review. */
export function writeBaseline(findings: readonly ReviewFinding[], before?: string): string {
  const parsed = baselineSchema.safeParse(before === undefined ? undefined : jsonOf(before))
  const entries = new Map((parsed.success ? parsed.data.findings : []).map((one) => [one.fingerprint, one]))
  for (const { fingerprint, rule, at } of findings) entries.set(fingerprint, { fingerprint, rule, file: at.file })
  const baseline: z.input<typeof baselineSchema> = { version: 1, findings: [...entries.values()] }
  return `${JSON.stringify(baseline, null, 2)}\n`
}
