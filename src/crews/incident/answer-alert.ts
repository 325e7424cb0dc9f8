import type { Analysis } from '../../core/analysis.ts'
import type { Workflow } from '../../core/engine.ts'
import { reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { SourceAddress } from '../../core/source.ts'
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
}

/** An incident that alerts have opened: evidence is gathered, investigated, and told. */
export function answerAlert({
  investigate,
  collect,
  tell,
}: AlertedParts): Workflow<AlertedInput, { incident: string; analysis: Analysis }> {
  return {
    name: 'incident.alerted',
    async run(run, { incident, investigation }) {
      run.emit({ type: 'phase_started', phase: 'collection' })
      const address = await run.step('collect', () => collect(incident, run.id, run.signal))
      const found = await run.child(investigate, { ...investigation, address }, { key: 'investigation' })
      if (found.status === 'failed') throw reviveFault(found)
      if (found.status !== 'completed') throw new WatchfloorFault('timed-out', `The investigation was ${found.status}.`)
      const analysis = found.value
      await run.step('tell', () => tell(incident, run.id, analysis))
      return { incident, analysis }
    },
  }
}
