import { z } from 'zod'
import type { Run } from '../core/engine.ts'
import { messageOf } from '../core/fault.ts'
import type { Model, ModelMessage, ModelOutcome, ModelRequest, ToolCall, ToolResult } from '../core/model.ts'
import type { RunEventBody } from '../core/run-event.ts'
import type { Tool } from '../core/tool.ts'
import { type Budget, costOf, mostTokensOf, type TokenPrice } from './budget.ts'
import { cutOutput } from './cut-output.ts'

export interface ReasoningTask<R> {
  /** Names the agent in steps and records. */
  agent: string
  /** What it is and must do: ours alone, nothing of the evidence. */
  instructions: string
  /** What it is asked, with the evidence fenced in it. */
  question: string
  tools: readonly Tool[]
  report: z.ZodType<R>
  /** What is wrong with a report that fits the schema; undefined where nothing is. */
  objection?(report: R): string | undefined
  turns: number
  maxOutputTokens: number
  /** For all of its turns; it begins anew when the run is resumed. */
  milliseconds?: number
}

export interface ReasoningParts {
  model: Model
  /** What a call is reserved at: the dearest of the models that may answer. Undefined where that is not listed. */
  price: TokenPrice | undefined
  /** Undefined for a model without a listed price. */
  priceOf(model: string): TokenPrice | undefined
  budget: Budget
}

export type Reasoned<R> =
  | { status: 'reported'; report: R; turns: number; repairs: number }
  | { status: 'gave-up'; why: 'model' | 'budget' | 'turns' | 'report'; message: string; turns: number }

/** How often a report may be mended. */
const REPAIRS = 2
const REPORT = 'report'
/** For one agent, where nothing else is said. */
const TIME = 120_000

/**
 * One agent at work: the model is asked, its tool calls are run in parallel, it is asked again, until it has called the tool
 * `report` with something that fits. Every call of the model and of a tool is a step of the run, and so paid for once.
 */
export async function reason<R>(run: Run, task: ReasoningTask<R>, parts: ReasoningParts): Promise<Reasoned<R>> {
  const tools = [...task.tools.map(describe), reportTool(task.report)]
  const time = AbortSignal.timeout(task.milliseconds ?? TIME)
  const messages: ModelMessage[] = [{ role: 'user', text: task.question }]
  let repairs = 0
  for (let turn = 1; turn <= task.turns + repairs; turn++) {
    const request = { instructions: task.instructions, messages, tools, maxOutputTokens: task.maxOutputTokens }
    const outcome = await ask(run, task.agent, turn, request, parts, time)
    if (outcome === 'budget')
      return { status: 'gave-up', why: 'budget', message: 'The budget has no room for another call.', turns: turn - 1 }
    if (outcome.status === 'failed') return { status: 'gave-up', why: 'model', message: outcome.message, turns: turn }
    const { text, toolCalls } = outcome.answer
    messages.push({ role: 'assistant', text, toolCalls })
    const handedIn = toolCalls.find(({ name }) => name === REPORT)
    const judged = handedIn && judge(task, handedIn)
    if (judged && 'report' in judged) return { status: 'reported', report: judged.report, turns: turn, repairs }
    if (judged || toolCalls.length === 0) {
      const wrong = judged ? judged.wrong : 'You gave no report.'
      if (++repairs > REPAIRS) return { status: 'gave-up', why: 'report', message: wrong, turns: turn }
      messages.push(...mend(toolCalls, handedIn, wrong))
      continue
    }
    messages.push({ role: 'tools', results: await callTools(run, task, turn, toolCalls, time) })
  }
  return { status: 'gave-up', why: 'turns', message: `No report after ${task.turns} turns.`, turns: task.turns }
}

function describe({ name, description, input }: Tool): ModelRequest['tools'][number] {
  return { name, description, inputSchema: schemaOf(input) }
}

/** As a provider takes it; the name of the dialect would only cost tokens. */
function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const known = SCHEMAS.get(schema)
  if (known) return known
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  SCHEMAS.set(schema, rest)
  return rest
}

const SCHEMAS = new WeakMap<z.ZodType, Record<string, unknown>>()

function reportTool(schema: z.ZodType): ModelRequest['tools'][number] {
  return {
    name: REPORT,
    description: 'Hand in your report. Call it once, when you are done.',
    inputSchema: schemaOf(schema),
  }
}

