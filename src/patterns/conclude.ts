import type { Run } from '../core/engine.ts'
import type { Part } from '../core/member.ts'
import type { ConflictRule, Decision } from '../fusion/resolve-conflict.ts'
import { type Merged, mergeParts } from './merge-parts.ts'

/** Has a person decide what rules do not; undefined where nobody did in time. */
export type AskPerson = (run: Run, decision: Decision) => Promise<PersonsChoice | undefined>

export interface PersonsChoice {
  /** Of those in the tally, or another. */
  choice: string
  by: string
}

/** What the parts come to by the rule, and by a person where the rule leaves it to one and somebody may be asked. */
export async function conclude(
  run: Run,
  parts: readonly Part[],
  rule: ConflictRule | undefined,
  ask: AskPerson | undefined,
): Promise<Merged> {
  const merged = mergeParts(parts, rule)
  const { decision } = merged
  if (!ask || decision.choice !== null || decision.person === 'no-votes') return merged
  const chosen = await ask(run, decision)
  if (!chosen) return merged
  const decided: Decision = { ...decision, choice: chosen.choice, decidedBy: chosen.by }
  return {
    ...merged,
    position: chosen.choice,
    summary: `${chosen.choice} (decided by ${chosen.by}). ${merged.summary}`,
    decision: decided,
  }
}

const DAY = 24 * 3_600_000
const WAIT = 'decision'

/** Waits, over restarts, until somebody answers with `watchfloor decide RUN CHOICE` or `Engine.answer(run, 'decision', …)`. A day where not given. */
export function waitForPerson(milliseconds = DAY): AskPerson {
  return async (run, { tally, person }) => {
    run.emit({
      type: 'decision_requested',
      wait: WAIT,
      why: person ?? 'split',
      choices: tally.map(({ choice }) => choice),
    })
    const outcome = await run.wait<PersonsChoice>(WAIT, { timeoutMilliseconds: milliseconds })
    if (outcome.status === 'timed-out') return undefined
    run.emit({ type: 'decision_made', choice: outcome.value.choice, by: outcome.value.by })
    return outcome.value
  }
}
