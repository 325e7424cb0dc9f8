import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseMetrics, INFRASTRUCTURE_KINDS, SERVICE_KINDS } from '../../../src/analysts/metrics/analyse-metrics.ts'
import { componentSeries } from '../../../src/analysts/metrics/component-series.ts'
import { metricKind } from '../../../src/analysts/metrics/metric-kind.ts'
import { measureShift } from '../../../src/analysts/metrics/shift.ts'
import { makeContext, makeSeries, makeStep, WINDOWS } from '../make-series.ts'

const analyse = (series: ReturnType<typeof makeSeries>[], kinds = SERVICE_KINDS) =>
  analyseMetrics(series, makeContext(), 'metrics-analyst', kinds).findings

describe('metrics analyst', () => {
  it('ranks the service whose CPU rose first, whatever it is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{2,12}$/), (name) => {
        const series = [
          makeSeries('cpu_usage_percent', { service: 'other' }, makeStep(20, 21)),
          makeSeries('cpu_usage_percent', { service: name }, makeStep(5, 90)),
        ]
        const [first] = analyse(series)
        expect(first).toMatchObject({ component: name, cause: 'cpu-overload', signal: 'cpu' })
      }),
    )
  })

  it('does not blame a fall where only a rise is bad', () => {
    expect(analyse([makeSeries('latency_seconds', { service: 'a' }, makeStep(2, 0.1))])).toEqual([])
  })

  it('blames a fall of what should be high', () => {
    expect(analyse([makeSeries('success_rate_percent', { service: 'a' }, makeStep(100, 60))])[0]).toMatchObject({
      component: 'a',
      signal: 'errors',
    })
  })

  it('takes a change within the noise of its unit for nothing, however quiet the series was', () => {
    const flat = [...Array(40).fill(0.2), ...Array(20).fill(0.4)]
    expect(analyse([makeSeries('cpu_usage_percent', { service: 'a' }, flat)])).toEqual([])
  })

  it('judges counters by their rate and survives a reset', () => {
    let total = 0
    const values = Array.from({ length: 60 }, (_, index) => {
      if (index === 20) total = 0
      total += index < 40 ? 1 : 50
      return total
    })
    const [first] = analyse([makeSeries('http_errors_total', { service: 'a' }, values)])
    expect(first).toMatchObject({ component: 'a', signal: 'errors' })
    expect(
      analyse([
        makeSeries(
          'http_errors_total',
          { service: 'a' },
          values.map((_, index) => (index < 20 ? index : index - 20)),
        ),
      ]),
    ).toEqual([])
  })

  it('credits a call edge to its callee', () => {
    expect(
      analyse([makeSeries('latency_milliseconds', { source: 'a', destination: 'b' }, makeStep(10, 400))])[0],
    ).toMatchObject({ component: 'b', signal: 'edge-latency', cause: 'network-delay' })
  })

  it('leaves hosts, disks and pools to the infrastructure analyst', () => {
    const pool = makeSeries('db_pool_connections_waiting', { service: 'a' }, [
      ...Array(40).fill(0),
      ...Array(20).fill(30),
    ])
    expect(analyse([pool])).toEqual([])
    expect(analyse([pool], INFRASTRUCTURE_KINDS)[0]).toMatchObject({
      cause: 'connection-pool-exhausted',
      signal: 'saturation',
    })
  })

  it('tells a leak from a step of memory', () => {
    const climbing = [
      ...makeStep(1e8, 1e8, { before: 40, during: 0 }),
      ...Array.from({ length: 20 }, (_, index) => 1e8 + index * 4e7),
    ]
    expect(analyse([makeSeries('memory_working_set_bytes', { pod: 'a-7d9f8c6b5d-x7k2p' }, climbing)])[0]).toMatchObject(
      { component: 'a', signal: 'memory' },
    )
  })

  it('is quick with 50,000 series and keeps its list short', () => {
    const series = Array.from({ length: 50_000 }, (_, index) =>
      makeSeries('cpu_usage_percent', { service: `s${index}` }, [1, 1, 2, 1, 90]),
    )
    const windows = {
      ...WINDOWS,
      baseline: { from: WINDOWS.baseline.from, to: WINDOWS.baseline.from + 55_000 },
      incident: { from: WINDOWS.baseline.from + 55_000, to: WINDOWS.incident.to },
    }
    const { findings, total } = analyseMetrics(series, makeContext({ windows }), 'metrics-analyst', SERVICE_KINDS)
    expect(total).toBe(50_000)
    expect(findings.length).toBeLessThanOrEqual(60)
  })

  it('never throws on NaN, infinities, single samples or none', () => {
    const value = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.constant(Number.POSITIVE_INFINITY))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 70 }), (values) => {
        const shift = measureShift(componentSeries(makeSeries('cpu_usage_percent', { service: 'a' }, values)), WINDOWS)
        if (shift) expect(Number.isNaN(shift.surprise)).toBe(false)
      }),
    )
  })
})

describe('the kind of a metric', () => {
  it.each([
    ['container_cpu_usage_seconds_total', 'cpu'],
    ['container_memory_working_set_bytes', 'memory'],
    ['http_request_duration_seconds', 'latency'],
    ['http_requests_total', 'traffic'],
    ['http_error_ratio', 'errors'],
    ['availability_percent', 'success'],
    ['node_cpu_usage_percent', 'host'],
    ['kube_pod_container_status_restarts_total', 'restarts'],
    ['kube_deployment_status_replicas_available', 'replicas'],
    ['kube_pod_container_resource_limits', 'limit'],
    ['pg_pool_waiting', 'saturation'],
    ['eventLoopLagSeconds', 'lag'],
    ['network_receive_bytes', 'network'],
  ])('%s is %s', (name, kind) => {
    expect(metricKind(name)).toBe(kind)
  })
})
