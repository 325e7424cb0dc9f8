import type { Workflow } from '../../../core/engine.ts'
import type { CodeReview } from '../../../core/review.ts'
import type { Tool } from '../../../core/tool.ts'
import type { Budget, Spend } from '../../../reasoner/budget.ts'
import type { ModelChoice } from '../../../reasoner/cast-models.ts'
import type { ReasoningParts } from '../../../reasoner/reason.ts'
import { reason } from '../../../reasoner/reason.ts'
import { createMasker, type Masker } from '../../../safety/masker.ts'
import type { OpenedReview } from '../open-review.ts'
import { ABOUT_CODE, findingsFor, questionFor } from './ask-reviewer.ts'
import { type CheckedReport, checkReport } from './check-report.ts'
import { type CodeView, codeView } from './code-view.ts'
import { matterOf, type SentAgent } from './review-agents.ts'
import { reviewerReportSchema } from './reviewer-report.ts'

/** What an agent works with in one review. */
export interface ReviewCrew {
  /** What code has found. */
  review: CodeReview
  opened(): Promise<OpenedReview>
  tools(names: readonly string[] | undefined, view: CodeView, masker: Masker): Tool[]
  /** The model for an agent and what it is asked, and a budget of its own within that of the run. */
  partsFor(sent: SentAgent, question: string): ReasoningParts & { choice: ModelChoice; budget: Budget }
}

export interface AgentInput {
  sent: SentAgent
  review: string
  milliseconds: number
}

export interface AgentOutcome extends CheckedReport {
  choice: ModelChoice
  /** `reported`, or why there is no report. */
  status: string
  /** Empty where there is none. */
  summary: string
  problem?: string
  spend: Spend
}

const NOTHING = { summary: '', judgements: [], findings: [], struck: 0 }
const TURNS = 5
const MOST_OUTPUT = 2_000

/** One agent over what code has found, as a run of its own. Nothing that it says counts before it was looked up. */
export function reasoningReviewer(crewOf: (review: string) => ReviewCrew): Workflow<AgentInput, AgentOutcome> {
  return {
    name: 'review.agent',
    async run(run, { sent, review, milliseconds }) {
      const { agent } = sent
      const crew = crewOf(review)
      const masker = createMasker()
      const view = codeView(masker)
      run.emit({ type: 'specialist_started', agent: agent.name, task: 'judges what code has found' })
      const { text, judged } = await run.step('question', async () => {
        const findings = findingsFor(crew.review.findings, sent.reviewer)
        return questionFor(await crew.opened(), findings, view, masker)
      })
      const parts = crew.partsFor(sent, text)
      const reasoned = await reason(
        run,
        {
          agent: agent.name,
          instructions: `${agent.instructions}\n\n${ABOUT_CODE}`,
          question: text,
          tools: crew.tools(agent.tools, view, masker),
          report: reviewerReportSchema,
          turns: agent.limits.turns ?? TURNS,
          maxOutputTokens: MOST_OUTPUT,
          milliseconds,
        },
        parts,
      )
      const about = { choice: parts.choice, spend: parts.budget.spent() }
      if (reasoned.status === 'gave-up') {
        const problem = masker.mask(reasoned.message)
        return { ...about, ...NOTHING, status: reasoned.why, problem }
      }
      const { report } = reasoned
      const checked = await run.step('check', async () => {
        const { files } = (await crew.opened()).source.change
        const reviewer = matterOf(sent)
        const held = checkReport(report, { agent: agent.name, reviewer, judged, files, view, masker })
        return { ...held, summary: masker.mask(report.summary) }
      })
      return { ...about, ...checked, status: 'reported' }
    },
  }
}
