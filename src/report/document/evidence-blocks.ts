import { type EvidenceIndex, placeWords } from '../evidence-index.ts'
import { type Block, code, heading, paragraph, table } from './block.ts'

/** The list of evidence: number, place, quote and who cites it. */
export function evidenceBlocks({ entries }: EvidenceIndex, level: 2 | 3): Block[] {
  if (entries.length === 0) return [heading(level, 'Evidence'), paragraph('No evidence is cited.')]
  const rows = entries.map(({ number, citation, agents }) => [
    [`E${number}`],
    [code(placeWords(citation))],
    [code(citation.quote)],
    [agents.join(', ')],
  ])
  return [heading(level, 'Evidence'), ...table(['No.', 'Where', 'Quote', 'Cited by'], rows)]
}
