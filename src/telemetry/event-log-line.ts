import type { RunEvent } from '../core/run-event.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What one line of the log says; texts of others are in it as they are, and masked when it is written. */
export interface LogLine {
  level: LogLevel
  msg: string
  fields?: Readonly<Record<string, unknown>>
}

/** What the log says of an event; undefined for what is of no note there. */
export function logLineOf(event: RunEvent): LogLine | undefined {
  switch (event.type) {
    case 'run_started': {
      const { workflow, parent } = event
      return { level: parent === undefined ? 'info' : 'debug', msg: 'run started', fields: { workflow } }
    }
    case 'run_resumed':
      return { level: 'info', msg: 'run resumed' }
    case 'run_completed':
      return { level: 'info', msg: 'run completed', fields: { ms: event.milliseconds } }
    case 'run_failed':
      return { level: 'error', msg: 'run failed', fields: { code: event.code, reason: event.message } }
    case 'run_timed_out':
      return { level: 'warn', msg: 'run timed out', fields: { ms: event.afterMilliseconds } }
    case 'run_cancelled':
      return { level: 'warn', msg: 'run cancelled' }
    case 'run_halted':
      return { level: 'warn', msg: 'run halted', fields: { reason: event.reason } }
    case 'step_failed':
      return { level: 'warn', msg: 'step failed', fields: { step: event.step, reason: event.message } }
    case 'specialist_completed': {
      const { status, milliseconds, findings } = event.report
      const isWell = status === 'completed' || status === 'no-evidence'
      return {
        level: isWell ? 'debug' : 'warn',
        msg: 'specialist completed',
        fields: { agent: event.agent, status, findings: findings.length, ms: milliseconds },
      }
    }
    case 'model_called': {
      const { agent, model, status, milliseconds: ms, inputTokens, outputTokens, dollars } = event
      const fields = { agent, model, status, ms, input_tokens: inputTokens, output_tokens: outputTokens, dollars }
      return status === 'answered'
        ? { level: 'debug', msg: 'model answered', fields }
        : { level: 'warn', msg: 'model failed', fields }
    }
    case 'tool_called': {
      const { agent, tool, status, milliseconds: ms } = event
      return {
        level: status === 'failed' ? 'warn' : 'debug',
        msg: `tool ${status}`,
        fields: { agent, tool, ms },
      }
    }
    default:
      return lineOfAction(event)
  }
}

/** Of whatever wants to change the world, or a person to decide. */
function lineOfAction(event: RunEvent): LogLine | undefined {
  switch (event.type) {
    case 'gate_decided': {
      const { action, decision, title, verdicts } = event
      const rules = verdicts.map(({ rule }) => rule)
      return { level: 'info', msg: 'gate decided', fields: { action, decision, title, rules } }
    }
    case 'approval_requested': {
      const { approval, question, title, expiresAt } = event
      return {
        level: 'info',
        msg: 'approval requested',
        fields: { approval, question, title, expires: new Date(expiresAt).toISOString() },
      }
    }
    case 'approval_decided': {
      const { approval, decision, by: who } = event
      return { level: 'info', msg: 'approval decided', fields: { approval, decision, who } }
    }
    case 'decision_requested':
      return { level: 'info', msg: 'decision requested', fields: { reason: event.why } }
    case 'decision_made':
      return { level: 'info', msg: 'decision made', fields: { who: event.by } }
    case 'action_performed': {
      const { action, status } = event
      return { level: status === 'done' ? 'info' : 'warn', msg: 'action performed', fields: { action, status } }
    }
    case 'action_verified':
    case 'action_undone': {
      const { action, holds } = event
      return { level: holds ? 'info' : 'warn', msg: event.type.replace('_', ' '), fields: { action, holds } }
    }
    default:
      return undefined
  }
}
