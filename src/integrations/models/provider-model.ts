import {
  APICallError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Prompt,
  type LanguageModelV4StreamPart,
} from '@ai-sdk/provider'
import { messageOf } from '../../core/fault.ts'
import type { Model, ModelAnswer, ModelFailure, ModelMessage, ModelOutcome, ModelRequest } from '../../core/model.ts'

/** A model behind the provider protocol of the AI SDK (version 4), streamed and read to its end. */
export function providerModel(name: string, model: LanguageModelV4): Model {
  return {
    name,
    async answer(request, signal) {
      signal.throwIfAborted()
      try {
        const { stream } = await model.doStream(callOptions(request, signal))
        return await readToEnd(name, stream)
      } catch (thrown) {
        signal.throwIfAborted()
        return failureOf(thrown)
      }
    },
  }
}

/** What a provider caches is marked: the instructions, which are the same for every call of an agent. */
const CACHED = { anthropic: { cacheControl: { type: 'ephemeral' } }, bedrock: { cachePoint: { type: 'default' } } }

function callOptions(
  { instructions, messages, tools, maxOutputTokens }: ModelRequest,
  abortSignal: AbortSignal,
): LanguageModelV4CallOptions {
  return {
    prompt: [{ role: 'system', content: instructions, providerOptions: CACHED }, ...messages.map(promptOf)],
    maxOutputTokens,
    abortSignal,
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: 'function' as const,
        name,
        description,
        inputSchema,
      })),
    }),
  }
}

function promptOf(message: ModelMessage): LanguageModelV4Prompt[number] {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }] }
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...message.toolCalls.map(({ id, name, input }) => ({
            type: 'tool-call' as const,
            toolCallId: id,
            toolName: name,
            input,
          })),
        ],
      }
    case 'tools':
      return {
        role: 'tool',
        content: message.results.map(({ id, name, text, isError }) => ({
          type: 'tool-result' as const,
          toolCallId: id,
          toolName: name,
          output: { type: isError ? ('error-text' as const) : ('text' as const), value: text },
        })),
      }
  }
}

const STOPS: Readonly<Record<string, ModelAnswer['stop']>> = {
  stop: 'end',
  'tool-calls': 'tools',
  length: 'length',
  'content-filter': 'filtered',
}

async function readToEnd(name: string, stream: ReadableStream<LanguageModelV4StreamPart>): Promise<ModelOutcome> {
  const answer: ModelAnswer = {
    text: '',
    toolCalls: [],
    usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 },
    stop: 'end',
  }
  let isWhole = false
  for await (const part of stream) {
    switch (part.type) {
      case 'text-delta':
        answer.text += part.delta
        break
      case 'tool-call':
        answer.toolCalls.push({ id: part.toolCallId, name: part.toolName, input: readInput(part.input) })
        break
      case 'finish': {
        const { inputTokens, outputTokens } = part.usage
        answer.usage = {
          inputTokens: inputTokens.total ?? 0,
          cachedInputTokens: inputTokens.cacheRead ?? 0,
          outputTokens: outputTokens.total ?? 0,
        }
        const stop = STOPS[part.finishReason.unified]
        isWhole = stop !== undefined
        answer.stop = stop ?? 'end'
        break
      }
      case 'error':
        return failureOf(part.error)
      default:
        break
    }
  }
  return isWhole
    ? { status: 'answered', answer, model: name }
    : { status: 'failed', failure: 'unreachable', message: 'The answer was cut off.' }
}

/** Arguments that are no JSON stay text: no schema fits them, and the model is told so. */
function readInput(input: unknown): unknown {
  if (typeof input !== 'string') return input
  try {
    return input.trim() === '' ? {} : JSON.parse(input)
  } catch {
    return input
  }
}

function failureOf(thrown: unknown): ModelOutcome {
  const failed = (failure: ModelFailure, message: string, retryAfterMilliseconds?: number): ModelOutcome => ({
    status: 'failed',
    failure,
    message: message.slice(0, 500),
    ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }),
  })
  if (APICallError.isInstance(thrown)) {
    const { statusCode, message, responseHeaders } = thrown
    if (statusCode === 429) return failed('rate-limited', message, retryAfterOf(responseHeaders))
    if (statusCode === 401 || statusCode === 403) return failed('unauthorized', message)
    if (statusCode === undefined) return failed('unreachable', message)
    if (statusCode >= 500) return failed('overloaded', message, retryAfterOf(responseHeaders))
    return failed('rejected', message)
  }
  const text = messageOf(thrown) === '[object Object]' ? JSON.stringify(thrown) : messageOf(thrown)
  return failed(/overloaded|rate.?limit|capacity/i.test(text) ? 'overloaded' : 'unreachable', text)
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const text = headers?.['retry-after']
  if (!text) return undefined
  const seconds = Number(text)
  const milliseconds = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1_000
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined
}
