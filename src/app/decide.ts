import { WatchfloorFault } from '../core/fault.ts'
import { findRun } from './inspect-runs.ts'
import { openRuns, type Runs } from './open-runs.ts'
import { whoAmI } from './who-am-i.ts'

export interface Decided {
  run: string
  choice: string
  by: string
}

/** Decides in the place of a rule what a run waits for. Throws a fault `usage` where nothing waits, or for what is no choice unless `isOther`. */
export async function decide(name: string, choice: string, isOther = false): Promise<Decided> {
  const runs = await openRuns()
  try {
    return await decideIn(runs, name, choice, { isOther, by: whoAmI() })
  } finally {
    await runs.engine.close()
  }
}

/** The same on an open store, for whom this process speaks for. */
export async function decideIn(
  { engine }: Pick<Runs, 'engine'>,
  name: string,
  choice: string,
  { isOther, by }: { isOther: boolean; by: string },
): Promise<Decided> {
  const { id } = await findRun(engine, name)
  const events = (await engine.events(id)).map(({ event }) => event)
  const asked = events.findLast((event) => event.type === 'decision_requested')
  if (asked?.type !== 'decision_requested')
    throw new WatchfloorFault('usage', `${id} waits for no decision.`, {
      hint: '`watchfloor runs list --status waiting` shows who waits.',
    })
  if (!asked.choices.includes(choice) && !isOther)
    throw new WatchfloorFault('usage', `"${choice}" is none of the choices: ${asked.choices.join(', ')}.`, {
      hint: 'Give --other to decide for something else.',
    })
  if (!(await engine.answer(asked.run, asked.wait, { choice, by })))
    throw new WatchfloorFault('usage', `${asked.run} was decided, or ran out of time, already.`)
  return { run: asked.run, choice, by }
}
