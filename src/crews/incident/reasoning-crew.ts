import type { AgentDefinition } from '../../core/agent.ts'
import type { Tool } from '../../core/tool.ts'
import type { Budget } from '../../reasoner/budget.ts'
import type { ModelChoice } from '../../reasoner/cast-models.ts'
import type { ReasoningParts } from '../../reasoner/reason.ts'
import type { Masker } from '../../safety/masker.ts'

/** What an agent works with. */
export interface AgentParts extends ReasoningParts {
  /** For all of its turns. */
  milliseconds: number
  choice: ModelChoice
}

/** The agents of the crew at work with models. */
export interface ReasoningCrew {
  agents: readonly AgentDefinition[]
  /** The tools of these names that there are; what an agent's file names besides does not exist for it. */
  tools(names: readonly string[]): Tool[]
  /** The model for an agent and what it is asked, within what is left of the run; so many agents share what is left. */
  partsFor(agent: AgentDefinition, question: string, sharers: number): AgentParts
  budget: Budget
  /** The one through which everything goes that leaves the process; its placeholders are put back where the answer needs the name. */
  masker: Masker
  /** Whether the report shows what was masked. */
  unmasked: boolean
}
