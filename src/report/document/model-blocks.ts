import type { Analysis } from '../../core/analysis.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import { reorderWords, spendWords } from '../text/model-words.ts'
import { type Block, evidence, heading, type Inline, list, paragraph, strong } from './block.ts'

/** What the model made of it, named as such; nothing where none was asked. */
export function modelBlocks({ model }: Analysis, index: EvidenceIndex): Block[] {
  if (model === null) return []
  const reorder = reorderWords(model)
  const struck = model.struck === 0 ? '' : ` ${model.struck} citations that stand nowhere were struck out.`
  return [
    heading(2, 'What the model makes of it'),
    ...(model.summary === '' ? [] : [paragraph(model.summary)]),
    ...(reorder === undefined ? [] : [paragraph(reorder)]),
    ...list(model.connections.map((one): Inline[] => [one.text, ...evidence(one.evidence.map(index.numberOf))])),
    ...list(
      model.specialists
        .filter(({ text }) => text !== '')
        .map((one): Inline[] => [strong(one.agent), `: ${one.text}`, ...evidence(one.evidence.map(index.numberOf))]),
    ),
    ...list(
      model.choices.map(({ agent, model: name, reason }): Inline[] => [
        strong(agent),
        ` worked with ${name}: ${reason}`,
      ]),
    ),
    paragraph(`${model.problem === undefined ? '' : `${model.problem} `}${spendWords(model)}.${struck}`),
  ]
}
