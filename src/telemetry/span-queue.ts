import { setTimeout as pause } from 'node:timers/promises'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { messageOf } from '../core/fault.ts'
import { readableSpan, type SpanOrigin, type TracedSpan } from './traced-span.ts'

export interface SpanQueueOptions {
  exporter: Pick<SpanExporter, 'export' | 'shutdown'>
  origin: SpanOrigin
  /** How many spans wait at most; of more the oldest are dropped. */
  most?: number
  /** How long a span waits for others to go with. */
  delayMilliseconds?: number
  /** How long `close` waits for what is left to arrive. */
  patienceMilliseconds?: number
  /** Told once when spans begin not to arrive, and when some were lost. */
  onProblem(what: string): void
}

export interface SpanQueue {
  /** Never waits, never throws. */
  push(span: TracedSpan): void
  /** Sends what is left, as far as it arrives in time. */
  close(): Promise<void>
}

const MOST = 10_000
const DELAY = 1_000
const PATIENCE = 3_000
const BATCH = 512
/** Between tries, doubled each time. */
const LONGEST_PAUSE = 30_000

/** Spans on their way to an exporter. What does not arrive waits, bounded, and goes again; what is refused for good is given up. */
export function spanQueue({
  exporter,
  origin,
  most = MOST,
  delayMilliseconds = DELAY,
  patienceMilliseconds = PATIENCE,
  onProblem,
}: SpanQueueOptions): SpanQueue {
  let waiting: TracedSpan[] = []
  let failures = 0
  let lost = 0
  let inFlight = 0
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> | undefined
  let isClosed = false

  function schedule(): void {
    if (isClosed || sending || waiting.length === 0) return
    if (failures === 0 && waiting.length >= BATCH) {
      send()
      return
    }
    timer ??= setTimeout(send, Math.min(delayMilliseconds * 2 ** failures, Math.max(delayMilliseconds, LONGEST_PAUSE)))
    timer.unref()
  }

  function send(): void {
    clearTimeout(timer)
    timer = undefined
    sending = sendBatch().finally(() => {
      sending = undefined
      schedule()
    })
  }

  async function sendBatch(): Promise<void> {
    const batch = waiting.splice(0, BATCH)
    if (batch.length === 0) return
    inFlight = batch.length
    const fault = await exported(exporter, batch, origin)
    inFlight = 0
    if (fault === undefined) {
      failures = 0
      return
    }
    if (isFinal(fault)) {
      onProblem(`Traces: ${batch.length} spans were refused: ${messageOf(fault)}`)
      return
    }
    if (failures++ === 0) onProblem(`Traces do not arrive: ${messageOf(fault)} They are sent again, up to ${most}.`)
    waiting = [...batch, ...waiting]
    trim()
  }

  function trim(): void {
    const excess = waiting.length - most
    if (excess <= 0) return
    waiting.splice(0, excess)
    lost += excess
  }

  /** Batch after batch until one does not arrive. */
  async function sendRest(): Promise<void> {
    const underWay = sending
    await underWay
    if (underWay && failures > 0) return
    do await sendBatch()
    while (waiting.length > 0 && failures === 0)
  }

  return {
    push(span) {
      if (isClosed) return
      waiting.push(span)
      trim()
      schedule()
    },
    async close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(timer)
      const late = new AbortController()
      const patience = pause(patienceMilliseconds, undefined, { signal: late.signal }).catch(() => undefined)
      await Promise.race([sendRest(), patience])
      late.abort()
      const missing = waiting.length + inFlight + lost
      if (missing > 0) onProblem(`Traces: ${missing} spans did not arrive.`)
      // What it still waits for is not waited for here.
      void exporter.shutdown().catch(() => undefined)
    },
  }
}

/** What went wrong; undefined where nothing did. */
function exported(
  exporter: Pick<SpanExporter, 'export'>,
  batch: readonly TracedSpan[],
  origin: SpanOrigin,
): Promise<unknown> {
  // Only now: what waits should be small.
  const spans = batch.map((span) => readableSpan(span, origin))
  return new Promise((resolve) => {
    try {
      exporter.export(spans, ({ code, error }) => resolve(code === SUCCESS ? undefined : (error ?? 'no reason given')))
    } catch (thrown) {
      resolve(thrown)
    }
  })
}

/** `ExportResultCode.SUCCESS` of @opentelemetry/core. */
const SUCCESS = 0

/** Refused by the receiver itself, which will not think better of it. */
function isFinal(fault: unknown): boolean {
  const { code } = fault as { code?: unknown }
  return typeof code === 'number' && code >= 400 && code < 500 && code !== 408 && code !== 429
}
