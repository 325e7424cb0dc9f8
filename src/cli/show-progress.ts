import type { RunEvent } from '../core/run-event.ts'
import { visibleText } from '../report/text/visible-text.ts'
import { actionLine } from './action-line.ts'

/** A reader of run events that tells a person what is going on, one line an event. */
export function showProgress(out: NodeJS.WritableStream): (event: RunEvent) => void {
  let tokens = 0
  let dollars: number | null = 0
  return (event) => {
    let line = lineOf(event)
    if (event.type === 'model_called') {
      tokens += event.inputTokens + event.outputTokens
      dollars = dollars === null || event.dollars === null ? null : dollars + event.dollars
      line += ` (so far ${spentWords(tokens, dollars)})`
    }
    if (line !== undefined) out.write(`${visibleText(line, 200)}\n`)
  }
}

const PHASES: Record<string, string> = {
  triage: 'Reading the evidence and looking for the onset …',
  reasoning: 'Asking the model to connect what was found …',
  synthesis: 'Fusing what was found, checking citations …',
}
const LEAST_TOLD = 0.95

/** What a person is told of an event; undefined where that is nothing. */
export function lineOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run_started':
      return event.parent === undefined ? `Run ${event.run}` : undefined
    case 'run_resumed':
      return `Run ${event.run} goes on from its journal`
    case 'phase_started':
      return PHASES[event.phase]
    case 'crew_chosen':
      return `  ${event.crew === 'search' ? 'Only a look into the runbooks' : event.agents.join(', ')}: ${event.why}`
    case 'specialist_started':
      return `  ${event.agent} ${event.task} …`
    case 'finding_reported':
      return event.finding.strength >= LEAST_TOLD && event.finding.role === 'cause'
        ? `    ! ${event.finding.component}: ${event.finding.summary}`
        : undefined
    case 'specialist_completed':
      return `  ${event.agent} ${event.report.status === 'completed' ? 'done' : event.report.status} in ${event.report.milliseconds ?? 0} ms: ${event.report.summary}`
    case 'run_timed_out':
      return `  out of time after ${event.afterMilliseconds} ms`
    case 'model_called': {
      const { agent, model, status, milliseconds, inputTokens, outputTokens, dollars } = event
      const what = status === 'answered' ? spentWords(inputTokens + outputTokens, dollars) : status
      return `  ${agent} asked ${model}: ${what}, ${(milliseconds / 1_000).toFixed(1)} s`
    }
    case 'model_reported':
      return `  ${event.model} ${event.status === 'reported' ? 'has reported' : 'gave no report'}: ${event.calls} calls, ${spentWords(event.inputTokens + event.outputTokens, event.dollars)}`
    case 'decision_requested':
      return `A person has to decide (${event.why}): watchfloor decide ${event.run} ${event.choices.map((choice) => JSON.stringify(choice)).join(' | ')}`
    case 'decision_made':
      return `  ${event.by} decided: ${event.choice}`
    case 'run_halted':
      return `Run ${event.run} was stopped by the kill switch: ${event.reason}`
    default:
      return actionLine(event)
  }
}

function spentWords(tokens: number, dollars: number | null): string {
  return `${tokens.toLocaleString('en-US')} tokens${dollars === null ? '' : `, $${dollars.toFixed(4)}`}`
}
