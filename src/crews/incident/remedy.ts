import type { Workflow } from '../../core/engine.ts'
import type { ActionOutcome, ActionRequest } from '../../safety/gate/action.ts'

export interface RemedyInput {
  incident: string
  request: ActionRequest
}

export interface RemedyParts {
  act: Workflow<ActionRequest, ActionOutcome>
  /** Says what became of it; once for each run. */
  tell(incident: string, run: string, title: string, outcome: ActionOutcome): Promise<void>
}

/** The remedy of an incident, put before the gate; a run of its own, since it may wait for a person as long as the policy lets it. */
export function remedy({ act, tell }: RemedyParts): Workflow<RemedyInput, ActionOutcome> {
  return {
    name: 'incident.remedy',
    async run(run, { incident, request }) {
      const done = await run.child(act, request, { key: 'action' })
      const outcome: ActionOutcome =
        done.status === 'completed'
          ? done.value
          : { status: 'unverified', detail: `It was ${done.status}; a person has to look.` }
      await run.step('tell', () => tell(incident, run.id, request.title, outcome))
      return outcome
    },
  }
}
