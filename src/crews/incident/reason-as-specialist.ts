import { z } from 'zod'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { Run } from '../../core/engine.ts'
import type { ModelChoice } from '../../reasoner/cast-models.ts'
import { ABOUT_EVIDENCE, fence } from '../../reasoner/fence.ts'
import { reason } from '../../reasoner/reason.ts'
import { cut, type Numbered } from './numbered-evidence.ts'
import type { ReasoningCrew } from './reasoning-crew.ts'

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
/** Characters of a report of a form of its own. */
const LONGEST_OWN = 2_000

/** What a specialist makes of what its analyst found; its evidence is that of the whole crew. */
export interface Assessment {
  agent: string
  choice: ModelChoice
  /** Empty where it gave none, with the reason in `problem`. */
  text: string
  evidence: string[]
  struck: number
  problem?: string
}

/** One specialist with a model, over what code has found already, with its own few tools to look further. */
export async function reasonAsSpecialist(
  run: Run,
  agent: AgentDefinition,
  { title, specialists }: Analysis,
  evidence: Numbered,
  crew: ReasoningCrew,
  sharers: number,
): Promise<Assessment> {
  const { name, instructions, limits } = agent
  const found = specialists.find(({ agent }) => agent === name)?.findings ?? []
  const lines = found
    .slice(0, MOST_FINDINGS)
    .map(({ component, role, summary }) => `${component} (${role}): ${cut(summary)}`)
  const quotes = [...evidence]
    .filter(([, { agent }]) => agent === name)
    .map(([id, { source, line, quote }]) => `${id} ${source}:${line ?? ''} ${cut(quote)}`)
  const question = [
    fence('incident', cut(title)),
    fence('what code found', lines.join('\n')),
    fence('evidence by number', quotes.join('\n')),
  ].join('\n')
  const parts = crew.partsFor(agent, question, sharers)
  const reasoned = await reason(
    run,
    {
      agent: name,
      instructions: `${instructions}\n${ABOUT_EVIDENCE} Look further only where it would change your assessment, then call the tool report.`,
      question,
      tools: crew.tools(agent.tools ?? []),
      report: agent.output ? z.fromJSONSchema(agent.output) : reportSchema,
      turns: limits.turns ?? TURNS,
      maxOutputTokens: MOST_OUTPUT,
      milliseconds: parts.milliseconds,
    },
    parts,
  )
  const { choice } = parts
  if (reasoned.status === 'gave-up')
    return { agent: name, choice, text: '', evidence: [], struck: 0, problem: reasoned.message }
  const { text, cited } = agent.output ? readOwn(reasoned.report) : readUsual(reportSchema.parse(reasoned.report))
  const held = cited.filter((id) => evidence.has(id))
  return { agent: name, choice, text, evidence: held, struck: cited.length - held.length }
}

interface Said {
  text: string
  cited: string[]
}

function readUsual({ assessment, evidence }: z.infer<typeof reportSchema>): Said {
  return { text: assessment, cited: evidence }
}

/** A report of a form of the agent's own is passed on as it is; every number of evidence in it counts as cited. */
function readOwn(report: unknown): Said {
  const text = JSON.stringify(report)
  return {
    text: text.length > LONGEST_OWN ? `${text.slice(0, LONGEST_OWN)}…` : text,
    cited: [...new Set(text.match(/\bE\d{1,3}\b/g))],
  }
}
