import type { Model, ModelAnswer, ModelOutcome, ModelRequest } from '../core/model.ts'

export type ScriptedReply = Partial<ModelAnswer> | Extract<ModelOutcome, { status: 'failed' }>

/** A model that answers by a script: what it was asked is kept in `asked`. */
export function scriptedModel(
  script: (request: ModelRequest, call: number) => ScriptedReply | Promise<ScriptedReply>,
  name = 'scripted:model',
): Model & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = []
  return {
    name,
    asked,
    async answer(request, signal) {
      signal.throwIfAborted()
      asked.push(structuredClone(request))
      const reply = await script(request, asked.length)
      if ('status' in reply) return reply
      const toolCalls = reply.toolCalls ?? []
      return {
        status: 'answered',
        model: name,
        answer: {
          text: '',
          usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20 },
          stop: toolCalls.length > 0 ? 'tools' : 'end',
          ...reply,
          toolCalls,
        },
      }
    },
  }
}
