import type { CallEdge } from '../../core/evidence.ts'

/**
 * Moves blame along calls from symptom to cause: of a component's score, what its callees show as well is theirs. Returns
 * the part that stays; `share` (0 to 1) says how much of a callee's score explains its caller.
 */
export function explainAway(
  scores: ReadonlyMap<string, number>,
  edges: readonly CallEdge[],
  share: number,
): Map<string, number> {
  const strongestBelow = new Map<string, number>()
  for (const { caller, callee } of edges) {
    if (caller === callee) continue
    strongestBelow.set(caller, Math.max(strongestBelow.get(caller) ?? 0, scores.get(callee) ?? 0))
  }
  return new Map(
    [...scores].map(([node, score]) => [
      node,
      Math.max(0, score - share * Math.min(score, strongestBelow.get(node) ?? 0)),
    ]),
  )
}
