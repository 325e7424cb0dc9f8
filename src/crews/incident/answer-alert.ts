import type { Analysis } from '../../core/analysis.ts'
import type { Workflow } from '../../core/engine.ts'
import { reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { GivenEvidence } from '../../core/given-evidence.ts'
import type { SourceAddress } from '../../core/source.ts'
import type { ActionRequest } from '../../safety/gate/action.ts'
import { firstRemediation } from './first-remediation.ts'
import type { InvestigationInput } from './investigate.ts'

export interface AlertedInput {
  /** Of the intake. */
  incident: string
  investigation: Omit<InvestigationInput, 'address'>
}

export interface RequestedInput {
  /** As whoever asks calls it. */
  incident: string
  investigation: Omit<InvestigationInput, 'address'>
  /** Masked: a journal is kept. It is part of what the run was given, so that whichever process has the run has it. */
  given: GivenEvidence
}

export interface AnswerParts<I> {
  investigate: Workflow<InvestigationInput, Analysis>
  /** Puts the evidence of the incident into one place, once, and says where it lies. */
  collect(input: I, run: string, signal: AbortSignal): Promise<SourceAddress>
  /** Puts what came of it where people look; once for each run. */
  tell(incident: string, run: string, analysis: Analysis): Promise<void>
  /** What may be spent on models now, in US dollars; undefined where nothing limits it, 0 where the hour's money is gone. */
  allowance(run: string): Promise<number | undefined>
  /** Says that nothing came of it; once for each run. */
  tellFailed(incident: string, run: string, why: string): Promise<void>
  /** Puts the remedy before the gate, where a policy lets anything be done; once for each run. */
  propose(incident: string, run: string, request: ActionRequest): Promise<void>
}

const NOTHING_LEFT = 'The money for models is spent for this hour: the specialists work by code alone.'

export interface Answered {
  incident: string
  analysis: Analysis
}

/** An incident that alerts have opened: evidence is gathered, investigated, and told. */
export function answerAlert(parts: AnswerParts<AlertedInput>): Workflow<AlertedInput, Answered> {
  return answerWith('incident.alerted', parts)
}

/** An incident that somebody has brought with its evidence: that is kept, investigated, and told. */
export function answerRequest(parts: AnswerParts<RequestedInput>): Workflow<RequestedInput, Answered> {
  return answerWith('incident.requested', parts)
}

function answerWith<I extends AlertedInput>(
  name: string,
  { investigate, collect, allowance, tell, tellFailed, propose }: AnswerParts<I>,
): Workflow<I, Answered> {
  return {
    name,
    async run(run, input) {
      const { incident, investigation } = input
      run.emit({ type: 'phase_started', phase: 'collection' })
      const address = await run.step('collect', () => collect(input, run.id, run.signal))
      const afford = await run.step('allowance', async () => (await allowance(run.id)) ?? null)
      if (afford !== null && afford <= 0 && investigation.model !== 'none')
        run.emit({ type: 'specialist_progressed', agent: 'coordinator', note: NOTHING_LEFT })
      const order = { ...withinAllowance(investigation, afford), address }
      let found = await run.child(investigate, order, { key: 'investigation' })
      if (found.status === 'failed' && found.code === 'not-found') {
        // It was collected on another host, which is gone: it is collected here, and looked at anew.
        const here = await run.step('collect again', () => collect(input, `${run.id}.again`, run.signal))
        found = await run.child(investigate, { ...order, address: here }, { key: 'investigation again' })
      }
      if (found.status !== 'completed') {
        const fault =
          found.status === 'failed'
            ? reviveFault(found)
            : new WatchfloorFault('timed-out', `The investigation was ${found.status}.`)
        await run.step('tell-failed', () => tellFailed(incident, run.id, fault.message))
        throw fault
      }
      const analysis = found.value
      await run.step('tell', () => tell(incident, run.id, analysis))
      const action = firstRemediation(analysis)
      if (action?.operation) {
        const { title, operation, risk } = action
        const request = { title, operation, risk, requestedBy: 'watchfloor', dryRun: false, isUnattended: true }
        await run.step('propose', () => propose(incident, run.id, request))
      }
      return { incident, analysis }
    },
  }
}

/** An incident is investigated also where there is no money left: by code. */
function withinAllowance(
  investigation: AlertedInput['investigation'],
  afford: number | null,
): AlertedInput['investigation'] {
  if (afford === null) return investigation
  if (afford <= 0) return { ...investigation, model: 'none' }
  const { budget } = investigation
  return { ...investigation, budget: { ...budget, dollars: Math.min(budget.dollars ?? afford, afford) } }
}
