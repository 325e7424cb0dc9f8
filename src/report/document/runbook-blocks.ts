import type { Analysis } from '../../core/analysis.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import { certainty, percent } from '../text/report-words.ts'
import { actionBlock } from './action-blocks.ts'
import { type Block, code, evidence, heading, list, paragraph } from './block.ts'
import type { ProseOf } from './prose.ts'

const SIGNS = 6

/** How to know the incident when it comes again, and what to do, with commands to copy. */
export function runbookBlocks(analysis: Analysis, index: EvidenceIndex, prose: ProseOf): Block[] {
  const { hypotheses, specialists, runbooks, prevention } = analysis
  const [best] = hypotheses
  const signs = specialists
    .flatMap(({ findings }) => findings)
    .filter(({ role, component }) => role !== 'context' && (role === 'symptom' || component === best?.component))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, SIGNS)
  const actions = orderedActions(analysis)
  const of = (kind: string) =>
    actions.filter((action) => action.kind === kind).flatMap((action, place) => actionBlock(action, place + 1, index))
  const escalation = [...new Set(runbooks.flatMap(({ escalateTo }) => escalateTo ?? []))]
  return [
    paragraph('For whoever is on call. Drafted from one incident; to be tried and completed before it is relied on.'),
    ...prose('summary'),
    heading(2, 'How to recognise it'),
    ...prose('recognise'),
    ...list(
      signs.map(({ component, summary, citations }) => [
        code(component),
        ' ',
        summary,
        ...evidence(citations.map(index.numberOf)),
      ]),
    ),
    paragraph(
      ...(best && analysis.verdict === 'root-cause'
        ? [
            'Cause that time: ',
            code(best.component),
            ` (${best.cause}), ${certainty(best.confidence)} (${percent(best.confidence)}). ${best.summary}`,
          ]
        : ['The cause was not found that time.']),
    ),
    heading(2, 'Check first'),
    ...prose('check'),
    ...orNothing(of('check'), 'Nothing is known that could be checked.'),
    heading(2, 'Mitigate'),
    ...prose('mitigate'),
    ...orNothing(of('mitigate'), 'To fill in.'),
    heading(2, 'Mend'),
    ...orNothing(of('fix'), 'To fill in.'),
    heading(2, 'Know that it is over'),
    ...prose('verify'),
    ...orNothing(
      list(
        [...new Set(actions.filter(({ effect }) => effect !== 'read').map(({ verify }) => verify))].map((verify) => [
          verify,
        ]),
      ),
      'To fill in.',
    ),
    heading(2, 'Whom to call'),
    ...orNothing(list(escalation.map((who) => [who])), 'To fill in.'),
    heading(2, 'So that it does not come again'),
    ...orNothing(list(prevention.map(({ title, why }) => [`${title}: ${why}`])), 'To fill in.'),
  ]
}

function orNothing(blocks: Block[], otherwise: string): Block[] {
  return blocks.length > 0 ? blocks : [paragraph(otherwise)]
}
