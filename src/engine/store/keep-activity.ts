import type { RunEvent } from '../../core/run-event.ts'
import type { SqlValue, Statement } from './database.ts'

/**
 * The row that sums are made of, beside the event itself and with it or not at all: the text of an event is long, and a sum over a week would have to read
 * all of it. Nothing for events that no agent's activity is counted by.
 */
export function keepActivity(event: RunEvent): Statement[] {
  const known = figuresOf(event)
  if (!known) return []
  const { agent, model = null, status = null, milliseconds, inputTokens = null, outputTokens = null } = known
  return [
    {
      sql: `INSERT INTO agent_activity (run, root, at, type, agent, model, status, milliseconds, input_tokens, output_tokens, dollars)
            SELECT r.id, r.root, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM runs r WHERE r.id = ?`,
      values: [
        event.at,
        event.type,
        agent,
        model,
        status,
        milliseconds === undefined ? null : Math.round(milliseconds),
        inputTokens,
        outputTokens,
        known.dollars ?? null,
        event.run,
      ] satisfies SqlValue[],
    },
  ]
}

interface Figures {
  agent: string
  model?: string
  status?: string
  milliseconds?: number | undefined
  inputTokens?: number
  outputTokens?: number
  dollars?: number | null
}

function figuresOf(event: RunEvent): Figures | undefined {
  switch (event.type) {
    case 'specialist_started':
      return { agent: event.agent }
    case 'specialist_completed':
      return { agent: event.agent, status: event.report.status, milliseconds: event.report.milliseconds }
    case 'model_called':
      return event
    default:
      return undefined
  }
}
