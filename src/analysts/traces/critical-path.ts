import type { Span } from '../../core/evidence.ts'
import { type SpanForest, selfTime } from './span-forest.ts'

export interface CriticalPath {
  /** Spans from the root down: each the child that its parent waited for longest at the end. */
  spans: readonly Span[]
  /** The span of the path with the most time of its own, and that time in milliseconds. */
  heaviest: Span
  own: number
}

const DEEPEST = 50

/**
 * The critical path of a request: from its root always to the child that ends last, since nothing that ended earlier
 * could have held the answer up (as in Yang and Miller, ICDCS 1988).
 */
export function criticalPath(root: Span, forest: SpanForest): CriticalPath {
  const spans = [root]
  for (let at = root; spans.length < DEEPEST; ) {
    const next = forest.children(at).reduce<Span | undefined>((a, b) => (a && endOf(a) >= endOf(b) ? a : b), undefined)
    if (!next || spans.includes(next)) break
    spans.push(next)
    at = next
  }
  const own = spans.map((span) => selfTime(span, forest.children(span)))
  const most = own.indexOf(Math.max(...own))
  return { spans, heaviest: spans[most] ?? root, own: own[most] ?? 0 }
}

function endOf({ startedAt, duration }: Span): number {
  return startedAt + duration
}

/** The slowest request among those given; undefined without any. */
export function slowestRoot(forest: SpanForest, isWanted: (span: Span) => boolean): Span | undefined {
  return forest.spans
    .filter((span) => forest.parent(span) === undefined && isWanted(span))
    .reduce<Span | undefined>((a, b) => (a && a.duration >= b.duration ? a : b), undefined)
}
