import { appendFileSync } from 'node:fs'
import { type AttributeValue, type FinishedSpan, otlpLine } from '../otlp-line.ts'
import { childSpan, type TraceContext } from '../trace-context.ts'

/** The spans that one request makes in one service. */
export interface RequestTrace {
  readonly context: TraceContext
  /** Runs `work` as a span below the server span; what it throws marks the span and is thrown on. */
  span<T>(kind: 'client' | 'internal', name: string, attributes: Attributes, work: SpanWork<T>): Promise<T>
  /** Ends the server span and writes all spans of the request, if the trace is sampled. */
  end(name: string, attributes: Attributes, error?: Error): void
}

/** `attributes` may be added to until the span ends. */
export type SpanWork<T> = (context: TraceContext, attributes: Attributes) => Promise<T>

export type Attributes = Record<string, AttributeValue>

const EPOCH_OFFSET = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()

/** `file` gets OTLP/JSON lines; nothing is written where it is undefined. */
export function requestTrace(
  resource: Attributes,
  context: TraceContext,
  parentSpanId: string | undefined,
  file: string | undefined,
): RequestTrace {
  const startedAt = now()
  const spans: FinishedSpan[] = []
  return {
    context,
    async span(kind, name, attributes, work) {
      const own = childSpan(context)
      const began = now()
      const finish = (error?: Error) =>
        spans.push({
          ...ids(own, context.spanId),
          name,
          kind,
          startedAt: began,
          endedAt: now(),
          attributes,
          ...failure(error),
        })
      try {
        const result = await work(own, attributes)
        finish()
        return result
      } catch (error) {
        finish(asError(error))
        throw error
      }
    },
    end(name, attributes, error) {
      if (!context.sampled || file === undefined) return
      spans.unshift({
        ...ids(context, parentSpanId),
        name,
        kind: 'server',
        startedAt,
        endedAt: now(),
        attributes,
        ...failure(error),
      })
      appendFileSync(file, `${otlpLine(resource, spans)}\n`)
    },
  }
}

function ids({ traceId, spanId }: TraceContext, parentSpanId: string | undefined) {
  return { traceId, spanId, ...(parentSpanId && { parentSpanId }) }
}

function failure(error: Error | undefined): Pick<FinishedSpan, 'error'> {
  return error ? { error: { type: error.name, message: error.message } } : {}
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

function now(): bigint {
  return process.hrtime.bigint() + EPOCH_OFFSET
}
