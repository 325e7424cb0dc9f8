import type { AgentDefinition } from '../core/agent.ts'
import { type Budget, createBudget, type Limits } from './budget.ts'
import type { Casting, CastModel } from './cast-models.ts'

/** For one agent with a model, where its file says nothing. Seconds. */
const AGENT_SECONDS = 120

/** The model of one agent among several that share what is left, and its own budget within the one of all. */
export function shareOf(
  budget: Budget,
  cast: CastModel,
  { agent, ...casting }: Omit<Casting, 'left'>,
  { sharers, tokens }: { sharers: number; tokens: number },
): ReturnType<CastModel> & { budget: Budget } {
  const { tokens: all, dollars } = budget.left()
  const left: Limits = { tokens: all, ...(dollars !== undefined && { dollars: dollars / sharers }) }
  return {
    ...cast({ agent, ...casting, left }),
    budget: createBudget({ tokens: agent.limits.tokens ?? tokens, dollars: agent.limits.dollars }, budget),
  }
}

/** The time of one agent: as its file says, and no more than there is. */
export function agentMilliseconds({ limits }: AgentDefinition, most: number): number {
  return Math.max(0, Math.round(Math.min((limits.seconds ?? AGENT_SECONDS) * 1_000, most)))
}
