import { describe, expect, it } from 'vitest'
import { analyseMetrics, SERVICE_KINDS } from '../../../src/analysts/metrics/analyse-metrics.ts'
import { makeSeries, makeStep, WINDOWS } from '../make-series.ts'

const context = { incident: { id: 'x', title: 'x', services: [], candidates: [] }, windows: WINDOWS, edges: [] }

function contextOf(...series: ReturnType<typeof makeSeries>[]) {
  return analyseMetrics(series, context, 'metrics-analyst', SERVICE_KINDS).findings.filter(
    ({ role }) => role === 'context',
  )
}

const early = makeStep(20, 90)
const late = makeStep(0.001, 0.4, { before: 46, during: 14 })

describe('the context of movements', () => {
  it('says which series moved first, and by how much', () => {
    const found = contextOf(
      makeSeries('cpu_percent', { service: 'ledger' }, early),
      makeSeries('error_ratio', { service: 'till' }, late),
    )
    expect(found.find(({ signal }) => signal === 'first-to-move')).toMatchObject({
      component: 'ledger',
      figures: { secondsBeforeNext: 90 },
    })
  })

  it('says which series goes with the errors', () => {
    const ramp = Array.from({ length: 60 }, (_, index) => (index < 40 ? 0.001 : 0.02 * (index - 39)))
    const same = ramp.map((value) => value * 200 + 20)
    const found = contextOf(
      makeSeries('error_ratio', { service: 'till' }, ramp),
      makeSeries('cpu_percent', { service: 'ledger' }, same),
      makeSeries('latency_ms', { service: 'parcel' }, makeStep(20, 200)),
    )
    expect(found.find(({ signal }) => signal === 'goes-with-errors')).toMatchObject({ component: 'ledger' })
  })

  it('is silent where nothing moved', () => {
    expect(contextOf(makeSeries('cpu_percent', { service: 'ledger' }, makeStep(20, 20)))).toEqual([])
  })
})
