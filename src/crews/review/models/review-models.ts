import type { Run } from '../../../core/engine.ts'
import { messageOf } from '../../../core/fault.ts'
import type { CodeReview, ReviewModel } from '../../../core/review.ts'
import type { RunEventBody } from '../../../core/run-event.ts'
import type { Limits } from '../../../reasoner/budget.ts'
import type { OpenedReview } from '../open-review.ts'
import { type ConsultingParts, consultReviewers, modelProblem } from './consult-models.ts'
import { type ReviewCrew, reasoningReviewer } from './reason-as-reviewer.ts'
import { agentsToSend, checkNames, type FoundAgents, findAgents } from './review-agents.ts'
import { weighReports } from './weigh-reports.ts'

/** What of a review's input says how models are asked. */
export interface ModelInput {
  /** A model by name; `auto` for what fits each agent's task; or `none`, as where it is not given. */
  model?: string
  /** For everything that is asked of models in the review. */
  budget?: Limits
  only: string[]
  cap: number
  timeoutMilliseconds: number
}

/** The models of the review crew. Without one both leave everything as it is. */
export interface ReviewModels {
  /** The agents that may be sent. Throws a fault `usage` where a name was asked for that nobody has. */
  agents(run: Run, input: ModelInput, opened: () => Promise<OpenedReview>): Promise<FoundAgents>
  /** The review with what the agents say of it. Whatever goes wrong, what code has found stands, and a problem says so. */
  consult(
    run: Run,
    review: CodeReview,
    input: ModelInput,
    found: FoundAgents,
    opened: () => Promise<OpenedReview>,
  ): Promise<CodeReview>
}

/** For all that is asked of models, where nothing else is said. */
const BUDGET: Limits = { tokens: 200_000 }

export function reviewModels(parts: ConsultingParts): ReviewModels {
  const crews = new Map<string, ReviewCrew>()
  const agentRun = reasoningReviewer((review) => {
    const crew = crews.get(review)
    if (crew === undefined) throw new Error(`Review ${review} has no models here.`)
    return crew
  })
  return {
    async agents(run, { model = 'none', only }, opened) {
      const found = model === 'none' ? { agents: [], problems: [] } : await findAgents(run, parts, only, opened)
      checkNames(only, model, found.agents)
      return found
    },
    async consult(run, review, input, { agents, problems }, opened) {
      const { model: asked = 'none', only, cap, timeoutMilliseconds, budget = BUDGET } = input
      const sent = agentsToSend(agents, only)
      if (asked === 'none' || sent.length === 0 || review.files === 0) return review
      run.emit({ type: 'phase_started', phase: 'reasoning' })
      try {
        const frame = { asked, sent, budget, timeoutMilliseconds, opened }
        const consulted = await consultReviewers(run, parts, review, frame, agentRun, crews)
        const all = { ...consulted, problems: [...problems, ...consulted.problems] }
        const weighed = await run.step('review with models', async () =>
          weighReports(await opened(), review, all, { asked, cap }),
        )
        if (weighed.model !== null) run.emit(reportedEvent(weighed.model))
        return weighed
      } catch (thrown) {
        run.signal.throwIfAborted()
        return { ...review, problems: [...review.problems, ...problems, modelProblem('the crew', messageOf(thrown))] }
      } finally {
        crews.delete(run.id)
      }
    },
  }
}

function reportedEvent({ name, agents, calls, inputTokens, outputTokens, dollars }: ReviewModel): RunEventBody {
  const status = agents.some((one) => one.status === 'reported') ? 'reported' : (agents[0]?.status ?? 'model')
  return { type: 'model_reported', model: name, status, calls, inputTokens, outputTokens, dollars }
}
