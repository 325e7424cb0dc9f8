import type { PastIncident } from '../../core/answer.ts'
import type { RememberedIncident } from '../../core/memory.ts'

/** What is told of an earlier incident: its cause as people know it now. */
export function pastIncident({ run, at, title, remedies, judged, ...found }: RememberedIncident): PastIncident {
  const isCorrected = judged?.verdict === 'wrong'
  const { component, cause } = isCorrected ? judged : found
  return {
    run,
    at: new Date(at).toISOString(),
    title,
    ...(component !== undefined && { component }),
    ...(cause !== undefined && { cause }),
    confirmed: judged === undefined ? 'no' : isCorrected ? 'corrected' : 'confirmed',
    ...(judged?.note !== undefined && { note: judged.note }),
    // What was advised for a cause that was not the cause helps nobody.
    remedies: isCorrected ? [] : remedies,
  }
}
