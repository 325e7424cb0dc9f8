import { setTimeout } from 'node:timers/promises'
import type { Model } from '../core/model.ts'
import type { ReasoningParts } from '../reasoner/reason.ts'
import { resilientModel } from '../reasoner/resilient-model.ts'

/** The model of that name, patient with what passes, then the one that `WATCHFLOOR_FALLBACK_MODEL` names; and the price of the first. */
export async function openReasoner(
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<Pick<ReasoningParts, 'model' | 'price'>> {
  // Most runs need no model, and no code that speaks with one.
  const { openModel, priceOf } = await import('../integrations/models/index.ts')
  const first = await openModel(name, environment)
  const fallback = environment.WATCHFLOOR_FALLBACK_MODEL
  const models: [Model, ...Model[]] = fallback ? [first, await openModel(fallback, environment)] : [first]
  const seconds = Number(environment.WATCHFLOOR_MODEL_TIMEOUT_SECONDS)
  return {
    model: resilientModel(models, {
      clock: Date.now,
      sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
      ...(seconds > 0 && { timeoutMilliseconds: seconds * 1_000 }),
    }),
    price: priceOf(first.name),
  }
}

/** Throws a fault `usage` where the model could not be opened: before the work, not after it. */
export async function checkModel(name: string, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (name !== 'none') await openReasoner(name === 'auto' ? 'balanced' : name, environment)
}
