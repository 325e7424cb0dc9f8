import type { AgentDefinition } from '../core/agent.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { MODEL_TIERS, type ModelTier, type Urgency } from '../core/model.ts'
import { type Limits, mostTokensOf } from './budget.ts'
import { chooseTier, type TierModel } from './choose-tier.ts'
import type { ReasoningParts } from './reason.ts'

/** A model ready to be asked, and what is known of it. */
export interface ReadyModel extends Omit<ReasoningParts, 'budget'> {
  /** Tokens that it can read at once, where that is known. */
  context: number | undefined
}

/** How models are opened, by whoever knows providers and keys. Both throw a fault `usage` where there is none to be had. */
export interface OpenModels {
  byName(name: string): Promise<ReadyModel>
  tiers(): Promise<Partial<Record<ModelTier, ReadyModel>>>
}

/** Which agent works with which model, and why: part of the record. */
export interface ModelChoice {
  agent: string
  model: string
  reason: string
}

export interface Casting {
  agent: AgentDefinition
  /** What it is asked first. */
  question: string
  urgency: Urgency
  /** What it may use. */
  left: Limits
}

export type CastModel = (casting: Casting) => ReadyModel & { choice: ModelChoice }

/** Tokens that tools and turns add to a first question, and that an agent writes: seen in runs of the example incident. */
const MORE_INPUT = 2
const USUAL_OUTPUT = 1_200

/** `asked` is a model for all, or `auto`: then each agent gets what its file names, else a tier by task, urgency, size and money. */
export async function castModels(
  asked: string,
  agents: readonly AgentDefinition[],
  { byName, tiers }: OpenModels,
): Promise<CastModel> {
  if (asked !== 'auto') {
    const one = await byName(asked)
    return ({ agent }) => ({
      ...one,
      choice: { agent: agent.name, model: one.model.name, reason: `asked for: ${asked}` },
    })
  }
  const open = await tiers()
  const named = new Map<string, ReadyModel | string>()
  for (const { model } of agents)
    if (model !== undefined && !named.has(model)) named.set(model, await openOrWhy(byName, model))
  const models: Partial<Record<ModelTier, TierModel>> = Object.fromEntries(
    MODEL_TIERS.flatMap((tier) => {
      const ready = open[tier]
      return ready ? [[tier, { name: ready.model.name, price: ready.price, context: ready.context }]] : []
    }),
  )
  return ({ agent, question, urgency, left }) => {
    const own = agent.model === undefined ? undefined : named.get(agent.model)
    if (typeof own === 'object')
      return {
        ...own,
        choice: { agent: agent.name, model: own.model.name, reason: `named by its file: ${agent.model}` },
      }
    const contextTokens = mostTokensOf(question)
    const chosen = chooseTier({
      task: agent.task,
      urgency,
      contextTokens,
      expected: { inputTokens: contextTokens * MORE_INPUT, outputTokens: USUAL_OUTPUT },
      left,
      models,
    })
    const ready = chosen && open[chosen.tier]
    if (!ready) throw new WatchfloorFault('internal', 'No tier was opened.')
    const why = own === undefined ? chosen.reason : `${own} ${chosen.reason}`
    return { ...ready, choice: { agent: agent.name, model: ready.model.name, reason: why } }
  }
}

async function openOrWhy(byName: OpenModels['byName'], name: string): Promise<ReadyModel | string> {
  try {
    return await byName(name)
  } catch (thrown) {
    if (!(thrown instanceof WatchfloorFault)) throw thrown
    return `${name}, named by its file, cannot be had: ${thrown.message}`
  }
}
