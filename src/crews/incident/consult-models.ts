import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { Run } from '../../core/engine.ts'
import type { Urgency } from '../../core/model.ts'
import type { Tool } from '../../core/tool.ts'
import { createBudget, type Limits } from '../../reasoner/budget.ts'
import { castModels, type OpenModels } from '../../reasoner/cast-models.ts'
import { agentMilliseconds, shareOf } from '../../reasoner/share-budget.ts'
import { createMasker, type Masker } from '../../safety/masker.ts'
import { type Coordinated, reasonOverAnalysis } from './reason-over-analysis.ts'
import type { ReasoningCrew } from './reasoning-crew.ts'
import type { IncidentTool } from './tools/define-tool.ts'
import { INCIDENT_TOOLS } from './tools/index.ts'

export interface ConsultingParts {
  /** The agents that there are, by their files. */
  agents(): Promise<AgentDefinition[]>
  models: OpenModels
  /** Tools of other systems by the names that agents list; none where not given. All of them only read. */
  outsideTools?(names: readonly string[]): Promise<Tool[]>
}

/** Within what the crew works: for all of the run. */
export interface Frame {
  /** A model by name, or `auto`. */
  asked: string
  budget: Limits
  urgency: Urgency
  unmasked: boolean
  /** Milliseconds that the run has left. */
  timeLeft(): number
}

/** For one agent, where its file says nothing. */
const AGENT_TOKENS = 30_000

const URGENCY: Readonly<Record<Analysis['severity'], Urgency>> = { P1: 'high', P2: 'high', P3: 'normal', P4: 'low' }

export function urgencyOf({ severity }: Analysis): Urgency {
  return URGENCY[severity]
}

/** The agents as their files have them now (also for a resumed run), each with its model, its tools and its limits. */
export async function openCrew(
  run: Run,
  { agents: readAgents, models, outsideTools }: ConsultingParts,
  { asked, budget: limits, urgency, unmasked, timeLeft }: Frame,
  tools: (masker: Masker) => readonly Tool[],
): Promise<ReasoningCrew> {
  const agents = await run.step('read the agents', () => readAgents())
  const cast = await castModels(asked, agents, models)
  const budget = createBudget(limits)
  const masker = createMasker()
  const named = agents.flatMap((agent) => agent.tools ?? [])
  const outside = (await outsideTools?.(named)) ?? []
  const known = [...tools(masker), ...outside.map((tool) => masked(tool, masker))]
  return {
    agents,
    budget,
    masker,
    unmasked,
    tools: (names) => known.filter(({ name }) => names.includes(name)),
    partsFor(agent, question, sharers) {
      return {
        ...shareOf(budget, cast, { agent, question, urgency }, { sharers, tokens: AGENT_TOKENS }),
        milliseconds: agentMilliseconds(agent, timeLeft()),
      }
    },
  }
}

/** What comes from other systems is masked as evidence is; what a placeholder stands for they never get to know. */
function masked({ run, ...tool }: Tool, masker: Masker): Tool {
  return { ...tool, run: async (input, signal) => masker.mask(await run(input, signal)) }
}

/** The crew reasons over what code has found. A model that cannot be had leaves the analysis as the specialists made it. */
export async function consultModels(
  run: Run,
  parts: ConsultingParts,
  fused: Analysis,
  frame: Omit<Frame, 'urgency'> & { isAlone: boolean },
  bind: (tool: IncidentTool, masker: Masker) => Tool,
): Promise<Coordinated> {
  run.emit({ type: 'phase_started', phase: 'reasoning' })
  const crew = await openCrew(run, parts, { ...frame, urgency: urgencyOf(fused) }, (masker) =>
    INCIDENT_TOOLS.map((tool) => bind(tool, masker)),
  )
  const coordinated = await reasonOverAnalysis(run, fused, crew, frame.isAlone)
  const { name, status, calls, inputTokens, outputTokens, dollars } = coordinated.model
  run.emit({ type: 'model_reported', model: name, status, calls, inputTokens, outputTokens, dollars })
  return coordinated
}
