import type { RunEvent } from '../core/run-event.ts'
import type { SpanMark } from './traced-span.ts'

/** What is marked in the span of a run, with words and counts of ours; undefined for what is a span of its own, or not told. */
export function markOf(event: RunEvent): SpanMark | undefined {
  const mark = (attributes: Record<string, string | number | boolean> = {}): SpanMark => ({
    at: event.at,
    name: event.type,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`watchfloor.${name}`, value])),
  })
  switch (event.type) {
    case 'run_resumed':
    case 'run_halted':
    case 'action_started':
      return mark()
    case 'phase_started':
      return mark({ phase: event.phase })
    case 'crew_chosen':
      return mark({ crew: event.crew, 'crew.agents': event.agents.length })
    case 'gate_decided':
      return mark({ 'gate.decision': event.decision, 'gate.verdicts': event.verdicts.length })
    case 'approval_requested':
      return mark({ 'approval.id': event.approval, 'approval.question': event.question })
    case 'approval_decided':
      return mark({ 'approval.id': event.approval, 'approval.decision': event.decision })
    case 'decision_requested':
      return mark({ 'decision.choices': event.choices.length })
    case 'decision_made':
      return mark()
    case 'action_performed':
      return mark({ 'action.status': event.status })
    case 'action_verified':
    case 'action_undone':
      return mark({ 'action.holds': event.holds })
    default:
      return undefined
  }
}
