import type { Span } from '../../core/evidence.ts'
import { mean, median, quantile } from '../statistics/robust.ts'
import { surpriseOfZ } from '../statistics/surprise.ts'
import { type SpanForest, selfTime } from './span-forest.ts'

/** Where the time of requests went: inside a service, or between a caller and a callee. */
export interface TimeShift {
  /** `service` for own work, `caller->callee` for time that neither side accounts for. */
  place: 'self' | 'gap'
  service: string
  caller?: string
  operation: string
  /** Milliseconds, medians of baseline and incident. */
  before: number
  during: number
  calls: number
  /** Milliseconds added to each trace of the incident, on average. */
  addedPerTrace: number
  surprise: number
  /** A slow example from the incident. */
  example: Span
}

interface Sample {
  place: 'self' | 'gap'
  service: string
  caller?: string
  operation: string
  before: number[]
  during: number[]
  slowest?: { milliseconds: number; span: Span }
}

const FEWEST = 3
/** Milliseconds under which a change of a median means nothing. */
const FLOOR_MS = 1

/** Compares own time per operation, and client-minus-server time per edge, between baseline and incident. */
export function measureTimeShifts(forest: SpanForest, isIncident: (span: Span) => boolean): TimeShift[] {
  const samples = new Map<string, Sample>()
  const traces = new Set<string>()
  for (const span of forest.spans) {
    const late = isIncident(span)
    if (late) traces.add(span.traceId)
    const remote = forest.children(span).filter((child) => child.service !== span.service)
    if (remote.length === 0)
      record(
        samples,
        { place: 'self', service: span.service, operation: span.name },
        selfTime(span, forest.children(span)),
        span,
        late,
      )
    else if (remote.length === 1 && forest.children(span).length === 1) {
      for (const child of remote) {
        record(
          samples,
          { place: 'gap', service: child.service, caller: span.service, operation: child.name },
          Math.max(0, span.duration - child.duration),
          span,
          late,
        )
      }
    } else
      record(
        samples,
        { place: 'self', service: span.service, operation: span.name },
        selfTime(span, forest.children(span)),
        span,
        late,
      )
  }
  return [...samples.values()].map((sample) => judge(sample, traces.size)).filter((shift) => shift !== undefined)
}

function record(
  samples: Map<string, Sample>,
  of: Omit<Sample, 'before' | 'during'>,
  milliseconds: number,
  span: Span,
  late: boolean,
): void {
  const key = `${of.place}\0${of.caller ?? ''}\0${of.service}\0${of.operation}`
  let sample = samples.get(key)
  if (!sample) {
    sample = { ...of, before: [], during: [] }
    samples.set(key, sample)
  }
  ;(late ? sample.during : sample.before).push(milliseconds)
  if (late && milliseconds > (sample.slowest?.milliseconds ?? -1)) sample.slowest = { milliseconds, span }
}

function judge(sample: Sample, traces: number): TimeShift | undefined {
  const { before, during, slowest } = sample
  if (before.length < FEWEST || during.length < FEWEST || !slowest) return undefined
  const centre = median(before)
  const spread = Math.max(quantile(before, 0.9) - centre, 0.25 * centre, FLOOR_MS)
  const level = quantile(during, 0.6)
  // Few calls say little, however far they are off.
  const trust = Math.min(1, Math.sqrt(Math.min(before.length, during.length) / 10))
  return {
    place: sample.place,
    service: sample.service,
    ...(sample.caller && { caller: sample.caller }),
    operation: sample.operation,
    before: centre,
    during: median(during),
    calls: during.length,
    addedPerTrace: (during.length * (mean(during) - mean(before))) / Math.max(1, traces),
    surprise: surpriseOfZ((level - centre) / spread) * trust,
    example: slowest.span,
  }
}
