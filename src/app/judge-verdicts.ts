import { WatchfloorFault } from '../core/fault.ts'
import type { FeedbackEntry } from '../core/shared-context.ts'
import { type JudgedVerdict, type Measured, measureVerdicts } from '../fusion/measure-verdicts.ts'
import { findRun } from './inspect-runs.ts'
import { openRuns } from './open-runs.ts'
import { whoAmI } from './who-am-i.ts'

/** Records what a person says of an investigation. Throws a fault `usage` for a run that holds no analysis. */
export async function judgeVerdict(
  name: string,
  said: Pick<FeedbackEntry, 'verdict' | 'component' | 'cause' | 'note'>,
): Promise<FeedbackEntry> {
  const { engine, store } = await openRuns()
  try {
    const { id } = await findRun(engine, name)
    // What a response or an alert has begun keeps its analysis under the run that found it.
    const children = await engine.list({ parent: id, workflow: 'incident.investigate', limit: 1 })
    const run = [id, ...children.map((child) => child.id)]
    for (const one of run) {
      if (!(await store.analyses.get(one))) continue
      const entry: FeedbackEntry = { run: one, by: whoAmI(), ...said }
      await store.feedback.add(entry)
      return entry
    }
    throw new WatchfloorFault('usage', `${id} holds no analysis.`, {
      hint: 'Name an investigation that has ended: `watchfloor runs list`.',
    })
  } finally {
    await engine.close()
  }
}

/** Accuracy and calibration over what people have said; of several words on one run the last counts. Undefined where nobody has said anything. */
export async function evaluateHistory(): Promise<Measured | undefined> {
  const { engine, store } = await openRuns()
  try {
    const last = new Map((await store.feedback.list()).map((entry) => [entry.run, entry]))
    const judged: JudgedVerdict[] = []
    for (const [run, { verdict, component, cause }] of last) {
      const kept = await store.analyses.get(run)
      if (kept) judged.push({ hypotheses: kept.analysis.hypotheses, verdict, component, cause })
    }
    return measureVerdicts(judged)
  } finally {
    await engine.close()
  }
}
