import { z } from 'zod'
import type { OtlpAttribute } from '../../formats/otlp-line.ts'
import type { ReadSpan } from '../web/gather-spans.ts'

const tagSchema = z.object({ key: z.string(), type: z.string().optional(), value: z.unknown() })
const number = z.coerce.number().int().nonnegative()
const spanSchema = z.object({
  traceID: z.string().min(1),
  spanID: z.string().min(1),
  /** Of versions before references. */
  parentSpanID: z.string().optional(),
  operationName: z.string(),
  references: z
    .array(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() }))
    .nullish()
    .transform((list) => list ?? []),
  /** Microseconds, since the epoch and long. */
  startTime: number,
  duration: number,
  tags: z.array(tagSchema).nullish(),
  logs: z.array(z.object({ timestamp: number, fields: z.array(tagSchema).nullish() })).nullish(),
  processID: z.string().optional(),
})
type JaegerTag = z.infer<typeof tagSchema>
type JaegerSpan = z.infer<typeof spanSchema>

const processSchema = z.object({ serviceName: z.string(), tags: z.array(tagSchema).nullish() })

/** A trace in the JSON of Jaeger's query service (its `model/json`), which others speak too. */
export const jaegerTraceSchema = z.object({
  traceID: z.string().min(1),
  spans: z.array(spanSchema),
  processes: z
    .record(z.string(), processSchema)
    .nullish()
    .transform((processes) => processes ?? {}),
})
export type JaegerTrace = z.infer<typeof jaegerTraceSchema>

const KINDS = ['internal', 'server', 'client', 'producer', 'consumer']
const ERROR = 2
const OK = 1

/** The longest span of a service, in milliseconds. */
export function durationIn({ spans, processes }: JaegerTrace, service: string): number {
  const own = spans.filter(({ processID }) => processes[processID ?? '']?.serviceName === service)
  return own.reduce((longest, { duration }) => Math.max(longest, duration / 1_000), 0)
}

/** The spans of a trace as OTLP writes them, with parents, kinds, status and attributes. */
export function spansOfJaeger({ spans, processes }: JaegerTrace): ReadSpan[] {
  return spans.map((span) => {
    const process = processes[span.processID ?? '']
    const service = { key: 'service.name', value: { stringValue: process?.serviceName ?? 'unknown' } }
    const others = attributesOf(process?.tags).filter(({ key }) => key !== 'service.name')
    const tag = (key: string) => span.tags?.find((one) => one.key === key)?.value
    const start = BigInt(span.startTime) * 1_000n
    return {
      resource: [service, ...others],
      span: {
        traceId: span.traceID,
        spanId: span.spanID,
        parentSpanId: parentOf(span),
        name: span.operationName,
        kind: Math.max(0, KINDS.indexOf(String(tag('span.kind')))) + 1,
        startTimeUnixNano: String(start),
        endTimeUnixNano: String(start + BigInt(span.duration) * 1_000n),
        attributes: attributesOf(span.tags),
        status: statusOf(tag),
        events: span.logs?.map(({ timestamp, fields }) => ({
          timeUnixNano: String(BigInt(timestamp) * 1_000n),
          name: String(fields?.find(({ key }) => key === 'event')?.value ?? ''),
          attributes: attributesOf(fields),
        })),
      },
    }
  })
}

function parentOf({ traceID, references, parentSpanID }: JaegerSpan): string | undefined {
  // A reference to another trace is a link.
  const own = references.filter((reference) => reference.traceID === traceID)
  return (own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0])?.spanID ?? (parentSpanID || undefined)
}

function statusOf(tag: (key: string) => unknown): { code?: number; message?: string } {
  const failed = String(tag('error')).toLowerCase() === 'true' || tag('otel.status_code') === 'ERROR'
  const message = tag('otel.status_description')
  if (failed) return { code: ERROR, ...(typeof message === 'string' && { message }) }
  return tag('otel.status_code') === 'OK' ? { code: OK } : {}
}

function attributesOf(tags: readonly JaegerTag[] | null | undefined): OtlpAttribute[] {
  return (tags ?? []).flatMap(({ key, type, value }) => {
    if (value === null || value === undefined || type === 'binary') return []
    if (type === 'bool' || typeof value === 'boolean') return { key, value: { boolValue: String(value) === 'true' } }
    if (type === 'int64' || type === 'long') return { key, value: { intValue: String(value) } }
    if (type === 'float64' || type === 'double') return { key, value: { doubleValue: Number(value) } }
    return { key, value: { stringValue: typeof value === 'object' ? JSON.stringify(value) : String(value) } }
  })
}
