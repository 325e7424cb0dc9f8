import type { Attributes } from '@opentelemetry/api'
import type { RunEvent } from '../core/run-event.ts'

/** What a span is called, and what is said of it. Names and counts only: nothing that anybody wrote. */
export interface SpanFacts {
  name: string
  kind: 'internal' | 'client'
  attributes: Attributes
  hasFailed: boolean
}

/** A name as it may be shown. */
export type NameOf = (text: string) => string

export type CallEvent = Extract<RunEvent, { type: 'model_called' | 'tool_called' }>

/** Providers by the names that the conventions have for them; others go by their own. */
const PROVIDERS: Readonly<Record<string, string>> = { google: 'gcp.gemini', bedrock: 'aws.bedrock' }

/**
 * Spans after the semantic conventions of OpenTelemetry for generative AI, as the repository `semantic-conventions-genai` has them:
 * `invoke_workflow`, `invoke_agent`, `chat`, `execute_tool`. What they have no name for is called `watchfloor.…`.
 */
export function workflowFacts(workflow: string, nameOf: NameOf): SpanFacts {
  const name = nameOf(workflow)
  return {
    name: `invoke_workflow ${name}`,
    kind: 'internal',
    attributes: { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': name },
    hasFailed: false,
  }
}

export function agentFacts(agent: string, nameOf: NameOf): SpanFacts {
  const name = nameOf(agent)
  return {
    name: `invoke_agent ${name}`,
    kind: 'internal',
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
    hasFailed: false,
  }
}

export function callFacts(event: CallEvent, nameOf: NameOf): SpanFacts {
  return event.type === 'model_called' ? chatFacts(event, nameOf) : toolFacts(event, nameOf)
}

function chatFacts(event: Extract<CallEvent, { type: 'model_called' }>, nameOf: NameOf): SpanFacts {
  const [, provider = 'unknown', model = event.model] = /^([^:]+):(.+)$/s.exec(event.model) ?? []
  const { status, inputTokens, outputTokens, dollars } = event
  return {
    name: `chat ${nameOf(model)}`,
    kind: 'client',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': PROVIDERS[provider] ?? nameOf(provider),
      'gen_ai.request.model': nameOf(model),
      'gen_ai.agent.name': nameOf(event.agent),
      ...(status === 'answered'
        ? { 'gen_ai.usage.input_tokens': inputTokens, 'gen_ai.usage.output_tokens': outputTokens }
        : { 'error.type': status }),
      ...(dollars !== null && { 'watchfloor.usage.dollars': dollars }),
    },
    hasFailed: status !== 'answered',
  }
}

function toolFacts(event: Extract<CallEvent, { type: 'tool_called' }>, nameOf: NameOf): SpanFacts {
  const name = nameOf(event.tool)
  const hasFailed = event.status === 'failed'
  return {
    name: `execute_tool ${name}`,
    kind: 'internal',
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name,
      'gen_ai.tool.type': 'function',
      'gen_ai.agent.name': nameOf(event.agent),
      ...(hasFailed && { 'error.type': OTHER }),
    },
    hasFailed,
  }
}

/** What the conventions have for an error without a class. */
export const OTHER = '_OTHER'

export type StepEvent = Extract<RunEvent, { type: 'step_completed' | 'step_failed' }>

export function stepFacts({ type, step }: StepEvent, nameOf: NameOf): SpanFacts {
  const name = nameOf(step)
  const hasFailed = type === 'step_failed'
  return {
    name: `step ${name}`,
    kind: 'internal',
    attributes: hasFailed ? { 'watchfloor.step.name': name, 'error.type': OTHER } : { 'watchfloor.step.name': name },
    hasFailed,
  }
}
