import { reach } from '../../analysts/topology/excess.ts'
import type { Analysis, Hypothesis } from '../../core/analysis.ts'
import type { CallEdge } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import { own } from '../../core/own.ts'
import { plainName } from '../../fusion/fuse.ts'

/** Below this confidence a first hypothesis is a lead and not a root cause. */
const LEAST_CONFIDENCE = 0.35
/** What was not recorded may be broken. */
const MOST_HEALTHY = 0.9
/** A finding this strong is not health. */
const UNHEALTHY = 0.95

export interface Conclusion {
  verdict: Analysis['verdict']
  headline: string
  confidence: number
}

/** The verdict in one sentence. No hypothesis and nothing strong is health; a weak first hypothesis is inconclusive. */
export function conclude(
  hypotheses: readonly Hypothesis[],
  findings: readonly Finding[],
  basis: { hasEvidence: boolean; hasClock: boolean },
): Conclusion {
  const first = hypotheses[0]
  if (!basis.hasEvidence)
    return { verdict: 'inconclusive', headline: 'Nothing that could be analysed was found.', confidence: 0 }
  const isQuiet = !findings.some(({ role, strength }) => role !== 'context' && strength >= UNHEALTHY)
  if (isQuiet && (!first || first.confidence < LEAST_CONFIDENCE)) {
    if (!basis.hasClock)
      return {
        verdict: 'inconclusive',
        headline: 'Nothing stands out, but without times there is no before to compare with.',
        confidence: 0,
      }
    return {
      verdict: 'healthy',
      headline: 'Nothing in the evidence left its usual range.',
      confidence: Number(Math.min(MOST_HEALTHY, 1 - (first?.confidence ?? 0)).toFixed(2)),
    }
  }
  if (!first)
    return {
      verdict: 'inconclusive',
      headline: 'Something changed, but nothing points at one component.',
      confidence: 0,
    }
  if (first.confidence < LEAST_CONFIDENCE) {
    const others = hypotheses.slice(0, 3).map(({ component }) => component)
    return {
      verdict: 'inconclusive',
      headline: `No clear cause. First to look at: ${others.join(', ')}.`,
      confidence: first.confidence,
    }
  }
  return {
    verdict: 'root-cause',
    headline: `${own(CAUSE_WORDS, first.cause) ?? first.cause.replaceAll('-', ' ')} at ${first.component}, ${sureness(first.confidence)} sure.`,
    confidence: first.confidence,
  }
}

/** Nothing is ever 100% sure. */
function sureness(confidence: number): string {
  return confidence > 0.99 ? 'over 99%' : `${Math.round(confidence * 100)}%`
}

const CAUSE_WORDS: Record<string, string> = {
  unknown: 'The fault begins',
  'oom-killed': 'Out of memory, containers killed',
  'cpu-overload': 'CPU overload',
  'memory-leak': 'Memory leak',
  'memory-pressure': 'Memory pressure',
  'connection-pool-exhausted': 'Connection pool exhausted',
  'network-delay': 'Slow network',
  'code-exception': 'An exception in the code',
  'code-return-error': 'Wrong results from the code',
  'bad-deploy': 'A bad release',
  'bad-config': 'A bad configuration',
  'dns-failure': 'DNS failure',
}

type Agreement = Analysis['agreement'][number]

/** Where specialists point at the same component, and where one points elsewhere; pointing at its caller is no contradiction. */
export function findAgreement(
  hypotheses: readonly Hypothesis[],
  findings: readonly Finding[],
  edges: readonly CallEdge[],
): Agreement[] {
  const first = hypotheses[0]
  if (!first) return []
  const agreement: Agreement[] = []
  if (first.supportedBy.length > 1)
    agreement.push({
      kind: 'agreement',
      text: `${first.supportedBy.length} specialists point at ${first.component}.`,
      agents: first.supportedBy,
    })
  for (const [agent, own] of Map.groupBy(
    findings.filter(({ role }) => role === 'cause'),
    ({ agent }) => agent,
  )) {
    const strongest = own.reduce((a, b) => (b.strength > a.strength ? b : a))
    if (strongest.strength < 0.9 || plainName(strongest.component) === plainName(first.component)) continue
    const isCaller = reach(strongest.component, edges).has(first.component)
    agreement.push({
      kind: isCaller ? 'agreement' : 'contradiction',
      text: isCaller
        ? `${agent} finds most at ${strongest.component}, which calls ${first.component}: an effect. ${strongest.summary}`
        : `${agent} finds most at ${strongest.component}: ${strongest.summary}`,
      agents: [agent],
    })
  }
  return agreement
}
