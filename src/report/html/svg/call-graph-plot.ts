import { Graph, layout } from '@dagrejs/dagre'
import { curveBasis, line } from 'd3-shape'
import type { Analysis } from '../../../core/analysis.ts'
import { mostTelling } from '../../most-telling.ts'
import { percent } from '../../text/report-words.ts'
import { cutText, visibleText } from '../../text/visible-text.ts'
import { html, NOTHING, type SafeHtml } from '../safe-html.ts'
import { drawing } from './drawing.ts'

type CallGraph = Analysis['callGraph']
type Node = CallGraph['nodes'][number]
interface Point {
  x: number
  y: number
}

const MOST_NODES = 24
const NODE_HEIGHT = 46

/**
 * Who calls whom, callers on the left (layered after Gansner et al. 1993, by dagre). Blame shows as a colour, as a
 * border and as a number; the symptom is named. Of a large graph the blamed, the symptom and their neighbours are drawn.
 */
export function callGraphPlot({ nodes, edges }: CallGraph): SafeHtml {
  const chosen = mostTelling(nodes, edges, MOST_NODES)
  if (chosen.length === 0) return NOTHING
  const ids = new Map(chosen.map(({ name }, index) => [name, String(index)]))
  const drawn = edges
    .filter(({ caller, callee }) => ids.has(caller) && ids.has(callee) && caller !== callee)
    .slice(0, 4 * MOST_NODES)
  const graph = new Graph().setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 54, marginx: 6, marginy: 6 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of chosen) graph.setNode(ids.get(node.name) ?? '', { width: widthOf(node), height: NODE_HEIGHT })
  for (const { caller, callee } of drawn) graph.setEdge(ids.get(caller) ?? '', ids.get(callee) ?? '')
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  const lines = drawn.map((edge) =>
    edgePath(graph.edge(ids.get(edge.caller) ?? '', ids.get(edge.callee) ?? '').points, edge.anomalous),
  )
  const boxes = chosen.map((node) => nodeBox(node, graph.node(ids.get(node.name) ?? '')))
  const left = nodes.length - chosen.length
  const note = left > 0 ? html`<p class="note">${left} components without blame are not drawn.</p>` : NOTHING
  const picture = drawing({ name: 'Call graph', description: describe(chosen), width, height, fixed: true }, [
    ...lines,
    ...boxes,
  ])
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Call graph, to be scrolled">${picture}</div>${note}`
}

function label(name: string): string {
  return cutText(visibleText(name, 120), 26)
}

function blameWords({ blame, symptom }: Node): string {
  return [blame > 0 ? `blame ${percent(blame)}` : 'no blame', ...(symptom ? ['symptom'] : [])].join(' · ')
}

/** Widths of letters differ from font to font: room enough for a wide one. */
function widthOf(node: Node): number {
  return Math.max(112, [...label(node.name)].length * 8.2 + 24, blameWords(node).length * 7 + 16)
}

/** The class of a box by its blame. */
const BLAME_LEVELS: readonly (readonly [number, string])[] = [
  [0.6, 'blame-high'],
  [0.3, 'blame-middle'],
  [0.05, 'blame-low'],
]

function nodeBox(node: Node, { x = 0, y = 0, width }: { x?: number; y?: number; width: number }): SafeHtml {
  const level = BLAME_LEVELS.find(([from]) => node.blame >= from)?.[1] ?? 'blame-none'
  const [left, top] = [x - width / 2, y - NODE_HEIGHT / 2]
  const ring = node.symptom
    ? html`<rect class="ring" x="${left - 4}" y="${top - 4}" width="${width + 8}" height="${NODE_HEIGHT + 8}" rx="9"/>`
    : NOTHING
  return html`<g class="${level}">${ring}
<rect class="node" x="${left}" y="${top}" width="${width}" height="${NODE_HEIGHT}" rx="6"/>
<text class="name" x="${x}" y="${y - 3}" text-anchor="middle">${label(node.name)}</text>
<text class="tick" x="${x}" y="${y + 14}" text-anchor="middle">${blameWords(node)}</text></g>`
}

function edgePath(points: readonly Point[], anomalous: boolean): SafeHtml {
  const path =
    line<Point>(
      (point) => point.x,
      (point) => point.y,
    )
      .curve(curveBasis)
      .digits(1)([...points]) ?? ''
  const kind = anomalous ? 'edge anomalous' : 'edge'
  return html`<path class="${kind}" d="${path}"/><path class="${kind} head" d="${arrowHead(points)}"/>`
}

/** A triangle at the end of the line, turned to where its last piece goes. */
function arrowHead(points: readonly Point[]): string {
  const tip = points.at(-1) ?? { x: 0, y: 0 }
  const before = points.at(-2) ?? tip
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x)
  const corner = (turn: number) =>
    `${(tip.x - 8 * Math.cos(angle + turn)).toFixed(1)} ${(tip.y - 8 * Math.sin(angle + turn)).toFixed(1)}`
  return `M${tip.x.toFixed(1)} ${tip.y.toFixed(1)}L${corner(0.42)}L${corner(-0.42)}Z`
}

function describe(nodes: readonly Node[]): string {
  const blamed = nodes
    .filter(({ blame }) => blame > 0)
    .sort((a, b) => b.blame - a.blame)
    .slice(0, 5)
  const symptom = nodes.find((node) => node.symptom)
  const blame = blamed.map(({ name, blame: share }) => `${label(name)} ${percent(share)}`).join(', ')
  return `Blame: ${blame === '' ? 'none' : blame}. Symptom: ${symptom === undefined ? 'none' : label(symptom.name)}.`
}
