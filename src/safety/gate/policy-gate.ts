import { messageOf } from '../../core/fault.ts'
import type { ApprovalTerms, Decision, Gate, GateDecision, KillSwitch, Verdict } from '../../core/gate.ts'
import { judgeByRules, judgeByWindows, judgeUnattended, limitsFor, type Policy } from './policy.ts'

export interface PolicyGateParts {
  /** Read for every decision, so that a change counts at once. May throw: then nothing is allowed. */
  loadPolicy(): Promise<Policy>
  killSwitch: Pick<KillSwitch, 'state'>
  clock(): number
}

const STRICTNESS: readonly Decision[] = ['allow', 'ask', 'deny']

/** The one gate: policy, change windows and kill switch. The strictest answer wins; whatever fails denies. */
export function policyGate({ loadPolicy, killSwitch, clock }: PolicyGateParts): Gate {
  return {
    async decide(request) {
      try {
        const policy = await loadPolicy()
        const verdicts = [
          ...(await judgeBySwitch(killSwitch)),
          ...judgeByRules(policy, request),
          ...judgeByWindows(policy, request, clock()),
          ...judgeUnattended(policy, request),
        ]
        return decisionOf(verdicts, limitsFor(policy, request))
      } catch (thrown) {
        return decisionOf([{ decision: 'deny', rule: 'a gate that fails denies', reason: messageOf(thrown) }], [])
      }
    },
  }
}

async function judgeBySwitch(killSwitch: Pick<KillSwitch, 'state'>): Promise<Verdict[]> {
  const state = await killSwitch.state()
  if (!state?.engaged) return []
  const since = new Date(state.at).toISOString()
  return [{ decision: 'deny', rule: 'kill switch', reason: `${state.by} set it at ${since}: ${state.reason}` }]
}

function decisionOf(verdicts: Verdict[], limits: GateDecision['limits']): GateDecision {
  const strictest = Math.max(...verdicts.map(({ decision }) => STRICTNESS.indexOf(decision)))
  const decision = STRICTNESS[strictest] ?? 'deny'
  const terms = verdicts.flatMap(({ approval }) => approval ?? [])
  return { decision, verdicts, limits, ...(decision === 'ask' && { approval: strictestTerms(terms) }) }
}

/** Who may approve must satisfy every rule that asks. */
function strictestTerms(terms: readonly ApprovalTerms[]): ApprovalTerms {
  const named = terms.map(({ approvers }) => approvers).filter((approvers) => approvers.length > 0)
  const common = named.reduce((all, some) => all.filter((name) => some.includes(name)), named[0] ?? [])
  return {
    // A name that nobody has: rules that agree on nobody let nobody approve.
    approvers: named.length > 0 && common.length === 0 ? ['(nobody: the rules agree on no approver)'] : common,
    separateApprover: terms.some(({ separateApprover }) => separateApprover),
    expiresAfterMilliseconds: Math.min(...terms.map(({ expiresAfterMilliseconds }) => expiresAfterMilliseconds)),
  }
}

/** Why somebody may not approve under these terms; undefined where they may. */
export function whyNotApprove(terms: ApprovalTerms, requestedBy: string, by: string): string | undefined {
  if (terms.separateApprover && by === requestedBy) return `${by} asked for it and may not approve it, says the policy.`
  if (terms.approvers.length > 0 && !terms.approvers.includes(by))
    return `${by} is not among those who may approve it: ${terms.approvers.join(', ')}.`
  return undefined
}
