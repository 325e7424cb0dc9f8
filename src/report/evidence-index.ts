import type { Analysis, Evidence } from '../core/analysis.ts'
import type { Citation } from '../core/evidence.ts'

/** A citation as zod types it: an absent line may also be `undefined`. */
export type Cited = { source: string; line?: number | undefined; quote: string }

export interface IndexedEvidence {
  /** From 1, in the order of the report: shown as `E1`. */
  number: number
  citation: Citation
  /** Who cites it, in the order of first mention. */
  agents: string[]
}

export interface EvidenceIndex {
  entries: readonly IndexedEvidence[]
  /** The number under which a citation is listed. */
  numberOf(citation: Cited): number
}

/** Numbers every place that the analysis cites, once, whoever cites it and however often. */
export function indexEvidence(analysis: Analysis): EvidenceIndex {
  const byPlace = new Map<string, IndexedEvidence>()
  for (const { agent, ...citation } of citationsOf(analysis)) {
    const place = placeOf(citation)
    const known = byPlace.get(place)
    if (known === undefined)
      byPlace.set(place, {
        number: byPlace.size + 1,
        citation: asCitation(citation),
        agents: agent === '' ? [] : [agent],
      })
    else if (agent !== '' && !known.agents.includes(agent)) known.agents.push(agent)
  }
  return { entries: [...byPlace.values()], numberOf: (citation) => byPlace.get(placeOf(citation))?.number ?? 0 }
}

function* citationsOf(analysis: Analysis): Iterable<Cited & { agent: string }> {
  for (const hypothesis of analysis.hypotheses) yield* hypothesis.evidence
  for (const action of analysis.actions) yield* action.evidence
  for (const entry of analysis.timeline) if (entry.evidence !== undefined) yield entry.evidence
  for (const figure of analysis.impact.figures) yield* figure.evidence
  for (const runbook of analysis.runbooks) for (const step of runbook.steps) yield { ...step, agent: 'runbooks' }
  for (const { agent, findings } of analysis.specialists) {
    for (const finding of findings) for (const citation of finding.citations) yield { ...citation, agent }
  }
}

/** One entry a place, with all who cite it, in the order of first mention. */
export function mergeByPlace(evidence: readonly Evidence[]): Evidence[] {
  const byPlace = new Map<string, Evidence>()
  for (const cited of evidence) {
    const agents = new Set([...(byPlace.get(placeOf(cited))?.agent.split(', ') ?? []), cited.agent])
    byPlace.set(placeOf(cited), { ...cited, agent: [...agents].join(', ') })
  }
  return [...byPlace.values()]
}

/** `logs/checkout.jsonl:880`, not yet made visible. */
export function placeWords(citation: Cited): string {
  return citation.line === undefined ? citation.source : `${citation.source}:${citation.line}`
}

function placeOf(citation: Cited): string {
  return JSON.stringify([citation.source, citation.line ?? null, citation.quote])
}

function asCitation({ source, line, quote }: Cited): Citation {
  return line === undefined ? { source, quote } : { source, line, quote }
}
