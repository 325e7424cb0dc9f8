import { z } from 'zod'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { Run } from '../../core/engine.ts'
import type { Tool } from '../../core/tool.ts'
import { ABOUT_EVIDENCE, fence } from '../../reasoner/fence.ts'
import { type ReasoningParts, reason } from '../../reasoner/reason.ts'
import { cut, type Numbered } from './numbered-evidence.ts'

const reportSchema = z.object({
  assessment: z
    .string()
    .min(1)
    .max(500)
    .describe('What your evidence says of the incident, in at most three sentences.'),
  evidence: z.array(z.string()).max(6).describe('The numbers of the evidence that it rests on.'),
})

const MOST_FINDINGS = 4
const TURNS = 5
const MOST_OUTPUT = 600

/** What a specialist makes of what its analyst found; its evidence is that of the whole crew. */
export interface Assessment {
  agent: string
  /** Empty where it gave none, with the reason in `problem`. */
  text: string
  evidence: string[]
  struck: number
  problem?: string
}

/** One specialist with a model, over what code has found already, with its own few tools to look further. */
export async function reasonAsSpecialist(
  run: Run,
  { name, instructions, limits }: AgentDefinition,
  { title, specialists }: Analysis,
  evidence: Numbered,
  tools: readonly Tool[],
  parts: ReasoningParts,
): Promise<Assessment> {
  const found = specialists.find(({ agent }) => agent === name)?.findings ?? []
  const lines = found
    .slice(0, MOST_FINDINGS)
    .map(({ component, role, summary }) => `${component} (${role}): ${cut(summary)}`)
  const quotes = [...evidence]
    .filter(([, { agent }]) => agent === name)
    .map(([id, { source, line, quote }]) => `${id} ${source}:${line ?? ''} ${cut(quote)}`)
  const reasoned = await reason(
    run,
    {
      agent: name,
      instructions: `${instructions}\n${ABOUT_EVIDENCE} Look further only where it would change your assessment, then call the tool report.`,
      question: [
        fence('incident', cut(title)),
        fence('what code found', lines.join('\n')),
        fence('evidence by number', quotes.join('\n')),
      ].join('\n'),
      tools,
      report: reportSchema,
      turns: limits.turns ?? TURNS,
      maxOutputTokens: MOST_OUTPUT,
      ...(limits.seconds !== undefined && { milliseconds: limits.seconds * 1_000 }),
    },
    parts,
  )
  if (reasoned.status === 'gave-up')
    return { agent: name, text: '', evidence: [], struck: 0, problem: reasoned.message }
  const { assessment, evidence: cited } = reasoned.report
  const held = cited.filter((id) => evidence.has(id))
  return { agent: name, text: assessment, evidence: held, struck: cited.length - held.length }
}
