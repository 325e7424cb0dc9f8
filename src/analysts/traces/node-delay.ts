import type { TimeShift } from './time-shift.ts'

/**
 * A slow network at one component shows on every edge into and out of it. Explains the delay of the edges by delays at
 * their ends: least squares with non-negative delays, weighted by calls, solved by coordinate descent. Milliseconds a
 * call by component; components that explain nothing are 0.
 */
export function explainByNodes(gaps: readonly TimeShift[]): Map<string, number> {
  const edges = edgeDelays(gaps)
  const delays = new Map<string, number>()
  for (const { caller, callee } of edges) {
    delays.set(caller, 0)
    delays.set(callee, 0)
  }
  for (let round = 0; round < 60; round++) {
    for (const node of delays.keys()) delays.set(node, bestDelay(node, edges, delays))
  }
  return delays
}

interface EdgeDelay {
  caller: string
  callee: string
  delay: number
  weight: number
}

function edgeDelays(gaps: readonly TimeShift[]): EdgeDelay[] {
  const edges = new Map<string, EdgeDelay & { sum: number; calls: number }>()
  for (const { caller = '', service, before, during, calls } of gaps) {
    const key = `${caller}\0${service}`
    const edge = edges.get(key) ?? { caller, callee: service, delay: 0, weight: 0, sum: 0, calls: 0 }
    edge.sum += (during - before) * calls
    edge.calls += calls
    edge.delay = Math.max(0, edge.sum / edge.calls)
    edge.weight = Math.sqrt(edge.calls)
    edges.set(key, edge)
  }
  return [...edges.values()]
}

/** A small cost for every millisecond that a node is blamed for keeps blame on few nodes. */
const SPARSITY = 0.05

function bestDelay(node: string, edges: readonly EdgeDelay[], delays: ReadonlyMap<string, number>): number {
  let sum = 0
  let weights = 0
  let scale = 0
  for (const { caller, callee, delay, weight } of edges) {
    const other = caller === node ? callee : callee === node ? caller : undefined
    if (other === undefined || other === node) continue
    sum += weight * (delay - (delays.get(other) ?? 0))
    scale += weight * delay
    weights += weight
  }
  return weights === 0 ? 0 : Math.max(0, (sum - SPARSITY * scale) / weights)
}
