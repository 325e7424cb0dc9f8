import type { Analysis } from '../../core/analysis.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import { percent } from '../text/report-words.ts'
import { formatUtc } from '../text/utc-time.ts'
import { type Block, code, heading, type Inline, list, paragraph, table } from './block.ts'
import { callGraphMermaid } from './mermaid.ts'
import type { ProseOf } from './prose.ts'

const MOST_ROWS = 60
/** So many callers make a component one on which much depends. */
const MANY = 3

/** The components and their calls as the evidence shows them, with a diagram. */
export function architectureBlocks(analysis: Analysis, _index: EvidenceIndex, prose: ProseOf): Block[] {
  const { nodes, edges } = analysis.callGraph
  const callers = (name: string) => [
    ...new Set(edges.filter(({ callee }) => callee === name).map(({ caller }) => caller)),
  ]
  const callees = (name: string) => [
    ...new Set(edges.filter(({ caller }) => caller === name).map(({ callee }) => callee)),
  ]
  const names = (all: string[]): Inline[] =>
    all.flatMap((name, place): Inline[] => [...(place > 0 ? [', '] : []), code(name)])
  const rows = nodes
    .slice(0, MOST_ROWS)
    .map(({ name, blame, symptom }): Inline[][] => [
      [code(name)],
      names(callers(name)),
      names(callees(name)),
      [[...(symptom ? ['where it showed'] : []), ...(blame > 0 ? [`blame ${percent(blame)}`] : [])].join(', ')],
    ])
  const central = nodes.map(({ name }) => ({ name, by: callers(name).length })).filter(({ by }) => by >= MANY)
  const ends = nodes.filter(({ name }) => callees(name).length === 0 && callers(name).length > 0)
  const diagram = callGraphMermaid(analysis.callGraph)
  return [
    paragraph(
      `As seen in the evidence of incident `,
      code(analysis.incidentId),
      ` on ${formatUtc(analysis.generatedAt)}. A call that did not happen then is not in it.`,
    ),
    ...prose('summary'),
    heading(2, 'Who calls whom'),
    ...(diagram.length > 0 ? diagram : [paragraph('The evidence holds neither traces nor a topology.')]),
    ...prose('dependencies'),
    heading(2, 'Components'),
    ...prose('components'),
    ...table(['Component', 'Called by', 'Calls', 'In the incident'], rows),
    ...(nodes.length > MOST_ROWS ? [paragraph(`${nodes.length - MOST_ROWS} more are left out.`)] : []),
    heading(2, 'Where it is weak'),
    ...prose('weaknesses'),
    ...list([
      ...central.map(({ name, by }): Inline[] => [code(name), ` is called by ${by} others: they depend on it.`]),
      ...(ends.length === 0
        ? []
        : [
            [
              ...names(ends.map(({ name }) => name)),
              ': call nothing further; a store, a system outside, or not traced.',
            ],
          ]),
      ...analysis.prevention.map(({ title, why }): Inline[] => [`${title}: ${why}`]),
    ]),
  ]
}
