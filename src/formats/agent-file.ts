import { parse } from 'yaml'
import { z } from 'zod'
import { AGENT_CREWS, type AgentDefinition, agentLimitsSchema, agentNameSchema } from '../core/agent.ts'
import { messageOf } from '../core/fault.ts'
import { TASK_TYPES } from '../core/model.ts'

/** `Read, Grep` or a list of them. A tool may be narrowed in brackets, `Bash(git:*)`: only its name counts here. */
const toolsSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    (typeof given === 'string' ? given.split(/,(?![^(]*\))/) : given)
      .map((tool) => tool.trim())
      .filter((tool) => tool !== ''),
  )

const frontMatterSchema = z.looseObject({
  name: agentNameSchema.optional(),
  description: z.string('must be a text: it says when to send the agent').trim().min(1, 'must not be empty').max(4_000),
  tools: toolsSchema.optional(),
  'allowed-tools': toolsSchema.optional(),
  model: z.string().min(1).optional(),
  context: z.enum(['fork', 'inline']).optional(),
  task: z.enum(TASK_TYPES).optional(),
  crew: z.enum(AGENT_CREWS).optional(),
  limits: agentLimitsSchema.optional(),
  output: z.record(z.string(), z.unknown()).optional(),
})

const USED: ReadonlySet<string> = new Set([
  'name',
  'description',
  'tools',
  'allowed-tools',
  'model',
  'task',
  'crew',
  'context',
  'limits',
  'output',
])
const FRONT = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/
const LONGEST = 200_000

export type AgentFile = { agent: AgentDefinition; notes: string[]; isForked: boolean } | { problem: string }

/**
 * An agent or a skill as Markdown with front matter, in the form that Claude Code uses. `name` counts where the file has none.
 * What is not known is a note, not a problem, so that people's own files work.
 */
export function parseAgentFile(text: string, name: string): AgentFile {
  if (text.length > LONGEST) return { problem: 'is longer than 200,000 characters' }
  const front = FRONT.exec(text)
  if (!front) return { problem: 'does not begin with front matter between two lines of ---' }
  let data: unknown
  try {
    data = parse(front[1] ?? '', { maxAliasCount: 20, logLevel: 'error' })
  } catch (thrown) {
    return { problem: `has front matter that is not YAML: ${messageOf(thrown).split('\n')[0]}` }
  }
  const read = frontMatterSchema.safeParse(data ?? {})
  if (!read.success) {
    const issue = read.error.issues[0]
    return { problem: `${issue?.path.join('.') || 'front matter'} ${issue?.message}` }
  }
  const named = agentNameSchema.safeParse(read.data.name ?? name)
  if (!named.success) return { problem: `name "${read.data.name ?? name}" ${named.error.issues[0]?.message}` }
  const instructions = text.slice(front[0].length).trim()
  if (instructions === '') return { problem: 'has no instructions below its front matter' }
  const wrong = read.data.output && problemOfSchema(read.data.output)
  if (wrong !== undefined) return { problem: `output ${wrong}` }
  const { description, model, task, crew, limits = {}, output, context } = read.data
  const tools = read.data.tools ?? read.data['allowed-tools']
  return {
    agent: {
      name: named.data,
      description,
      instructions,
      ...(tools && { tools }),
      ...(model !== undefined && model !== 'inherit' && { model }),
      ...(task && { task }),
      ...(crew && { crew }),
      limits,
      ...(output && { output }),
    },
    notes: Object.keys(read.data)
      .filter((key) => !USED.has(key))
      .map((key) => `${key} is not used here`),
    isForked: context === 'fork',
  }
}

/** A report is what a tool is called with, and so an object. */
function problemOfSchema(schema: Record<string, unknown>): string | undefined {
  if (schema.type !== 'object') return 'must be a JSON Schema of type object'
  try {
    z.toJSONSchema(z.fromJSONSchema(schema), { target: 'draft-7', io: 'input' })
    return undefined
  } catch (thrown) {
    return `is a JSON Schema that cannot be used: ${messageOf(thrown).split('\n')[0]}`
  }
}
