import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseTopology } from '../../../src/analysts/topology/analyse-topology.ts'
import { reach } from '../../../src/analysts/topology/excess.ts'
import { explainAway } from '../../../src/analysts/topology/explain-away.ts'
import { makeContext, makeSeries, makeStep } from '../make-series.ts'

const edges = [
  { caller: 'web', callee: 'orders' },
  { caller: 'web', callee: 'search' },
  { caller: 'orders', callee: 'db' },
]

function latency(service: string, before: number, during: number) {
  return [
    makeSeries('latency_seconds_average', { service }, makeStep(before, during)),
    makeSeries('requests_per_second', { service }, makeStep(100, 100)),
  ]
}

describe('topology analyst', () => {
  it('finds the waiting of the symptom where it begins, not where it is seen', () => {
    const series = [
      ...latency('web', 0.1, 1.1),
      ...latency('orders', 0.05, 1.05),
      ...latency('db', 0.01, 1.01),
      ...latency('search', 0.02, 0.021),
    ]
    const findings = analyseTopology(
      series,
      edges,
      makeContext({ incident: { id: 'i', title: 'i', services: [], candidates: [], symptom: 'web' } }),
    )
    expect(findings[0]).toMatchObject({ component: 'db', signal: 'blame' })
    expect(findings[0]?.strength).toBeGreaterThan(0.9)
    expect(findings.find(({ component }) => component === 'orders')).toBeUndefined()
  })

  it('leaves out what the symptom cannot reach', () => {
    const series = [...latency('web', 0.1, 1.1), ...latency('orders', 0.05, 1.05), ...latency('batch', 0.01, 60)]
    const findings = analyseTopology(
      series,
      edges,
      makeContext({ incident: { id: 'i', title: 'i', services: [], candidates: [], symptom: 'web' } }),
    )
    expect(findings.map(({ component }) => component)).toEqual(['orders'])
  })

  it('reaches every callee once, also where calls go round in circles', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ caller: fc.constantFrom('a', 'b', 'c', 'd'), callee: fc.constantFrom('a', 'b', 'c', 'd') }),
        ),
        (calls) => {
          const paths = reach('a', calls)
          for (const [end, path] of paths) {
            expect(path.at(-1)).toBe(end)
            expect(new Set(path).size).toBe(path.length)
          }
        },
      ),
    )
  })

  it('takes from a caller at most what it has', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.double({ min: 0, max: 100, noNaN: true })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scores, share) => {
          const given = new Map(Object.entries(scores))
          const left = explainAway(
            given,
            [
              { caller: 'a', callee: 'b' },
              { caller: 'b', callee: 'c' },
              { caller: 'c', callee: 'a' },
            ],
            share,
          )
          for (const [name, score] of left) {
            expect(score).toBeGreaterThanOrEqual(0)
            expect(score).toBeLessThanOrEqual(given.get(name) ?? 0)
          }
        },
      ),
    )
  })
})
