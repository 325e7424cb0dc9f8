import type { Span } from '../../core/evidence.ts'

/** Spans joined to their parents. */
export interface SpanForest {
  spans: readonly Span[]
  parent(span: Span): Span | undefined
  children(span: Span): readonly Span[]
  /** The span by which the request entered the service: the unit of work that `span` belongs to. */
  entry(span: Span): Span
  find(traceId: string, spanId: string): Span | undefined
}

const NONE: readonly Span[] = []

/** Joins spans by trace and parent id. A parent that was not recorded makes its children roots; a cycle is cut. */
export function growForest(spans: readonly Span[]): SpanForest {
  const byId = new Map<string, Span>()
  for (const span of spans) byId.set(key(span.traceId, span.spanId), span)
  const parents = new Map<Span, Span>()
  const children = new Map<Span, Span[]>()
  for (const span of spans) {
    const parent = span.parentSpanId ? byId.get(key(span.traceId, span.parentSpanId)) : undefined
    if (!parent || parent === span) continue
    parents.set(span, parent)
    const siblings = children.get(parent)
    if (siblings) siblings.push(span)
    else children.set(parent, [span])
  }
  const entries = new Map<Span, Span>()
  return {
    spans,
    parent: (span) => parents.get(span),
    children: (span) => children.get(span) ?? NONE,
    entry: (span) => findEntry(span, parents, entries),
    find: (traceId, spanId) => byId.get(key(traceId, spanId)),
  }
}

function key(traceId: string, spanId: string): string {
  return `${traceId}\0${spanId}`
}

function findEntry(span: Span, parents: Map<Span, Span>, known: Map<Span, Span>): Span {
  const path: Span[] = []
  const seen = new Set<Span>()
  let at = span
  let entry = known.get(at)
  while (!entry) {
    path.push(at)
    seen.add(at)
    const parent = parents.get(at)
    if (!parent || parent.service !== at.service || seen.has(parent)) entry = at
    else {
      at = parent
      entry = known.get(at)
    }
  }
  for (const member of path) known.set(member, entry)
  return entry
}

/** Milliseconds of `span` that none of its children covers; children are clipped to the parent, since clocks differ. */
export function selfTime(span: Span, children: readonly Span[]): number {
  const end = span.startedAt + span.duration
  const covered = children
    .map(
      (child) => [Math.max(child.startedAt, span.startedAt), Math.min(child.startedAt + child.duration, end)] as const,
    )
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0])
  let busy = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const [from, to] of covered) {
    if (to <= reached) continue
    busy += to - Math.max(from, reached)
    reached = to
  }
  return Math.max(0, span.duration - busy)
}
