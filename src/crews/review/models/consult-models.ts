import type { AgentDefinition } from '../../../core/agent.ts'
import type { Problem } from '../../../core/analysis.ts'
import type { ChildOutcome, Run, Workflow } from '../../../core/engine.ts'
import { messageOf } from '../../../core/fault.ts'
import type { CodeReview } from '../../../core/review.ts'
import { createBudget, type Limits } from '../../../reasoner/budget.ts'
import { castModels, type OpenModels } from '../../../reasoner/cast-models.ts'
import { agentMilliseconds, shareOf } from '../../../reasoner/share-budget.ts'
import type { OpenedReview } from '../open-review.ts'
import type { AgentInput, AgentOutcome, ReviewCrew } from './reason-as-reviewer.ts'
import type { ReadAgent, SentAgent } from './review-agents.ts'
import { bindReviewTool } from './tools/define-review-tool.ts'
import { REVIEW_TOOLS } from './tools/index.ts'

export interface ConsultingParts {
  /** The agents of this crew, of the package and the user. */
  agents(): Promise<AgentDefinition[]>
  readAgent: ReadAgent
  models: OpenModels
}

export interface Consultation {
  /** A model by name, or `auto`. */
  asked: string
  sent: readonly SentAgent[]
  budget: Limits
  /** For each agent at most, whatever its file says. */
  timeoutMilliseconds: number
  opened(): Promise<OpenedReview>
}

/** What the agents came to, those that gave no report among them. */
export interface Consulted {
  outcomes: { agent: string; outcome: ChildOutcome<AgentOutcome> }[]
  problems: Problem[]
}

/** For one agent, where its file says nothing. */
const AGENT_TOKENS = 40_000
/** Milliseconds that an agent has to hand over after its own time. */
const GRACE = 3_000

/** The agents with their models, all at once, over what code has found. Whatever goes wrong, it is a problem and nothing more. */
export async function consultReviewers(
  run: Run,
  { models }: Pick<ConsultingParts, 'models'>,
  review: CodeReview,
  { asked, sent, budget: limits, timeoutMilliseconds, opened }: Consultation,
  agentRun: Workflow<AgentInput, AgentOutcome>,
  crews: Map<string, ReviewCrew>,
): Promise<Consulted> {
  let cast: Awaited<ReturnType<typeof castModels>>
  try {
    cast = await castModels(
      asked,
      sent.map(({ agent }) => agent),
      models,
    )
  } catch (thrown) {
    run.signal.throwIfAborted()
    return { outcomes: [], problems: [modelProblem('the crew', messageOf(thrown))] }
  }
  const budget = createBudget(limits)
  const isHere = new Set<string>()
  crews.set(run.id, {
    review,
    opened,
    tools: (names, view, masker) =>
      REVIEW_TOOLS.filter(({ name }) => names?.includes(name) ?? true).map((tool) =>
        bindReviewTool(tool, opened, view, masker),
      ),
    partsFor({ agent }, question) {
      isHere.add(agent.name)
      const urgency = review.verdict === 'blocked' ? 'high' : 'normal'
      return shareOf(budget, cast, { agent, question, urgency }, { sharers: sent.length, tokens: AGENT_TOKENS })
    },
  })
  const outcomes = await Promise.all(
    sent.map(async (one) => {
      const { name } = one.agent
      const milliseconds = agentMilliseconds(one.agent, timeoutMilliseconds)
      const outcome = await run.child(
        agentRun,
        { sent: one, review: run.id, milliseconds },
        { key: name, timeoutMilliseconds: milliseconds + GRACE },
      )
      // What an agent spent before its run was gone on with counts against the budget of the run all the same.
      if (outcome.status === 'completed' && !isHere.has(name)) budget.charge(outcome.value.spend)
      return { agent: name, outcome }
    }),
  )
  return { outcomes, problems: outcomes.flatMap(({ agent, outcome }) => problemOf(agent, outcome)) }
}

function problemOf(agent: string, outcome: ChildOutcome<AgentOutcome>): Problem[] {
  switch (outcome.status) {
    case 'completed':
      return outcome.value.problem === undefined ? [] : [modelProblem(agent, outcome.value.problem)]
    case 'failed':
      return [modelProblem(agent, outcome.message)]
    case 'timed-out':
      return [modelProblem(agent, `it did not end within ${outcome.afterMilliseconds} ms`)]
    case 'cancelled':
      return [modelProblem(agent, 'it was cancelled')]
  }
}

/** Why a model said nothing, beside a review by code that is whole without it. */
export function modelProblem(agent: string, why: string): Problem {
  return {
    code: 'no-model',
    source: agent,
    message: `${agent} gave no report: ${why} What code has found stands.`,
    hint: 'Check the key, the name of the model and the budget (--max-tokens, --max-dollars), and run it again.',
  }
}
