import type { Action, Analysis } from '../../core/analysis.ts'
import type { ChildOutcome, Workflow } from '../../core/engine.ts'
import { reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { OperationKind } from '../../core/operation.ts'
import type { ActionOutcome, ActionRequest } from '../../safety/gate/action.ts'
import { firstRemediation } from './first-remediation.ts'
import type { InvestigationInput } from './investigate.ts'

export interface ResponseInput {
  investigation: InvestigationInput
  requestedBy: string
  dryRun: boolean
  /** Only a remediation of this kind; the first of any kind where not given. */
  operation?: OperationKind
}

export interface IncidentResponse {
  analysis: Analysis
  /** Absent where nothing is proposed that Watchfloor can carry out. */
  remediation?: { action: Action; outcome: ActionOutcome }
}

export interface ResponseParts {
  investigate: Workflow<InvestigationInput, Analysis>
  act: Workflow<ActionRequest, ActionOutcome>
}

/** From the evidence to the remedy: an investigation, then its first remediation that can be carried out, through the gate. */
export function response({ investigate, act }: ResponseParts): Workflow<ResponseInput, IncidentResponse> {
  return {
    name: 'incident.respond',
    async run(run, { investigation, requestedBy, dryRun, operation: kind }) {
      const found = await run.child(investigate, investigation, { key: 'investigation' })
      if (found.status !== 'completed') throw faultOf(found)
      const analysis = found.value
      const action = firstRemediation(analysis, kind)
      if (!action?.operation) return { analysis }
      const { title, operation, risk } = action
      const done = await run.child(act, { title, operation, risk, requestedBy, dryRun }, { key: 'remediation' })
      const outcome: ActionOutcome =
        done.status === 'completed' ? done.value : { status: 'unverified', detail: `The remediation ${endOf(done)}` }
      return { analysis, remediation: { action, outcome } }
    },
  }
}

function faultOf(outcome: ChildOutcome<unknown>): WatchfloorFault {
  return outcome.status === 'failed'
    ? reviveFault(outcome)
    : new WatchfloorFault('timed-out', `The investigation ${endOf(outcome)}`)
}

function endOf(outcome: { status: string; message?: string }): string {
  return outcome.message === undefined ? `was ${outcome.status}.` : `failed: ${outcome.message}`
}
