import type { Workflow } from '../../core/engine.ts'
import type { RunSpecialist, SpecialistOrder, SpecialistOutcome } from '../../core/specialist.ts'

export interface SpecialistAssignment extends SpecialistOrder {
  task: string
}

const ANNOUNCED = 3

/** One specialist as a run of its own: announced, done as one step, its strongest findings told as they come. */
export function conductSpecialist(runSpecialist: RunSpecialist): Workflow<SpecialistAssignment, SpecialistOutcome> {
  return {
    name: 'incident.specialist',
    async run(run, { task, ...order }) {
      run.emit({ type: 'specialist_started', agent: order.specialist, task })
      const outcome = await run.step('analyse', () => runSpecialist(order, run.signal))
      const { report } = outcome
      for (const finding of [...report.findings].sort((a, b) => b.strength - a.strength).slice(0, ANNOUNCED))
        run.emit({ type: 'finding_reported', agent: report.agent, finding })
      run.emit({ type: 'specialist_completed', agent: report.agent, report })
      return outcome
    },
  }
}
