import type { CallEdge, Series } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { componentSeries } from '../metrics/component-series.ts'
import { figure } from '../metrics/figure.ts'
import { type Blame, measureExcess, traceBlame } from './excess.ts'

const AGENT = 'topology-analyst'
const LEAST_SHARE = 0.05

/** Moves blame along calls from the symptom to where the waiting or failing begins. */
export function analyseTopology(
  all: Iterable<Series>,
  edges: readonly CallEdge[],
  { incident, windows }: AnalystContext,
): Finding[] {
  if (edges.length === 0 || windows.origin === 'none') return []
  const excesses = measureExcess(Array.from(all, componentSeries), windows)
  return traceBlame(excesses, edges, symptomOf(incident.symptom, edges))
    .filter((blame) => blame.share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 12)
    .map(blameFinding)
}

/** A symptom may be a call edge; blame then starts at its caller. A name that calls nobody is no start. */
function symptomOf(symptom: string | undefined, edges: readonly CallEdge[]): string | undefined {
  const start = symptom?.split('->')[0]
  return edges.some((edge) => edge.caller === start) ? start : undefined
}

function blameFinding({ component, kind, share, excess, path }: Blame): Finding {
  const { series } = excess.series
  const what = kind === 'latency' ? 'waiting' : 'failing'
  return {
    agent: AGENT,
    component,
    cause: 'unknown',
    signal: 'blame',
    role: 'cause',
    strength: Math.min(0.999, share),
    at: new Date(series.timestamps[excess.index] ?? 0).toISOString(),
    summary: `${Math.round(share * 100)}% of the ${what} seen at ${path[0] ?? component} begins at ${component}: ${series.name} went from ${figure(excess.before, series.name)} to ${figure(excess.during, series.name)}, and nothing that it calls explains it.`,
    citations: [series.cite(excess.index)],
    figures: { share, excess: excess.amount, pathLength: path.length },
  }
}
