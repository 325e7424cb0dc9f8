import type { Analysis } from '../../core/analysis.ts'
import type { Workflow } from '../../core/engine.ts'
import { reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { SourceAddress } from '../../core/source.ts'
import type { ActionRequest } from '../../safety/gate/action.ts'
import { firstRemediation } from './first-remediation.ts'
import type { InvestigationInput } from './investigate.ts'

export interface AlertedInput {
  /** Of the intake. */
  incident: string
  investigation: Omit<InvestigationInput, 'address'>
}

export interface AlertedParts {
  investigate: Workflow<InvestigationInput, Analysis>
  /** Gathers from the live sources what there is about the incident, once, and says where it lies. */
  collect(incident: string, run: string, signal: AbortSignal): Promise<SourceAddress>
  /** Puts what came of it where people look; once for each run. */
  tell(incident: string, run: string, analysis: Analysis): Promise<void>
  /** What may be spent on models now, in US dollars; undefined where nothing limits it, 0 where the hour's money is gone. */
  allowance(): Promise<number | undefined>
  /** Says that nothing came of it; once for each run. */
  tellFailed(incident: string, run: string, why: string): Promise<void>
  /** Puts the remedy before the gate, where a policy lets anything be done; once for each run. */
  propose(incident: string, run: string, request: ActionRequest): Promise<void>
}

const NOTHING_LEFT = 'The money for models is spent for this hour: the specialists work by code alone.'

/** An incident that alerts have opened: evidence is gathered, investigated, and told. */
export function answerAlert({
  investigate,
  collect,
  allowance,
  tell,
  tellFailed,
  propose,
}: AlertedParts): Workflow<AlertedInput, { incident: string; analysis: Analysis }> {
  return {
    name: 'incident.alerted',
    async run(run, { incident, investigation }) {
      run.emit({ type: 'phase_started', phase: 'collection' })
      const address = await run.step('collect', () => collect(incident, run.id, run.signal))
      const afford = await run.step('allowance', async () => (await allowance()) ?? null)
      if (afford !== null && afford <= 0 && investigation.model !== 'none')
        run.emit({ type: 'specialist_progressed', agent: 'coordinator', note: NOTHING_LEFT })
      const input = { ...withinAllowance(investigation, afford), address }
      const found = await run.child(investigate, input, { key: 'investigation' })
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
