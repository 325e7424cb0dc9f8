import { setTimeout } from 'node:timers/promises'
import { WatchfloorFault } from '../core/fault.ts'
import { MODEL_TIERS, type Model, type ModelTier } from '../core/model.ts'
import { providerBreakers } from '../reasoner/breakers.ts'
import type { TokenPrice } from '../reasoner/budget.ts'
import type { OpenModels, ReadyModel } from '../reasoner/cast-models.ts'
import { resilientModel } from '../reasoner/resilient-model.ts'

/** What this process has learnt of providers, whichever run learnt it. */
const breakers = providerBreakers(Date.now)

/** The model of that name, patient with what passes, then the one that `WATCHFLOOR_FALLBACK_MODEL` names. */
export async function openReasoner(name: string, environment: NodeJS.ProcessEnv): Promise<ReadyModel> {
  // Most runs need no model, and no code that speaks with one.
  const { openModel, priceOf, contextOf } = await import('../integrations/models/index.ts')
  const first = await openModel(name, environment)
  const fallback = environment.WATCHFLOOR_FALLBACK_MODEL
  const models: [Model, ...Model[]] = fallback ? [first, await openModel(fallback, environment)] : [first]
  const seconds = Number(environment.WATCHFLOOR_MODEL_TIMEOUT_SECONDS)
  const own = priceOf(first.name)
  return {
    model: resilientModel(models, {
      breakers,
      sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
      ...(seconds > 0 && { timeoutMilliseconds: seconds * 1_000 }),
    }),
    price: own && models.map(({ name: one }) => priceOf(one) ?? own).reduce(dearer),
    priceOf,
    context: contextOf(first.name),
  }
}

function dearer(one: TokenPrice, other: TokenPrice): TokenPrice {
  return {
    input: Math.max(one.input, other.input),
    cachedInput: Math.max(one.cachedInput, other.cachedInput),
    output: Math.max(one.output, other.output),
  }
}

/** The tiers that can be had as things are configured. Rejects with the fault of the last where there is none. */
export async function openTiers(environment: NodeJS.ProcessEnv): Promise<Partial<Record<ModelTier, ReadyModel>>> {
  const opened: Partial<Record<ModelTier, ReadyModel>> = {}
  let last: unknown
  for (const tier of MODEL_TIERS)
    try {
      opened[tier] = await openReasoner(tier, environment)
    } catch (thrown) {
      if (!(thrown instanceof WatchfloorFault)) throw thrown
      last = thrown
    }
  if (Object.keys(opened).length === 0) throw last
  return opened
}

/** Throws a fault `usage` where the model could not be opened: before the work, not after it. */
export async function checkModel(name: string, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (name === 'auto') await openTiers(environment)
  else if (name !== 'none') await openReasoner(name, environment)
}

/** Models as this environment has them. */
export function openModels(environment: NodeJS.ProcessEnv): OpenModels {
  return { byName: (name) => openReasoner(name, environment), tiers: () => openTiers(environment) }
}
