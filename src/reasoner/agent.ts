import type { z } from 'zod'
import { agentNameSchema } from '../core/agent.ts'
import type { Run } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { Tool } from '../core/tool.ts'
import { ABOUT_EVIDENCE, fence } from './fence.ts'
import { type Reasoned, type ReasoningParts, reason } from './reason.ts'

export interface AgentOptions<R> {
  /** Lower-case letters, digits and hyphens. */
  name: string
  /** Who it is and how it works. */
  instructions: string
  /** What it hands in. */
  report: z.ZodType<R>
  tools?: readonly Tool[]
  turns?: number
  maxOutputTokens?: number
  milliseconds?: number
}

/** An agent that can be run, alone or in a crew. */
export interface Agent<R> {
  readonly name: string
  /** `evidence` is text of others, by a label: it is fenced and never an instruction. */
  ask(
    run: Run,
    question: string,
    evidence: Readonly<Record<string, string>>,
    parts: ReasoningParts,
  ): Promise<Reasoned<R>>
}

const TURNS = 5
const MOST_OUTPUT = 1_500

/** An agent in code. Throws a fault `invalid-input` for a name that is none, or two tools of one name. */
export function agent<R>({
  name,
  instructions,
  report,
  tools = [],
  turns = TURNS,
  maxOutputTokens = MOST_OUTPUT,
  milliseconds,
}: AgentOptions<R>): Agent<R> {
  if (!agentNameSchema.safeParse(name).success)
    throw new WatchfloorFault('invalid-input', `"${name}" is no name of an agent.`, {
      hint: 'Lower-case letters, digits and hyphens.',
    })
  const twice = tools.find(
    (one, index) => one.name === 'report' || tools.findIndex((other) => other.name === one.name) !== index,
  )
  if (twice)
    throw new WatchfloorFault('invalid-input', `${name}: the tool ${twice.name} is there twice.`, {
      hint: '`report` is the tool with which every agent hands in its report.',
    })
  return {
    name,
    ask: (run, question, evidence, parts) =>
      reason(
        run,
        {
          agent: name,
          instructions: `${instructions}\n${ABOUT_EVIDENCE} When you are done, call the tool report.`,
          question: [question, ...Object.entries(evidence).map(([label, text]) => fence(label, text))].join('\n'),
          tools,
          report,
          turns,
          maxOutputTokens,
          ...(milliseconds !== undefined && { milliseconds }),
        },
        parts,
      ),
  }
}

/** A tool in code; the type of its input is that of its schema. */
export function tool<I>(options: Tool<I>): Tool {
  return options as Tool
}

export interface CrewOptions<R> {
  name: string
  /** Sent out in parallel, each with the same question and evidence. */
  specialists: readonly Agent<unknown>[]
  /** Reads what they reported, and hands in the answer. */
  coordinator: Agent<R>
}

export interface Crew<R> extends Agent<R> {
  readonly specialists: readonly string[]
}

/** Specialists in parallel, then a coordinator over their reports. One that gives none is named as such; the others' stand. */
export function crew<R>({ name, specialists, coordinator }: CrewOptions<R>): Crew<R> {
  return {
    name,
    specialists: specialists.map((one) => one.name),
    async ask(run, question, evidence, parts) {
      const reports = await Promise.all(
        specialists.map(async (one) => [one.name, await one.ask(run, question, evidence, parts)] as const),
      )
      const said = reports.map(([who, reasoned]) => [
        `report of ${who}`,
        reasoned.status === 'reported' ? JSON.stringify(reasoned.report) : `No report: ${reasoned.message}`,
      ])
      return coordinator.ask(run, question, Object.fromEntries(said), parts)
    },
  }
}
