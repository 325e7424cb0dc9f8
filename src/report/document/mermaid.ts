import type { Analysis } from '../../core/analysis.ts'
import { mostTelling } from '../most-telling.ts'
import { cutText, visibleText } from '../text/visible-text.ts'
import type { Block } from './block.ts'

const MOST_NODES = 30
const SUSPECT = 0.3

/** Who calls whom as a Mermaid flow chart: the suspect, the symptom and calls that went wrong are marked. Nothing without a graph. */
export function callGraphMermaid({ nodes, edges }: Analysis['callGraph']): Block[] {
  const shown = mostTelling(nodes, edges, MOST_NODES)
  if (shown.length === 0) return []
  const ids = new Map(shown.map(({ name }, index) => [name, `n${index}`]))
  const boxes = shown.map(({ name, blame, symptom }) => {
    const kind = blame >= SUSPECT ? ':::suspect' : symptom ? ':::symptom' : ''
    return `  ${ids.get(name)}["${label(name)}"]${kind}`
  })
  const arrows = edges.flatMap(({ caller, callee, anomalous }) => {
    const [from, to] = [ids.get(caller), ids.get(callee)]
    return from === undefined || to === undefined || from === to
      ? []
      : [`  ${from} ${anomalous ? '-. wrong .->' : '-->'} ${to}`]
  })
  const classes = [
    '  classDef suspect stroke:#b42318,stroke-width:3px',
    '  classDef symptom stroke:#b54708,stroke-dasharray:4',
  ]
  return [{ type: 'code', language: 'mermaid', lines: ['flowchart LR', ...boxes, ...arrows, ...classes] }]
}

/** Letters and what names are made of; whatever could end a label or begin a directive is replaced. */
function label(name: string): string {
  return cutText(visibleText(name, 120), 40).replace(/[^\p{L}\p{N} ._:/@-]/gu, '_')
}
