import { isDeepStrictEqual } from 'node:util'
import type { ReceivedSpan } from './otlp-receiver.ts'

/** Clocks of events are read in whole milliseconds, a few of them one after the other. Nanoseconds. */
const GRAIN = 3_000_000n

/** Each span once, as it came first. */
export function distinct(spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  return [...new Map(spans.toReversed().map((span) => [span.id, span])).values()].reverse()
}

/** What is wrong with spans that should be one tree; empty where nothing is. */
export function wrongWith(all: readonly ReceivedSpan[]): string[] {
  const spans = new Map(distinct(all).map((span) => [span.id, span]))
  const wrong: string[] = []
  const roots = [...spans.values()].filter(({ parent }) => parent === undefined)
  if (roots.length !== 1) wrong.push(`${roots.length} roots: ${roots.map(({ name }) => name)}`)
  if (new Set(all.map(({ trace }) => trace)).size !== 1) wrong.push('several traces')
  for (const span of all)
    if (!isDeepStrictEqual(content(span), content(spans.get(span.id))))
      wrong.push(`${span.name} came with two contents`)
  for (const { name, start, end, parent } of spans.values()) {
    if (end < start) wrong.push(`${name} ends before it begins`)
    const above = parent === undefined ? undefined : spans.get(parent)
    if (parent !== undefined && !above) wrong.push(`${name} has no parent`)
    if (above && (start < above.start - GRAIN || end > above.end + GRAIN))
      wrong.push(`${name} is not within ${above.name}`)
  }
  return wrong
}

/** Which process told it does not matter. */
function content(span: ReceivedSpan | undefined): unknown {
  return span && { ...span, service: { ...span.service, 'service.instance.id': '' } }
}

/** The names above a span, the nearest first. */
export function above(span: ReceivedSpan | undefined, spans: readonly ReceivedSpan[]): string[] {
  const parent = spans.find(({ id }) => id === span?.parent)
  return parent ? [parent.name, ...above(parent, spans)] : []
}

/** Everything that the spans say in words. */
export function wordsOf(spans: readonly ReceivedSpan[]): string {
  return spans
    .flatMap(({ name, attributes, events }) => [
      name,
      ...Object.values(attributes),
      ...events.flatMap((event) => [event.name, ...Object.values(event.attributes)]),
    ])
    .join('\n')
}
