import type { Analysis } from '../core/analysis.ts'

type CallGraph = Analysis['callGraph']
type Node = CallGraph['nodes'][number]

/** Of a large graph the blamed, the symptom and their neighbours; all of a small one. */
export function mostTelling(nodes: readonly Node[], edges: CallGraph['edges'], most: number): readonly Node[] {
  const unique = [...new Map(nodes.map((node) => [node.name, node])).values()]
  if (unique.length <= most) return unique
  const telling = new Set(unique.filter(({ blame, symptom }) => symptom || blame >= 0.05).map(({ name }) => name))
  const near = new Set(
    edges.flatMap(({ caller, callee, anomalous }) =>
      anomalous || telling.has(caller) || telling.has(callee) ? [caller, callee] : [],
    ),
  )
  const rank = ({ name, blame, symptom }: Node) => blame + (symptom ? 2 : 0) + (near.has(name) ? 0.04 : 0)
  return unique.sort((a, b) => rank(b) - rank(a)).slice(0, most)
}
