import { z } from 'zod'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis } from '../../core/analysis.ts'
import { DOCUMENT_SECTIONS, type Documentation, type DocumentKind, type Prose } from '../../core/documentation.ts'
import type { Run, Workflow } from '../../core/engine.ts'
import type { Limits } from '../../reasoner/budget.ts'
import { ABOUT_EVIDENCE } from '../../reasoner/fence.ts'
import { reason } from '../../reasoner/reason.ts'
import { type ConsultingParts, openCrew, urgencyOf } from './consult-models.ts'
import { maskedView } from './masked-view.ts'
import { questionOf } from './numbered-evidence.ts'

export interface DocumentationInput {
  kind: DocumentKind
  /** Of a finished investigation. */
  analysis: Analysis
  /** `none`, a model by name, or `auto`. */
  model: string
  budget: Limits
  unmasked: boolean
  timeoutMilliseconds: number
}

const WRITER = 'documentation-writer'
const PLAIN_WRITER: AgentDefinition = {
  name: WRITER,
  description: '',
  instructions: 'You write documents from a finished investigation. Write nothing that the evidence does not show.',
  task: 'documentation',
  limits: {},
}
const TURNS = 4
const MOST_OUTPUT = 2_500
const MOST_PARAGRAPHS = 12

/** A document from a finished investigation: its frame and facts by code, paragraphs by a model where one is asked, each with evidence. */
export function documentation(parts: ConsultingParts): Workflow<DocumentationInput, Documentation> {
  return {
    name: 'incident.document',
    async run(run, input) {
      const { kind, analysis } = input
      return input.model === 'none'
        ? { kind, analysis }
        : { kind, analysis, prose: await writeProse(run, parts, input) }
    },
  }
}

async function writeProse(run: Run, parts: ConsultingParts, input: DocumentationInput): Promise<Prose> {
  const { kind, analysis, model: asked, budget, unmasked, timeoutMilliseconds } = input
  const begun = performance.now()
  const timeLeft = () => timeoutMilliseconds - (performance.now() - begun)
  const frame = { asked, budget, unmasked, timeLeft, urgency: urgencyOf(analysis) }
  const crew = await openCrew(run, parts, frame, () => [])
  const { seen, shown, evidence, restore } = maskedView(analysis, crew.masker, unmasked)
  const writer = crew.agents.find(({ name }) => name === WRITER) ?? PLAIN_WRITER
  const question = `Write the paragraphs of a document of the kind "${kind}".\n${questionOf(seen, shown, new Map())}`
  const with_ = crew.partsFor(writer, question, 1)
  const reasoned = await reason(
    run,
    {
      agent: WRITER,
      instructions: `${writer.instructions}\n${ABOUT_EVIDENCE} When you are done, call the tool report.`,
      question,
      tools: [],
      report: reportSchemaOf(kind),
      turns: writer.limits.turns ?? TURNS,
      maxOutputTokens: MOST_OUTPUT,
      milliseconds: with_.milliseconds,
    },
    with_,
  )
  const { calls, inputTokens, outputTokens, dollars } = crew.budget.spent()
  const about = { name: with_.model.name, calls, inputTokens, outputTokens, dollars }
  if (reasoned.status === 'gave-up')
    return { ...about, paragraphs: [], struck: 0, problem: `${reasoned.message} What stands here is by code alone` }
  let struck = 0
  const paragraphs = reasoned.report.paragraphs.flatMap(({ section, text, evidence: ids }) => {
    const held = ids.flatMap((id) => evidence.get(id) ?? [])
    struck += ids.length - held.length
    return held.length > 0 ? [{ section, text: restore(text), evidence: held }] : []
  })
  return { ...about, paragraphs, struck }
}

function reportSchemaOf(kind: DocumentKind) {
  return z.object({
    paragraphs: z
      .array(
        z.object({
          section: z.enum(DOCUMENT_SECTIONS[kind]),
          text: z.string().min(1).max(900),
          evidence: z.array(z.string()).min(1).max(6).describe('The numbers of the evidence that it rests on.'),
        }),
      )
      .min(1)
      .max(MOST_PARAGRAPHS),
  })
}
