import { type Attributes, type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/** A span that has ended. Times are milliseconds since the epoch. */
export interface TracedSpan {
  trace: string
  id: string
  /** Undefined for the root of a trace. */
  parent: string | undefined
  /** Whether the parent was made by another process. */
  isParentRemote: boolean
  name: string
  kind: 'internal' | 'client'
  startedAt: number
  endedAt: number
  attributes: Attributes
  events: readonly SpanMark[]
  /** How many more events there were. */
  droppedEvents: number
  hasFailed: boolean
}

/** Something that happened within a span. */
export interface SpanMark {
  at: number
  name: string
  attributes: Attributes
}

const NO_EVENTS: ReadableSpan['events'] = []
const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const

/** Who makes the spans: the service with its attributes, and the version of this program. */
export interface SpanOrigin {
  resource: Resource
  version: string
}

/** The span as exporters of OpenTelemetry take it. */
export function readableSpan(span: TracedSpan, { resource, version }: SpanOrigin): ReadableSpan {
  const contextOf = (spanId: string) => ({ traceId: span.trace, spanId, traceFlags: TraceFlags.SAMPLED })
  const context = contextOf(span.id)
  return {
    name: span.name,
    kind: KINDS[span.kind],
    spanContext: () => context,
    ...(span.parent !== undefined && {
      parentSpanContext: { ...contextOf(span.parent), isRemote: span.isParentRemote },
    }),
    startTime: hrTime(span.startedAt),
    endTime: hrTime(span.endedAt),
    duration: hrTime(span.endedAt - span.startedAt),
    status: { code: span.hasFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: span.attributes,
    links: [],
    events:
      span.events.length === 0
        ? NO_EVENTS
        : span.events.map(({ at, name, attributes }) => ({ time: hrTime(at), name, attributes })),
    ended: true,
    resource,
    instrumentationScope: { name: 'watchfloor', version },
    droppedAttributesCount: 0,
    droppedEventsCount: span.droppedEvents,
    droppedLinksCount: 0,
  }
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1_000)
  return [seconds, Math.round((milliseconds - seconds * 1_000) * 1e6)]
}