async function ask(
  run: Run,
  agent: string,
  turn: number,
  request: ModelRequest,
  { model, price, priceOf, budget }: ReasoningParts,
  time: AbortSignal,
): Promise<ModelOutcome | 'budget'> {
  const input = mostTokensOf(JSON.stringify(request))
  const room = budget.reserve(input, request.maxOutputTokens, price)
  if (!room) return 'budget'
  let outcome: ModelOutcome | undefined
  try {
    outcome = await run.step(`${agent} asks the model ${turn}`, async ({ emit }) => {
      const begun = performance.now()
      const given = await inTime(model, request, run.signal, time)
      emit(calledEvent(agent, model.name, given, priceOf, performance.now() - begun))
      return given
    })
    return outcome
  } finally {
    room.settle(
      outcome?.status === 'answered' ? { usage: outcome.answer.usage, price: priceOf(outcome.model) } : undefined,
    )
  }
}

function calledEvent(
  agent: string,
  asked: string,
  outcome: ModelOutcome,
  priceOf: ReasoningParts['priceOf'],
  milliseconds: number,
): RunEventBody {
  const about = { type: 'model_called' as const, agent, milliseconds: Math.round(milliseconds) }
  if (outcome.status === 'failed')
    return { ...about, model: asked, status: outcome.failure, inputTokens: 0, outputTokens: 0, dollars: 0 }
  const { usage } = outcome.answer
  const price = priceOf(outcome.model)
  return {
    ...about,
    model: outcome.model,
    status: 'answered',
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    dollars: price ? costOf(usage, price) : null,
  }
}

/** An agent that is out of time has an outcome; a run that is has none. */
async function inTime(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
  time: AbortSignal,
): Promise<ModelOutcome> {
  try {
    return await model.answer(request, AbortSignal.any([signal, time]))
  } catch (thrown) {
    signal.throwIfAborted()
    if (!time.aborted) throw thrown
    return { status: 'failed', failure: 'timed-out', message: 'Its time was over.' }
  }
}

function judge<R>({ report, objection }: ReasoningTask<R>, { input }: ToolCall): { report: R } | { wrong: string } {
  const parsed = report.safeParse(input)
  if (!parsed.success) return { wrong: z.prettifyError(parsed.error).slice(0, 800) }
  const wrong = objection?.(parsed.data)
  return wrong === undefined ? { report: parsed.data } : { wrong }
}

/** Every call needs its answer; that of the report says what is wrong with it. */
function mend(calls: readonly ToolCall[], handedIn: ToolCall | undefined, wrong: string): ModelMessage[] {
  const say = `This report cannot be taken: ${wrong} Mend it and call the tool report again.`
  if (!handedIn) return [{ role: 'user', text: say }]
  return [
    {
      role: 'tools',
      results: calls.map((call) => ({
        id: call.id,
        name: call.name,
        text: call === handedIn ? say : 'Not run.',
        isError: true,
      })),
    },
  ]
}

/** In parallel, each a step. What is not the agent's own does not exist for it. */
function callTools<R>(
  run: Run,
  { agent, tools }: ReasoningTask<R>,
  turn: number,
  calls: readonly ToolCall[],
  time: AbortSignal,
): Promise<ToolResult[]> {
  return Promise.all(
    calls.map(async ({ id, name, input }, index): Promise<ToolResult> => {
      const tool = tools.find((one) => one.name === name)
      if (!tool) return { id, name, text: `There is no tool ${name}.`, isError: true }
      const arguments_ = tool.input.safeParse(input)
      if (!arguments_.success)
        return { id, name, text: `Wrong arguments: ${z.prettifyError(arguments_.error).slice(0, 500)}`, isError: true }
      return run.step(`${agent} calls ${name} ${turn}.${index + 1}`, async ({ emit }) => {
        const begun = performance.now()
        const result = await use(tool, arguments_.data, run.signal, time)
        emit({
          type: 'tool_called',
          agent,
          tool: name,
          status: result.isError ? 'failed' : 'completed',
          milliseconds: Math.round(performance.now() - begun),
        })
        return { id, name, ...result }
      })
    }),
  )
}

async function use(
  tool: Tool,
  input: unknown,
  signal: AbortSignal,
  time: AbortSignal,
): Promise<Pick<ToolResult, 'text' | 'isError'>> {
  try {
    return { text: cutOutput(await tool.run(input, AbortSignal.any([signal, time]))), isError: false }
  } catch (thrown) {
    signal.throwIfAborted()
    return { text: messageOf(thrown).slice(0, 500), isError: true }
  }
}
