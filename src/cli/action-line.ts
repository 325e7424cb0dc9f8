import type { RunEvent } from '../core/run-event.ts'
import { formatUtc } from '../report/text/utc-time.ts'

/** What a person is told of an action on the way; undefined for other events. */
export function actionLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'gate_decided':
      return `Gate: ${event.decision.toUpperCase()} ${event.summary} (${event.verdicts.map(({ rule, reason }) => `${rule}: ${reason}`).join('; ')})`
    case 'approval_requested':
      return `Asks for approval until ${formatUtc(new Date(event.expiresAt).toISOString())}: watchfloor approve ${event.approval}   (or: watchfloor reject ${event.approval} --reason …)`
    case 'approval_decided':
      return `${event.by} ${event.decision} ${event.approval}`
    case 'action_started':
      return `Begins: ${event.title}`
    case 'action_performed':
      return `  ${event.status}: ${event.detail}`
    case 'action_verified':
      return `  ${event.holds ? 'verified' : 'NOT VERIFIED'}: ${event.detail}`
    case 'action_undone':
      return `  ${event.holds ? 'taken back' : 'NOT TAKEN BACK'}: ${event.detail}`
    default:
      return undefined
  }
}
