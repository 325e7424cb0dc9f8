import { z } from 'zod'
import type { ReadSpan } from '../web/gather-spans.ts'

const attributesSchema = z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([])
const spanSchema = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  startTimeUnixNano: z.coerce.string().regex(/^\d+$/),
  endTimeUnixNano: z.coerce.string().regex(/^\d+$/),
})
const scopesSchema = z.array(z.object({ spans: z.array(spanSchema).default([]) }))
const resourcesSchema = z.array(
  z.object({
    resource: z.object({ attributes: attributesSchema }).optional(),
    scopeSpans: scopesSchema.optional(),
    instrumentationLibrarySpans: scopesSchema.optional(),
  }),
)

/** A trace as version 2 of the API gives it, or version 1 and its older names. */
export const tempoTraceSchema = z.object({
  trace: z.object({ resourceSpans: resourcesSchema.optional(), batches: resourcesSchema.optional() }).optional(),
  batches: resourcesSchema.optional(),
  resourceSpans: resourcesSchema.optional(),
  status: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
})
export type TempoTrace = z.infer<typeof tempoTraceSchema>

/** The spans of a trace, with their ids in hexadecimal: Tempo writes bytes in base 64, which OTLP's own JSON does not. */
export function spansOfTempo({ trace, batches, resourceSpans }: TempoTrace): ReadSpan[] {
  const resources = trace?.resourceSpans ?? trace?.batches ?? resourceSpans ?? batches ?? []
  return resources.flatMap(({ resource, scopeSpans, instrumentationLibrarySpans }) =>
    (scopeSpans ?? instrumentationLibrarySpans ?? []).flatMap(({ spans }) =>
      spans.map((span) => ({
        resource: resource?.attributes ?? [],
        span: {
          ...span,
          traceId: hexadecimal(span.traceId),
          spanId: hexadecimal(span.spanId),
          parentSpanId: parentOf(span.parentSpanId),
          // Their ids are bytes as well, and nobody reads them.
          links: undefined,
        },
      })),
    ),
  )
}

function parentOf(id: string | undefined): string | undefined {
  const parent = hexadecimal(id ?? '')
  return /^0*$/.test(parent) ? undefined : parent
}

/** An id has 8 or 16 bytes: no length of one notation is one of the other. */
function hexadecimal(id: string): string {
  return /^(?:[0-9a-f]{16}){1,2}$/i.test(id) ? id.toLowerCase() : Buffer.from(id, 'base64').toString('hex')
}
