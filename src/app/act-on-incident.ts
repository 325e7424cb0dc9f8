import { type Action, type Analysis, analysisSchema } from '../core/analysis.ts'
import type { RunHandle, RunRecord } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { ActionOutcome, ActionRequest } from '../safety/gate/action.ts'
import { findRun } from './inspect-runs.ts'
import type { Platform } from './open-platform.ts'
import { whoAmI } from './who-am-i.ts'

export interface ProposedAction {
  run: RunRecord
  action: Action
  request: ActionRequest
}

/**
 * The action of a finished investigation that is to go through the gate: the one named by its id or priority, else the first
 * that Watchfloor can carry out itself. Throws a fault `usage` or `not-found` where there is none.
 */
export async function proposeAction(
  { engine }: Platform,
  runName: string,
  actionName: string | undefined,
  dryRun: boolean,
): Promise<ProposedAction> {
  const run = await findRun(engine, runName)
  const analysis = analysisSchema.safeParse(run.result)
  if (!analysis.success)
    throw new WatchfloorFault('usage', `${run.id} is no finished investigation (${run.workflow}, ${run.status}).`, {
      hint: 'See `watchfloor runs list --workflow incident.investigate --status completed`.',
    })
  const action = chooseAction(analysis.data, actionName)
  const { operation } = action
  if (!operation)
    throw new WatchfloorFault('usage', `"${action.title}" is for people: Watchfloor has no executor for it.`, {
      hint: hintFor(analysis.data),
    })
  const request = { title: action.title, operation, risk: action.risk, requestedBy: whoAmI(), dryRun }
  return { run, action, request }
}

function chooseAction({ actions }: Analysis, name: string | undefined): Action {
  const chosen =
    name === undefined
      ? actions.find(({ operation }) => operation !== undefined)
      : actions.find(({ id, priority }) => id === name || String(priority) === name)
  if (chosen) return chosen
  throw new WatchfloorFault(
    'not-found',
    name === undefined
      ? 'The investigation proposes nothing that Watchfloor can do itself.'
      : `The investigation has no action ${name}.`,
    { hint: hintFor({ actions }) },
  )
}

function hintFor({ actions }: Pick<Analysis, 'actions'>): string {
  const able = actions.filter(({ operation }) => operation !== undefined)
  return able.length === 0
    ? 'The report says what a person can do.'
    : `Watchfloor can do: ${able.map(({ id, title }) => `${id} (${title})`).join(', ')}.`
}

/** Puts an action before the gate, in a run of its own. */
export function startAction(platform: Platform, { run, request }: ProposedAction): Promise<RunHandle<ActionOutcome>> {
  return platform.engine.start(platform.act, request, { title: `${request.title} (${run.id})` })
}
