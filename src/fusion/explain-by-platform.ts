import { faultFamily } from '../core/fault-taxonomy.ts'
import type { Finding } from '../core/finding.ts'

/** What services show when the platform below them is at fault. */
const SHOWN_BY_SERVICES = new Set([
  'latency',
  'errors',
  'edge-latency',
  'edge-errors',
  'edge-delay-share',
  'wire-time',
  'blame',
  'log-failure',
  'log-pattern',
  'log-error-share',
  'log-mention',
])

/**
 * A node or system component that is surely at fault explains slowness and errors of the services above it: they count for
 * less, the surer it is. Gives the share, 0 to 1, of its weight that a finding keeps.
 */
export function keptBesidePlatform(findings: readonly Finding[]): (finding: Finding) => number {
  const platform = findings
    .filter(({ role, cause }) => role === 'cause' && faultFamily(cause) === 'infrastructure')
    .toSorted((a, b) => b.strength - a.strength)[0]
  return ({ component, signal }) =>
    platform && platform.component !== component && SHOWN_BY_SERVICES.has(signal) ? 1 - platform.strength : 1
}
