import { describe, expect, it } from 'vitest'
import { clockSkews } from '../../../src/analysts/traces/clock-skew.ts'
import { growForest } from '../../../src/analysts/traces/span-forest.ts'
import type { Span } from '../../../src/core/evidence.ts'

function span(trace: number, fields: Partial<Span>): Span {
  return {
    traceId: `t${trace}`,
    spanId: 'x',
    service: 'till',
    name: 'call',
    kind: 'client',
    startedAt: 1000 * trace,
    duration: 40,
    error: false,
    cite: () => ({ source: 'traces/t.jsonl', quote: '' }),
    ...fields,
  }
}

/** Calls of 40 ms from till to ledger, whose server spans of 30 ms stand in a clock that is `ahead` of till's. */
function calls(count: number, ahead: number, kind: Span['kind'] = 'server'): Span[] {
  return Array.from({ length: count }, (_, trace) => [
    span(trace, { spanId: 'a' }),
    span(trace, {
      spanId: 'b',
      parentSpanId: 'a',
      service: 'ledger',
      kind,
      startedAt: 1000 * trace + 5 + ahead,
      duration: 30,
    }),
  ]).flat()
}

describe('clockSkews', () => {
  it.each([3200, -900])('finds a clock that is %i ms ahead', (ahead) => {
    expect(clockSkews(growForest(calls(8, ahead)))).toEqual([{ service: 'ledger', against: 'till', ahead, calls: 8 }])
  })

  it('keeps silent where the spans fit, on a few calls, and on messages that are taken later', () => {
    expect(clockSkews(growForest(calls(8, 0)))).toEqual([])
    expect(clockSkews(growForest(calls(3, 3200)))).toEqual([])
    expect(clockSkews(growForest(calls(8, 3200, 'consumer')))).toEqual([])
  })
})
