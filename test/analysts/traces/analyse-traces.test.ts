import { describe, expect, it } from 'vitest'
import { analyseTraces } from '../../../src/analysts/traces/analyse-traces.ts'
import { growForest, selfTime } from '../../../src/analysts/traces/span-forest.ts'
import type { LogRecord, Span } from '../../../src/core/evidence.ts'
import { makeContext, WINDOWS } from '../make-series.ts'

interface Shape {
  webMs?: number
  wireMs?: number
  payMs?: number
  /** Whether pay calls the bank. */
  callsBank?: boolean
}

let nextId = 0

/** One request: web calls pay, pay calls bank. Times add up. */
function request(at: number, { webMs = 5, wireMs = 1, payMs = 10, callsBank = true }: Shape = {}): Span[] {
  const traceId = `t${nextId++}`
  const bankMs = callsBank ? 20 : 0
  const span = (
    spanId: string,
    parentSpanId: string | undefined,
    service: string,
    name: string,
    kind: Span['kind'],
    offset: number,
    duration: number,
  ): Span => ({
    traceId,
    spanId,
    ...(parentSpanId && { parentSpanId }),
    service,
    name,
    kind,
    startedAt: at + offset,
    duration,
    error: false,
    cite: () => ({ source: 'traces/t.jsonl', line: 1, quote: spanId }),
  })
  const server = payMs + bankMs
  const spans = [
    span('1', undefined, 'web', 'GET /buy', 'server', 0, webMs + wireMs + server),
    span('2', '1', 'web', 'POST pay', 'client', webMs, wireMs + server),
    span('3', '2', 'pay', 'POST /pay', 'server', webMs + wireMs / 2, server),
  ]
  if (callsBank)
    spans.push(
      span('4', '3', 'pay', 'POST bank', 'client', webMs + wireMs / 2 + payMs, bankMs),
      span('5', '4', 'bank', 'POST /bank', 'server', webMs + wireMs / 2 + payMs, bankMs),
    )
  return spans
}

function requests(before: Shape, during: Shape, count = 30): Span[] {
  return Array.from({ length: count }, (_, index) => [
    ...request(WINDOWS.baseline.from + index * 1000, before),
    ...request(WINDOWS.incident.from + index * 1000, during),
  ]).flat()
}

function analyse(spans: Span[], logs: LogRecord[] = []) {
  const { findings, edges } = analyseTraces({ spans, logs, patternOf: ({ message }) => message }, makeContext())
  return { edges, findings: findings.filter(({ role }) => role === 'cause').sort((a, b) => b.strength - a.strength) }
}

describe('trace analyst', () => {
  it('blames a service for its own time, not its callers', () => {
    const [first] = analyse(requests({}, { payMs: 500 })).findings
    expect(first).toMatchObject({ component: 'pay', signal: 'self-time' })
  })

  it('sees time on the wire as a delay of the callee', () => {
    const { findings } = analyse(requests({}, { wireMs: 400 }))
    expect(findings.find(({ signal }) => signal === 'wire-time')).toMatchObject({
      component: 'pay',
      cause: 'network-delay',
    })
  })

  it('sees a call that is no longer made, in the service that made it', () => {
    const found = analyse(requests({}, { callsBank: false })).findings.find(({ signal }) => signal === 'behaviour')
    expect(found).toMatchObject({ component: 'pay', peer: 'bank' })
  })

  it('finds nothing where nothing changed', () => {
    expect(analyse(requests({}, {})).findings).toEqual([])
  })

  it('joins a log line to the span that wrote it, and calls a new exception one', () => {
    const spans = requests({}, {})
    const late = spans.filter(
      ({ service, kind, startedAt }) => service === 'pay' && kind === 'server' && startedAt >= WINDOWS.incident.from,
    )
    const logs = late.map(
      ({ traceId, spanId }, index): LogRecord => ({
        source: 'logs/pay.jsonl',
        line: index + 1,
        raw: 'NullPointerException',
        message: 'NullPointerException',
        level: 'error',
        service: 'pay',
        traceId,
        spanId,
      }),
    )
    expect(analyse(spans, logs).findings[0]).toMatchObject({
      component: 'pay',
      cause: 'code-exception',
      signal: 'behaviour',
    })
  })

  it('does not call fewer failures a fault', () => {
    const spans = requests({}, {})
    const early = spans.filter(
      ({ service, kind, startedAt }) => service === 'pay' && kind === 'server' && startedAt < WINDOWS.incident.from,
    )
    const logs = early.slice(0, 15).map(
      ({ traceId, spanId }, index): LogRecord => ({
        source: 'l',
        line: index + 1,
        raw: 'x',
        message: 'failed',
        level: 'error',
        service: 'pay',
        traceId,
        spanId,
      }),
    )
    expect(analyse(spans, logs).findings).toEqual([])
  })

  it('reads who calls whom', () => {
    expect(analyse(requests({}, {})).edges).toEqual([
      { caller: 'web', callee: 'pay' },
      { caller: 'pay', callee: 'bank' },
    ])
  })

  it('survives parents that are missing, that are the span itself, or that go round in circles', () => {
    const base = request(WINDOWS.incident.from)
    const circle = base.map((span, index) => ({
      ...span,
      service: 'one',
      parentSpanId: String(((index + 1) % base.length) + 1),
    }))
    const own = base.map((span) => ({ ...span, traceId: 'own', parentSpanId: span.spanId }))
    const forest = growForest([...circle, ...own])
    for (const span of forest.spans) expect(forest.entry(span).service).toBe(span.service)
  })

  it('counts time that children cover once, also where they overlap or stick out', () => {
    const [parent] = request(0)
    const child = (startedAt: number, duration: number) => ({ ...(parent as Span), startedAt, duration })
    expect(selfTime(child(0, 100), [child(10, 50), child(40, 30), child(90, 500)])).toBe(30)
  })
})
