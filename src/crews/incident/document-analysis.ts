import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis } from '../../core/analysis.ts'
import { DOCUMENT_SECTIONS, type Documentation, type DocumentKind, type Prose } from '../../core/documentation.ts'
import type { Run, Workflow } from '../../core/engine.ts'
import type { Limits } from '../../reasoner/budget.ts'
import { type ConsultingParts, openCrew, urgencyOf } from './consult-models.ts'
import { maskedView } from './masked-view.ts'
import { questionOf } from './numbered-evidence.ts'
import { writeParagraphs } from './write-paragraphs.ts'

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
  const written = await writeParagraphs(run, crew, writer, {
    question,
    sections: DOCUMENT_SECTIONS[kind],
    evidence,
    restore,
  })
  return written.problem === undefined
    ? written
    : { ...written, problem: `${written.problem} What stands here is by code alone` }
}
