import type { Hypothesis } from '../core/analysis.ts'
import type { CallEdge } from '../core/evidence.ts'
import type { Finding } from '../core/finding.ts'
import type { IncidentContext } from '../core/incident.ts'
import { calibrate } from './calibrate.ts'
import { chooseCause } from './choose-cause.ts'
import { keptBesidePlatform } from './explain-by-platform.ts'
import { moveBlame } from './move-blame.ts'
import { weightOf } from './signal-weights.ts'

/** The log-odds that any one component has to beat: that none of those named is the cause. */
const NONE_OF_THEM = 2
const MOST_HYPOTHESES = 10
const MOST_EVIDENCE = 6

interface Contribution {
  finding: Finding
  /** Of the findings that stand behind this one the strongest that names a cause, or else itself. */
  naming: Finding
  signal: string
  peer?: string | undefined
  /** Log-odds. */
  weight: number
}

export interface FusionInput {
  findings: readonly Finding[]
  incident: IncidentContext
  edges: readonly CallEdge[]
}

/**
 * The rule: each finding speaks for its component with its weight (see SIGNAL_WEIGHTS); of several findings of one
 * specialist about one signal the strongest counts; what the platform explains counts for less, and what spreads to callers moves along calls; weights add up; the sums compete with each other and with "none of
 * them" as in a softmax; the result is calibrated. Findings in the role of symptom or context do not count. Best first.
 */
export function fuse({ findings, incident, edges }: FusionInput): Hypothesis[] {
  const groups = Map.groupBy(findings, ({ component }) => plainName(component))
  const named = edges.map(({ caller, callee }) => ({ caller: plainName(caller), callee: plainName(callee) }))
  const kept = keptBesidePlatform(findings)
  const weighed = moveBlame(new Map([...groups].map(([name, own]) => [name, contributionsOf(own, kept)])), named)
  const allowed = candidateFilter(incident.candidates)
  const scored = [...weighed]
    .filter(([name]) => allowed(name))
    .map(([name, contributions]) => ({
      own: groups.get(name) ?? [],
      contributions: contributions.sort((a, b) => b.weight - a.weight),
      score: contributions.reduce((sum, { weight }) => sum + weight, 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const confidences = softmax(scored.map(({ score }) => score))
  return scored
    .slice(0, MOST_HYPOTHESES)
    .map(({ own, contributions }, index) =>
      toHypothesis(own, contributions, calibrate(confidences[index] ?? 0), scored[index === 0 ? 1 : 0]?.own ?? []),
    )
}

/** `deployment/cart` and `cart` are one component. */
export function plainName(component: string): string {
  return component
    .trim()
    .toLowerCase()
    .replace(/^(?:app|service|svc|deployment|deploy|statefulset|sts|daemonset|pod|node|namespace|ns)\//, '')
}

function candidateFilter(candidates: readonly string[]): (name: string) => boolean {
  if (candidates.length === 0) return () => true
  const names = new Set(candidates.map(plainName))
  return (name) => names.has(name)
}

function contributionsOf(findings: readonly Finding[], kept: (finding: Finding) => number): Contribution[] {
  const strongest = new Map<string, Contribution>()
  for (const finding of findings) {
    if (finding.role !== 'cause') continue
    const contribution: Contribution = {
      finding,
      naming: finding,
      signal: finding.signal,
      peer: finding.peer === undefined ? undefined : plainName(finding.peer),
      weight: logOdds(finding) * kept(finding),
    }
    const key =
      weightOf(finding.agent, finding.signal).scale === 'odds' ? finding.agent : `${finding.agent}\0${finding.signal}`
    const known = strongest.get(key)
    const isStronger = !known || contribution.weight > known.weight
    const [first, second] = isStronger ? [contribution, known] : [known, contribution]
    strongest.set(key, { ...first, naming: second ? namingOf(first.naming, second.naming) : first.naming })
  }
  return [...strongest.values()].filter(({ weight }) => weight > 0)
}

/** One citation of each finding, what names the cause first and then by weight; then the second of each, and so on. */
function evidenceFor(cause: string, contributions: readonly Contribution[]): Hypothesis['evidence'] {
  const findings = new Set([
    ...contributions.filter(({ naming }) => naming.cause === cause).map(({ naming }) => naming),
    ...contributions.map(({ finding }) => finding),
  ])
  const ranked = [...findings].flatMap(({ agent, citations }) =>
    citations.map((citation, round) => ({ round, cited: { ...citation, agent } })),
  )
  return ranked
    .sort((a, b) => a.round - b.round)
    .map(({ cited }) => cited)
    .slice(0, MOST_EVIDENCE)
}

function namingOf(first: Finding, second: Finding): Finding {
  if (first.cause === 'unknown') return second.cause === 'unknown' ? first : second
  return second.cause !== 'unknown' && second.strength > first.strength ? second : first
}

function logOdds({ agent, signal, strength }: Finding): number {
  const rule = weightOf(agent, signal)
  switch (rule.scale) {
    case 'surprise':
      return rule.weight * Math.min(rule.most, -Math.log(Math.max(1e-12, 1 - strength)))
    case 'share':
      return rule.weight * strength
    case 'odds':
      return NONE_OF_THEM + Math.log(Math.max(1e-4, strength) / Math.max(1e-4, 1 - strength))
  }
}

function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(NONE_OF_THEM, ...scores)
  const weights = scores.map((score) => Math.exp(score - highest))
  const total = weights.reduce((sum, weight) => sum + weight, Math.exp(NONE_OF_THEM - highest))
  return weights.map((weight) => weight / total)
}

function toHypothesis(
  own: readonly Finding[],
  contributions: readonly Contribution[],
  confidence: number,
  rival: readonly Finding[],
): Hypothesis {
  const component = contributions[0]?.finding.component ?? own[0]?.component ?? ''
  const supportedBy = [...new Set(contributions.map(({ finding }) => finding.agent))]
  const cause = chooseCause(contributions.map(({ naming, weight }) => ({ finding: naming, weight })))
  return {
    component,
    cause,
    confidence,
    summary: (contributions.find(({ naming }) => naming.cause === cause) ?? contributions[0])?.naming.summary ?? '',
    evidence: evidenceFor(cause, contributions),
    supportedBy,
    contradictedBy: [...new Set(rival.filter((finding) => finding.role === 'cause').map(({ agent }) => agent))].filter(
      (agent) => !supportedBy.includes(agent),
    ),
    contributions: contributions.map(({ finding, weight }) => ({
      agent: finding.agent,
      signal: finding.signal,
      weight: Number(weight.toFixed(2)),
      summary: finding.summary,
    })),
  }
}
