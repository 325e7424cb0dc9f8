import type { Engine, RunRecord, StepRecord, StoredEvent } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { maskStructure } from '../safety/mask-analysis.ts'

export interface RunDetail extends RunRecord {
  children: RunRecord[]
  steps: StepRecord[]
}

const SEARCHED = 10_000

/** A run by its id, or by the beginning of it where that is enough. Throws a fault `not-found` or `usage`. */
export async function findRun(engine: Engine, name: string): Promise<RunRecord> {
  const exact = await engine.get(name)
  if (exact) return exact
  const alike = (await engine.list({ limit: SEARCHED })).filter(({ id }) => id.startsWith(name))
  if (alike.length > 1)
    throw new WatchfloorFault('usage', `${alike.length} runs begin with ${name}.`, { hint: 'Give more of the id.' })
  const found = alike[0] && (await engine.get(alike[0].id))
  if (!found)
    throw new WatchfloorFault('not-found', `No run is named ${name}.`, { hint: 'See `watchfloor runs list`.' })
  return found
}

/** All that is kept of a run. A journal quotes evidence as it is: credentials and personal data are masked unless asked for. */
export async function inspectRun(engine: Engine, name: string, unmasked: boolean): Promise<RunDetail> {
  const detail = await detailOf(engine, await findRun(engine, name))
  return unmasked ? detail : maskStructure(detail)
}

/** A run as others are shown it: masked, and without what it was given, which may be all of its evidence. */
export async function showRun(engine: Engine, name: string): Promise<Omit<RunDetail, 'input'>> {
  const { input: _, ...run } = await findRun(engine, name)
  return maskStructure(await detailOf(engine, run))
}

async function detailOf<R extends Omit<RunRecord, 'input'>>(engine: Engine, run: R) {
  const children = await engine.list({ parent: run.id, limit: SEARCHED })
  return { ...run, children: children.reverse(), steps: await engine.steps(run.id) }
}

/** What happened in a run, in order. */
export async function eventsOf(engine: Engine, run: RunRecord, unmasked: boolean): Promise<StoredEvent[]> {
  const events = await engine.events(run.id)
  return unmasked ? events : maskStructure(events)
}
