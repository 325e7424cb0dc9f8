import { findIncidents } from '../../analysts/memory/find-incidents.ts'
import { findPassages } from '../../analysts/runbooks/find-passages.ts'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Answer, AnswerSource, PastIncident } from '../../core/answer.ts'
import type { Prose } from '../../core/documentation.ts'
import type { Run, Workflow } from '../../core/engine.ts'
import type { TextDocument } from '../../core/evidence.ts'
import type { RememberedIncident } from '../../core/memory.ts'
import type { Limits } from '../../reasoner/budget.ts'
import { fence } from '../../reasoner/fence.ts'
import { maskStructure, maskWith } from '../../safety/mask-analysis.ts'
import { type ConsultingParts, openCrew } from './consult-models.ts'
import { writeParagraphs } from './write-paragraphs.ts'

export interface QuestionInput {
  question: string
  /** The folder of the runbooks, where there is one. */
  runbooks: string | undefined
  /** `none`, a model by name, or `auto`. */
  model: string
  budget: Limits
  timeoutMilliseconds: number
}

export interface QuestionParts extends ConsultingParts {
  readRunbooks(folder: string): Promise<TextDocument[]>
  remembered(): Promise<RememberedIncident[]>
}

const GUIDE = 'on-call-guide'
const PLAIN_GUIDE: AgentDefinition = {
  name: GUIDE,
  description: '',
  instructions: 'You answer questions of people on call from the passages they are given, and from nothing else.',
  task: 'documentation',
  limits: {},
}
const SECTIONS = ['answer'] as const

/** An on-call question, answered from runbooks and earlier incidents with what each part rests on: by code, in the words of a model where one is asked. */
export function answering(parts: QuestionParts): Workflow<QuestionInput, Answer> {
  return {
    name: 'incident.ask',
    async run(run, input) {
      const { question, runbooks, model } = input
      const found = await run.step('search', async (): Promise<Answer> => {
        const documents = runbooks === undefined ? [] : await parts.readRunbooks(runbooks)
        return maskStructure({
          question,
          passages: findPassages(question, documents),
          incidents: findIncidents(question, await parts.remembered()),
        })
      })
      const isAnything = found.passages.length + found.incidents.length > 0
      return model === 'none' || !isAnything ? found : { ...found, prose: await inWords(run, parts, input, found) }
    },
  }
}

async function inWords(
  run: Run,
  parts: QuestionParts,
  { model: asked, budget, timeoutMilliseconds }: QuestionInput,
  found: Answer,
): Promise<Prose<AnswerSource>> {
  const begun = performance.now()
  const timeLeft = () => timeoutMilliseconds - (performance.now() - begun)
  const crew = await openCrew(run, parts, { asked, budget, unmasked: false, timeLeft, urgency: 'normal' }, () => [])
  const sources: AnswerSource[] = [
    ...found.passages.map((passage) => ({ passage })),
    ...found.incidents.map((incident) => ({ incident })),
  ]
  const evidence = new Map(sources.map((source, place) => [`E${place + 1}`, source]))
  const shown = [...evidence].map(([id, source]) => `${id} ${wordsOf(source)}`).join('\n\n')
  const question = maskWith(crew.masker, `${fence('question', found.question)}\n${fence('passages by number', shown)}`)
  const guide = crew.agents.find(({ name }) => name === GUIDE) ?? PLAIN_GUIDE
  return writeParagraphs(run, crew, guide, { question, sections: SECTIONS, evidence, restore: crew.masker.restorer() })
}

function wordsOf(source: AnswerSource): string {
  if ('incident' in source) return incidentWords(source.incident)
  const { source: file, title, heading, lines } = source.passage
  return `[runbook ${file}, ${title}${heading === '' ? '' : `, ${heading}`}]\n${lines.map(({ quote }) => quote).join('\n')}`
}

function incidentWords({ title, at, component, cause, confirmed, note, remedies }: PastIncident): string {
  return `[incident of ${at.slice(0, 10)}] ${title}: ${component ?? '?'} ${cause ?? '?'} (${confirmed === 'no' ? 'not confirmed' : confirmed}). ${note ?? ''} ${remedies.join('; ')}`
}
