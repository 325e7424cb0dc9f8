import { html } from 'htm/preact'
import type { RunEvent } from '../core/run-event.ts'
import { badge, clock, took, type View } from './parts.ts'
import { money, tokens } from './usage.ts'

/** What one agent does, as far as it was told. */
export interface Lane {
  agent: string
  status: string
  lines: { at: number; text: string }[]
}

export function lane({ agent, status, lines }: Lane): View {
  return html`<section class="lane" key=${agent}>
    <h3>${agent} ${badge(status)}</h3>
    <ol>${lines.map(({ at, text }) => html`<li><time>${clock(at).slice(11)}</time> ${text}</li>`)}</ol>
  </section>`
}

/** Lanes from events: one for each agent, and one for the run itself. */
export function lanesOf(events: readonly RunEvent[]): Lane[] {
  const lanes = new Map<string, Lane>()
  const tell = (agent: string, at: number, text: string, status?: string) => {
    const own = lanes.get(agent) ?? { agent, status: 'running', lines: [] }
    own.lines.push({ at, text })
    if (status !== undefined) own.status = status
    lanes.set(agent, own)
  }
  for (const event of events) {
    const { at } = event
    switch (event.type) {
      case 'phase_started':
        tell('the run', at, event.phase)
        break
      case 'specialist_started':
        tell(event.agent, at, event.task, 'running')
        break
      case 'finding_reported':
        tell(event.agent, at, `${event.finding.component}: ${event.finding.summary}`)
        break
      case 'specialist_completed':
        tell(event.agent, at, event.report.summary, event.report.status)
        break
      case 'model_called':
        tell(
          event.agent,
          at,
          `${event.model}: ${tokens(event)} tokens${event.dollars === null ? '' : `, ${money(event.dollars)}`}, ${took(event.milliseconds)}`,
          event.status === 'answered' ? 'completed' : 'failed',
        )
        break
      case 'tool_called':
        tell(event.agent, at, `${event.tool} (${event.status})`)
        break
      case 'gate_decided':
        tell('the gate', at, `${event.decision}: ${event.title}`, event.decision === 'deny' ? 'failed' : 'completed')
        break
      case 'approval_requested':
        tell('the gate', at, `A person is asked: ${event.title}`, 'waiting')
        break
      case 'run_completed':
      case 'run_failed':
      case 'run_cancelled':
      case 'run_timed_out':
        if (!event.run.includes('/'))
          tell('the run', at, event.type.replace('run_', ''), event.type === 'run_completed' ? 'completed' : 'failed')
        break
      default:
        break
    }
  }
  return [...lanes.values()]
}
