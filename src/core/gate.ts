import type { Prepared, Risk } from './operation.ts'

export type Decision = 'allow' | 'ask' | 'deny'

export interface GateRequest {
  prepared: Prepared
  risk: Risk
  /** Who wants it. */
  requestedBy: string
  /** Whether no person asked: an alert did. */
  isUnattended?: boolean
}

/** What one rule says, and why. */
export interface Verdict {
  decision: Decision
  /** Names the rule, limit, window or switch. */
  rule: string
  reason: string
  /** Of a rule that asks. */
  approval?: ApprovalTerms
}

export interface ApprovalTerms {
  /** Who may approve; anybody where empty. */
  approvers: string[]
  /** Nobody approves what they asked for themselves. */
  separateApprover: boolean
  expiresAfterMilliseconds: number
}

/** How many actions may begin in a period, and be under way at once; counted over all processes. */
export interface ActionLimit {
  name: string
  rate?: { limit: number; periodMilliseconds: number }
  concurrency?: number
}

export interface GateDecision {
  /** The strictest of all verdicts. */
  decision: Decision
  verdicts: Verdict[]
  /** The strictest terms of all rules that ask. */
  approval?: ApprovalTerms
  limits: ActionLimit[]
}

/** A proposed action in; allow, ask or deny out. It never throws: a gate that fails denies. */
export interface Gate {
  decide(request: GateRequest): Promise<GateDecision>
}

/** Room for actions. Taking it is atomic over all processes, and again for the same action gives the same. */
export interface ActionSlots {
  /** The limit that has no room left, or undefined where the action may begin. */
  take(
    action: string,
    run: string,
    limits: readonly ActionLimit[],
  ): Promise<{ limit: string; reason: string } | undefined>
  release(action: string): Promise<void>
}

export interface ApprovalRequest {
  id: string
  /** The run that waits, and the name of its wait. */
  run: string
  wait: string
  /** `act`: may this be done? `effect`: was it done? Nobody could tell. */
  question: 'act' | 'effect'
  /** Of the exact action: an approval counts for nothing else. */
  hash: string
  title: string
  risk: Risk
  prepared: Prepared
  terms: ApprovalTerms
  requestedBy: string
  requestedAt: number
  expiresAt: number
}

export interface ApprovalAnswer {
  decision: 'approved' | 'rejected'
  by: string
  reason: string
  hash: string
}

export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn'

export interface ApprovalRecord extends ApprovalRequest {
  status: ApprovalStatus
  answer?: ApprovalAnswer & { at: number }
}

export interface Approvals {
  /** Again for the same id changes nothing. */
  request(request: ApprovalRequest): Promise<void>
  get(id: string): Promise<ApprovalRecord | undefined>
  /** Newest first. */
  list(filter?: { status?: ApprovalStatus; limit?: number }): Promise<ApprovalRecord[]>
}

export interface KillSwitchState {
  engaged: boolean
  by: string
  reason: string
  at: number
}

export interface KillSwitch {
  /** Undefined where it was never used. */
  state(): Promise<KillSwitchState | undefined>
  set(engaged: boolean, by: string, reason: string): Promise<KillSwitchState>
}

export interface AuditEntry {
  /** Who or what did it. */
  actor: string
  /** Past tense: `gate_decided`, `approval_given`, `action_performed`, … */
  event: string
  /** What it is about: an action, an approval, the kill switch. */
  subject: string
  detail: unknown
}

export interface AuditRecord extends AuditEntry {
  number: number
  at: number
  /** Of the entry before, and of this one with it: SHA-256, hexadecimal. */
  previous: string
  hash: string
}

/** What was decided and done, in order; entries are only ever added, each bound to the one before. */
export interface AuditLog {
  /** With a key, once for that key. */
  add(entry: AuditEntry, key?: string): Promise<void>
  list(filter?: { subject?: string; limit?: number }): Promise<AuditRecord[]>
  /** The last entry; undefined where there is none. */
  head(): Promise<{ number: number; hash: string } | undefined>
  hashOf(number: number): Promise<string | undefined>
  /** The first entry that was changed, moved or is missing; undefined where the chain holds. */
  findBreak(): Promise<number | undefined>
}
