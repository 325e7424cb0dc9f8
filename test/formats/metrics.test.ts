import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMetricMatrix } from '../../src/formats/metric-matrix.ts'
import { parseMetricTable } from '../../src/formats/metric-table.ts'

function matrix(values: unknown): string {
  return JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: { __name__: 'cpu_seconds_total', service: 'pay' }, values }] },
  })
}

describe('a Prometheus matrix', () => {
  it('is read with its labels, times in milliseconds, and special values', () => {
    const { series } = parseMetricMatrix(
      matrix([
        [1700000000, '1.5'],
        [1700000015, 'NaN'],
        [1700000030, '+Inf'],
      ]),
      'm.json',
    )
    expect(series[0]).toMatchObject({ name: 'cpu_seconds_total', labels: { service: 'pay' } })
    expect([...(series[0]?.timestamps ?? [])]).toEqual([1700000000000, 1700000015000, 1700000030000])
    expect([...(series[0]?.values ?? [])]).toEqual([1.5, Number.NaN, Number.POSITIVE_INFINITY])
  })

  it('is put in order of time, without a second sample for one instant', () => {
    const { series } = parseMetricMatrix(
      matrix([
        [30, '3'],
        [10, '1'],
        [10, '9'],
        [20, '2'],
      ]),
      'm.json',
    )
    expect([...(series[0]?.values ?? [])]).toEqual([1, 2, 3])
  })

  it('is cited with text that stands on the line it names', () => {
    const text = matrix([
      [1700000000, '1.5'],
      [1700000015, '2.5'],
    ]).replaceAll(',[', ',\n[')
    const { series } = parseMetricMatrix(text, 'm.json')
    const citation = series[0]?.cite(1)
    expect(text.split('\n')[(citation?.line ?? 0) - 1]).toContain(citation?.quote)
    expect(citation?.quote).toContain('2.5')
  })

  it('leaves out what is no series, and says how many', () => {
    const text = JSON.stringify({
      data: {
        result: [
          { metric: {}, values: 'none' },
          { metric: { __name__: 'up' }, values: [[1, '1']] },
        ],
      },
    })
    expect(parseMetricMatrix(text, 'm.json')).toMatchObject({ skipped: 1, series: [{ name: 'up' }] })
  })

  it('throws nothing but SyntaxError, whatever stands in it', () => {
    const whole = matrix([
      [1, '1'],
      [2, '2'],
    ])
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.nat(whole.length).map((end) => whole.slice(0, end)),
        ),
        (text) => {
          try {
            for (const one of parseMetricMatrix(text, 'm.json').series) one.cite(0)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(SyntaxError)
          }
        },
      ),
    )
  })
})

describe('a metric table', () => {
  it('is read long', () => {
    const { series } = parseMetricTable(
      'timestamp,service,metric,value\n2024-03-09T07:00:00Z,pay,rps,4\n2024-03-09T07:01:00Z,pay,rps,\n',
      'm.csv',
    )
    expect(series).toHaveLength(1)
    expect(series[0]).toMatchObject({ name: 'rps', labels: { service: 'pay' } })
    expect([...(series[0]?.values ?? [])]).toEqual([4, Number.NaN])
  })

  it('is read wide, a series a column', () => {
    const { series } = parseMetricTable('time,pay_cpu,cart_cpu\n1700000000,1,2\n1700000060,3,4\n', 'm.csv')
    expect(series.map(({ name }) => name)).toEqual(['pay_cpu', 'cart_cpu'])
    expect(series[1]?.cite(1)).toEqual({ source: 'm.csv', line: 3, quote: '1700000060,3,4' })
  })

  it('is refused without a column of times', () => {
    expect(() => parseMetricTable('a,b\n1,2\n', 'm.csv')).toThrow(SyntaxError)
  })
})
