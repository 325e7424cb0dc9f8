import type { Member } from '../core/member.ts'
import type { Findings } from '../core/shared-context.ts'

export interface RememberOptions {
  /** How far back. Milliseconds. */
  within?: number
  most?: number
}

const WEEK = 7 * 24 * 3_600_000
const MOST = 50

/**
 * A member that is told what earlier runs found, as context and with who found it, and whose own findings later runs will be told. They are told
 * apart: what was found then is never evidence of now.
 */
export function remembering(
  member: Member,
  findings: Findings,
  { within = WEEK, most = MOST }: RememberOptions = {},
): Member {
  return {
    name: member.name,
    async work(run, assignment) {
      const at = await run.now()
      const earlier = await run.step('remember', async () =>
        (await findings.list({ since: at - within, limit: most }))
          .filter((kept) => kept.run !== run.id)
          .map(({ finding }) => ({
            ...finding,
            role: 'context' as const,
            summary: `Found in an earlier run: ${finding.summary}`,
          })),
      )
      const given = await member.work(run, { ...assignment, findings: [...assignment.findings, ...earlier] })
      const told = new Set(earlier.map(({ summary }) => summary))
      const own = (given.findings ?? []).filter(({ summary }) => !told.has(summary))
      await run.step('keep for later', () => findings.record(run.id, member.name, at, own))
      return { ...given, findings: own }
    },
  }
}
