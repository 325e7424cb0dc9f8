import type { Analysis, Hypothesis } from '../../core/analysis.ts'
import { type EvidenceIndex, mergeByPlace, placeWords } from '../evidence-index.ts'
import { certainty, percent } from '../text/report-words.ts'
import { type Block, code, evidence, heading, type Inline, list, paragraph, strong, table } from './block.ts'

/** Why the first hypothesis is believed. */
export function hypothesisBlocks({ hypotheses }: Analysis, index: EvidenceIndex): Block[] {
  const [best] = hypotheses
  if (best === undefined) return []
  const quotes = mergeByPlace(best.evidence).map((cited): Inline[] => [
    code(placeWords(cited)),
    `: `,
    code(cited.quote),
    ...evidence([index.numberOf(cited)]),
  ])
  return [heading(2, 'Why'), paragraph(best.summary), ...list(quotes), ...contributionBlocks(best)]
}

/** The others, in the order of their confidence. */
export function otherHypothesisBlocks({ hypotheses }: Analysis, index: EvidenceIndex): Block[] {
  const others = hypotheses.slice(1)
  if (others.length === 0) return []
  return [heading(2, 'Other hypotheses'), ...others.flatMap((other) => otherBlocks(other, index))]
}

function otherBlocks(other: Hypothesis, index: EvidenceIndex): Block[] {
  const numbers = evidence(other.evidence.map(index.numberOf))
  return [
    paragraph(
      strong(percent(other.confidence)),
      ` ${certainty(other.confidence)}: `,
      code(other.component),
      ', ',
      code(other.cause),
      '. ',
      other.summary,
      ...numbers,
    ),
    ...contributionBlocks(other),
  ]
}

/** Who supports it, who does not, and what each kind of evidence added to its score. */
export function contributionBlocks(hypothesis: Hypothesis): Block[] {
  const rows = hypothesis.contributions.map(({ agent, signal, weight, summary }) => [
    [agent],
    [signal],
    [signed(weight)],
    [summary],
  ])
  const support = `Supported by: ${names(hypothesis.supportedBy)}. Contradicted by: ${names(hypothesis.contradictedBy)}.`
  return [paragraph(support), ...table(['Specialist', 'Signal', 'Weight (log-odds)', 'What it says'], rows)]
}

export function agreementBlocks({ agreement }: Analysis): Block[] {
  const items = agreement.map(({ kind, text, agents }): Inline[] => [
    strong(kind === 'agreement' ? 'Agree' : 'Contradict'),
    ` (${agents.join(', ')}): `,
    text,
  ])
  return items.length === 0 ? [] : [heading(2, 'Agreement and contradiction'), ...list(items)]
}

export function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`
}

function names(agents: readonly string[]): string {
  return agents.length === 0 ? 'nobody' : agents.join(', ')
}
