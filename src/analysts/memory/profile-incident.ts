import type { Analysis } from '../../core/analysis.ts'
import type { IncidentProfile } from '../../core/memory.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import { messageSignature } from '../logs/message-signature.ts'

const MOST_PATTERNS = 60
const MOST_REMEDIES = 3
const LONGEST = 300

/** What is worth remembering of an analysis, which must be masked already. */
export function profileIncident(run: string, at: number, analysis: Analysis): IncidentProfile {
  const [best] = analysis.verdict === 'root-cause' ? analysis.hypotheses : []
  const began = analysis.window.incident?.from
  const telling = analysis.specialists
    .flatMap(({ findings }) => findings)
    .filter(({ role }) => role !== 'context')
    .sort((a, b) => b.strength - a.strength)
  const patterns = telling.flatMap(({ component, cause, signal, citations }) => [
    cause === 'unknown' ? `${signal} at ${component}` : `${cause} at ${component}`,
    ...(signal.startsWith('log') ? citations.slice(0, 1).map(({ quote }) => messageSignature(quote)) : []),
  ])
  return {
    run,
    at,
    incidentId: analysis.incidentId,
    ...(began !== undefined && { beganAt: Date.parse(began) }),
    title: analysis.title.slice(0, LONGEST),
    headline: analysis.headline.slice(0, LONGEST),
    summary: best?.summary.slice(0, LONGEST) ?? '',
    ...(best && { component: best.component, cause: best.cause }),
    patterns: [...new Set(patterns)].slice(0, MOST_PATTERNS),
    remedies: orderedActions(analysis)
      .filter(({ kind }) => kind === 'mitigate' || kind === 'fix')
      .slice(0, MOST_REMEDIES)
      .map(({ title }) => title),
  }
}
