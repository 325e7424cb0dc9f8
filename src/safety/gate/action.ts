import type {
  ActionSlots,
  ApprovalAnswer,
  Approvals,
  AuditLog,
  Gate,
  GateDecision,
  GateRequest,
} from '../../core/gate.ts'
import type { Effect, Executor, Operation, Prepared, Risk, Verification } from '../../core/operation.ts'

export interface ActionRequest {
  title: string
  operation: Operation
  risk: Risk
  requestedBy: string
  /** Shows the whole plan and changes nothing. */
  dryRun: boolean
  /** Whether no person asked: an alert did. */
  isUnattended?: boolean
}

export const ACTION_STATUSES = [
  /** A dry run: what would be done. */
  'planned',
  /** It cannot be done as things are. */
  'refused',
  'denied',
  'rejected',
  'expired',
  /** Done, and read back. */
  'done',
  /** Not done, and nothing was changed. */
  'failed',
  /** Done, did not help as verified, and taken back. */
  'undone',
  /** Done, not verified, and not taken back: a person has to look. */
  'unverified',
] as const

/** Only `done` may be called resolved. */
export interface ActionOutcome {
  status: (typeof ACTION_STATUSES)[number]
  detail: string
  risk?: Risk
  hash?: string
  prepared?: Prepared
  decision?: GateDecision
  approval?: ApprovalAnswer
  effect?: Effect
  verification?: Verification
}

export interface ActionParts {
  executors: readonly Executor[]
  gate: Gate
  slots: ActionSlots
  approvals: Approvals
  audit: AuditLog
}

/** Writes one entry about an action into the audit log. */
export type RecordEvent = (event: string, detail: unknown) => Promise<void>

/** The same question, however often the gate is asked it in one action. */
export function gateRequestOf(
  { risk, requestedBy, isUnattended = false }: ActionRequest,
  prepared: Prepared,
): GateRequest {
  return { prepared, risk, requestedBy, isUnattended }
}

/** Why the gate said no. */
export function reasonsOf({ verdicts }: GateDecision): string {
  return verdicts
    .filter(({ decision }) => decision === 'deny')
    .map(({ rule, reason }) => `${rule}: ${reason}`)
    .join('; ')
}
