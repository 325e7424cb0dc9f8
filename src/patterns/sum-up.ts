import type { Run } from '../core/engine.ts'
import type { Assignment, Contribution, Member, Part } from '../core/member.ts'
import { uniqueFindings } from './merge-parts.ts'
import { send } from './send.ts'

/** Someone over the parts of others: a synthesis, a manager, a judge. */
export function sumUp(
  run: Run,
  member: Member,
  assignment: Assignment,
  parts: readonly Part[],
  timeoutMilliseconds: number,
): Promise<Part> {
  const findings = parts.flatMap(({ contribution }) => contribution?.findings ?? [])
  return send(run, member, { ...assignment, findings, parts }, { key: `sum up by ${member.name}`, timeoutMilliseconds })
}

/** What rules give, in the words of who summed up; the findings of all stand beside theirs. Where nobody could sum up, it says so. */
export function withSummary(byRule: Contribution, summed: Part | undefined): Contribution {
  if (!summed) return byRule
  const { agent, status, note, contribution } = summed
  if (!contribution)
    return {
      ...byRule,
      summary: `${byRule.summary} ${agent} ${status}: ${note} What stands here is by rule.`,
      isPartial: true,
    }
  const isPartial = byRule.isPartial === true || contribution.isPartial === true
  return {
    ...byRule,
    ...contribution,
    findings: uniqueFindings([...byRule.findings, ...contribution.findings]),
    ...(isPartial && { isPartial }),
  }
}
