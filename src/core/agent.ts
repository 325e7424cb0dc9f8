import { z } from 'zod'
import type { TaskType } from './model.ts'

/** What an agent may use of time and money; what is left out is the default. */
export const agentLimitsSchema = z.strictObject({
  turns: z.number().int().min(1).max(50).optional(),
  seconds: z.number().positive().max(3_600).optional(),
  tokens: z.number().int().positive().optional(),
  dollars: z.number().positive().optional(),
})
export type AgentLimits = z.infer<typeof agentLimitsSchema>

/** Letters, digits and hyphens, as files of agents and skills are named everywhere. */
export const agentNameSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens')

/** The crews that an agent may say it belongs to. */
export const AGENT_CREWS = ['incident', 'review'] as const

export interface AgentDefinition {
  name: string
  /** Whose it is, where its file says so. */
  crew?: (typeof AGENT_CREWS)[number]
  /** When to send it. */
  description: string
  /** Who it is and how it works: the text of the file. */
  instructions: string
  /** The only tools that exist for it; all of its crew's where not given. */
  tools?: string[]
  /** `fast`, `balanced`, `deep`, another word for one, `provider:model`; undefined where it is chosen by the task. */
  model?: string
  task?: TaskType
  limits: AgentLimits
  /** JSON Schema of its report, where it is not the crew's. */
  output?: Record<string, unknown>
}

/** Where a definition was found; later ones replace earlier ones of the same name. */
export const AGENT_ORIGINS = ['package', 'user', 'project'] as const
export type AgentOrigin = (typeof AGENT_ORIGINS)[number]

export interface FoundAgent extends AgentDefinition {
  origin: AgentOrigin
  path: string
  /** Things in the file that are not used here; not faults. */
  notes: string[]
}

export interface BrokenAgent {
  origin: AgentOrigin
  path: string
  problem: string
}
