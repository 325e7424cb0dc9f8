/** A language model as the product sees it: messages and tools in, one answer out. `none` is the absence of one. */

export interface ToolCall {
  id: string
  name: string
  /** As the model wrote it; checked against the tool's schema before anything runs. */
  input: unknown
}

export interface ToolResult {
  id: string
  name: string
  text: string
  isError: boolean
}

export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] }
  | { role: 'tools'; results: ToolResult[] }

export interface ToolDescription {
  name: string
  description: string
  /** JSON Schema (draft 7) of the input. */
  inputSchema: Readonly<Record<string, unknown>>
}

export interface ModelRequest {
  /** What the agent is and must do; the same for every call of it, so that a provider may cache it. */
  instructions: string
  messages: ModelMessage[]
  tools: ToolDescription[]
  maxOutputTokens: number
}

export interface ModelUsage {
  inputTokens: number
  /** Of the input tokens, those that came from the provider's cache. */
  cachedInputTokens: number
  outputTokens: number
}

export interface ModelAnswer {
  text: string
  toolCalls: ToolCall[]
  usage: ModelUsage
  stop: 'end' | 'tools' | 'length' | 'filtered'
}

/** What can be expected to go wrong with a call. */
export type ModelFailure =
  | 'rate-limited'
  | 'overloaded'
  /** No answer, or one that was cut off. */
  | 'unreachable'
  | 'timed-out'
  /** The key is missing or wrong. */
  | 'unauthorized'
  /** The provider will not take this request, however often it is asked. */
  | 'rejected'

export type ModelOutcome =
  /** `model` is the one that answered, `provider:model`; it may be another than was asked. */
  | { status: 'answered'; answer: ModelAnswer; model: string }
  | { status: 'failed'; failure: ModelFailure; message: string; retryAfterMilliseconds?: number }

export interface Model {
  /** `provider:model`. */
  readonly name: string
  /** Rejects only with the reason of the signal. */
  answer(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome>
}

/** What an agent's work is, as far as the choice of a model goes. */
export const TASK_TYPES = [
  'log-parsing',
  'metric-correlation',
  'documentation',
  'code-review',
  'infrastructure-code',
  'architecture',
  'security-audit',
  'root-cause',
] as const
export type TaskType = (typeof TASK_TYPES)[number]

export const URGENCIES = ['low', 'normal', 'high'] as const
export type Urgency = (typeof URGENCIES)[number]

export const MODEL_TIERS = ['fast', 'balanced', 'deep'] as const
export type ModelTier = (typeof MODEL_TIERS)[number]
