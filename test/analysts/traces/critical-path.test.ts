import { describe, expect, it } from 'vitest'
import { criticalPath, slowestRoot } from '../../../src/analysts/traces/critical-path.ts'
import { growForest } from '../../../src/analysts/traces/span-forest.ts'
import type { Span } from '../../../src/core/evidence.ts'

function span(spanId: string, parentSpanId: string | undefined, startedAt: number, duration: number): Span {
  return {
    traceId: 't',
    spanId,
    ...(parentSpanId && { parentSpanId }),
    service: spanId,
    name: 'call',
    kind: 'server',
    startedAt,
    duration,
    error: false,
    cite: () => ({ source: 'traces/t.jsonl', quote: '' }),
  }
}

describe('criticalPath', () => {
  it('follows the child that ends last, not the longest', () => {
    const root = span('till', undefined, 0, 100)
    const forest = growForest([
      root,
      span('stamp', 'till', 0, 60),
      span('ledger', 'till', 55, 40),
      span('disk', 'ledger', 60, 34),
    ])
    const path = criticalPath(root, forest)
    expect(path.spans.map(({ service }) => service)).toEqual(['till', 'ledger', 'disk'])
    expect(path).toMatchObject({ heaviest: { service: 'disk' }, own: 34 })
  })

  it('takes the slowest request that is wanted, and ends on a cycle', () => {
    const forest = growForest([
      span('a', 'b', 0, 9),
      span('b', 'a', 0, 9),
      span('c', undefined, 5, 3),
      span('d', undefined, 50, 99),
    ])
    expect(slowestRoot(forest, ({ startedAt }) => startedAt < 20)?.service).toBe('c')
    const [first] = forest.spans
    expect(first && criticalPath(first, forest).spans.length).toBeLessThan(50)
  })
})
