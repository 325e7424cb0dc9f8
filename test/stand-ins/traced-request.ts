/** A span as tests give it, whatever system keeps it. Times in milliseconds. */
export interface TracedSpan {
  /** 32 and 16 hexadecimal digits. */
  traceId: string
  spanId: string
  parentId?: string
  service: string
  namespace?: string
  pod?: string
  name: string
  kind: 'server' | 'client' | 'internal'
  at: number
  duration: number
  failed?: string
  httpStatus?: number
}

/** Spans by their traces, in the order in which the traces began. */
export function byTrace(spans: readonly TracedSpan[]): [traceId: string, spans: TracedSpan[]][] {
  const began = (members: readonly TracedSpan[]) => Math.min(...members.map(({ at }) => at))
  return [...Map.groupBy(spans, ({ traceId }) => traceId)].sort(([, a], [, b]) => began(a) - began(b))
}
