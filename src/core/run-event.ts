import type { Finding, SpecialistReport } from './finding.ts'
import type { ApprovalAnswer, ApprovalRequest, Decision, Verdict } from './gate.ts'
import type { ModelFailure } from './model.ts'
import type { Effect, Verification } from './operation.ts'

/**
 * Everything that happens in a run. Progress, console, log, metrics, traces and replay are readers of this one stream.
 * `at` is milliseconds since the epoch; `run` is the id of the run or child that it happened in.
 */
export type RunEvent = { at: number; run: string } & RunEventBody

export type RunEventBody =
  /** `traceparent` where somebody elsewhere asked for the run. */
  | { type: 'run_started'; workflow: string; parent?: string; traceparent?: string }
  | { type: 'run_completed'; milliseconds: number }
  | { type: 'run_failed'; message: string; code: string }
  | { type: 'run_timed_out'; afterMilliseconds: number }
  | { type: 'run_cancelled' }
  /** Another process, or the same one later, goes on with it. */
  | { type: 'run_resumed'; traceparent?: string }
  | { type: 'run_halted'; reason: string }
  | { type: 'wait_started'; wait: string; until?: number }
  | { type: 'wait_answered'; wait: string }
  | { type: 'wait_timed_out'; wait: string }
  | { type: 'step_completed'; step: string; milliseconds: number }
  /** `milliseconds` is absent in journals that an older version wrote. */
  | { type: 'step_failed'; step: string; message: string; milliseconds?: number }
  | { type: 'specialist_started'; agent: string; task: string }
  | { type: 'specialist_progressed'; agent: string; note: string }
  | { type: 'finding_reported'; agent: string; finding: Finding }
  | { type: 'specialist_completed'; agent: string; report: SpecialistReport }
  | { type: 'phase_started'; phase: string }
  | { type: 'crew_chosen'; crew: string; agents: string[]; why: string }
  | {
      type: 'model_called'
      agent: string
      /** The model that answered; the one that was asked where none did. */
      model: string
      /** `answered`, or how it failed. */
      status: 'answered' | ModelFailure
      milliseconds: number
      inputTokens: number
      outputTokens: number
      /** Null where the model has no listed price. */
      dollars: number | null
    }
  | { type: 'tool_called'; agent: string; tool: string; status: 'completed' | 'failed'; milliseconds: number }
  | {
      type: 'model_reported'
      model: string
      status: string
      calls: number
      inputTokens: number
      outputTokens: number
      /** Null where the model has no listed price. */
      dollars: number | null
    }
  | {
      type: 'gate_decided'
      action: string
      title: string
      summary: string
      decision: Decision
      verdicts: Verdict[]
    }
  | {
      type: 'approval_requested'
      approval: string
      question: ApprovalRequest['question']
      title: string
      summary: string
      expiresAt: number
    }
  | { type: 'approval_decided'; approval: string; decision: ApprovalAnswer['decision']; by: string }
  | { type: 'decision_requested'; wait: string; why: string; choices: string[] }
  | { type: 'decision_made'; choice: string; by: string }
  | { type: 'action_started'; action: string; title: string }
  | { type: 'action_performed'; action: string; status: Effect['status']; detail: string }
  | ({ type: 'action_verified'; action: string } & Verification)
  | ({ type: 'action_undone'; action: string } & Verification)
