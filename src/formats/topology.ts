import { z } from 'zod'
import type { CallEdge } from '../core/evidence.ts'

const edgeSchema = z.union([
  z.tuple([z.string(), z.string()]).rest(z.unknown()),
  z.object({ caller: z.string(), callee: z.string() }),
  z.object({ source: z.string(), target: z.string() }),
  z.object({ from: z.string(), to: z.string() }),
])
const topologySchema = z.union([
  z.object({ edges: z.array(z.unknown()) }),
  z.array(z.unknown()).transform((edges) => ({ edges })),
])

/** Reads `{"edges": [["caller", "callee"], …]}` and its usual variants. Throws on anything else. */
export function parseTopology(text: string): { edges: CallEdge[]; skipped: number } {
  const { edges } = topologySchema.parse(JSON.parse(text))
  const read = edges.map(readEdge)
  const kept = read.filter((edge) => edge !== undefined)
  return { edges: kept, skipped: read.length - kept.length }
}

function readEdge(value: unknown): CallEdge | undefined {
  const edge = edgeSchema.safeParse(value).data
  if (!edge) return undefined
  if (Array.isArray(edge)) return { caller: edge[0], callee: edge[1] }
  if ('caller' in edge) return edge
  return 'source' in edge ? { caller: edge.source, callee: edge.target } : { caller: edge.from, callee: edge.to }
}
