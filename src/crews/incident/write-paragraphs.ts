import { z } from 'zod'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Prose } from '../../core/documentation.ts'
import type { Run } from '../../core/engine.ts'
import { ABOUT_EVIDENCE } from '../../reasoner/fence.ts'
import { reason } from '../../reasoner/reason.ts'
import type { ReasoningCrew } from './reasoning-crew.ts'

export interface WritingTask<E> {
  /** With the evidence fenced in it, under the numbers of `evidence`. */
  question: string
  sections: readonly [string, ...string[]]
  evidence: ReadonlyMap<string, E>
  /** Puts back what was masked, where the reader may see it. */
  restore(text: string): string
}

const TURNS = 4
const MOST_OUTPUT = 2_500
const MOST_PARAGRAPHS = 12

/** Paragraphs by one agent. What cites no evidence that there is, is left out: code decides that, whatever the model says. */
export async function writeParagraphs<E>(
  run: Run,
  crew: ReasoningCrew,
  writer: AgentDefinition,
  { question, sections, evidence, restore }: WritingTask<E>,
): Promise<Prose<E>> {
  const parts = crew.partsFor(writer, question, 1)
  const reasoned = await reason(
    run,
    {
      agent: writer.name,
      instructions: `${writer.instructions}\n${ABOUT_EVIDENCE} When you are done, call the tool report.`,
      question,
      tools: [],
      report: reportSchemaOf(sections),
      turns: writer.limits.turns ?? TURNS,
      maxOutputTokens: MOST_OUTPUT,
      milliseconds: parts.milliseconds,
    },
    parts,
  )
  const about = { name: parts.model.name, ...crew.budget.spent() }
  if (reasoned.status === 'gave-up') return { ...about, paragraphs: [], struck: 0, problem: reasoned.message }
  let struck = 0
  const paragraphs = reasoned.report.paragraphs.flatMap(({ section, text, evidence: ids }) => {
    const held = ids.flatMap((id) => evidence.get(id) ?? [])
    struck += ids.length - held.length
    return held.length > 0 ? [{ section, text: restore(text), evidence: held }] : []
  })
  return { ...about, paragraphs, struck }
}

function reportSchemaOf(sections: readonly [string, ...string[]]) {
  return z.object({
    paragraphs: z
      .array(
        z.object({
          section: z.enum(sections),
          text: z.string().min(1).max(900),
          evidence: z.array(z.string()).min(1).max(6).describe('The numbers of the evidence that it rests on.'),
        }),
      )
      .min(1)
      .max(MOST_PARAGRAPHS),
  })
}
