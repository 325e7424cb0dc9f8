import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AlertRule, alertEvaluator, increase } from '../../scripts/record-examples/alert-rules.ts'
import { alertmanagerWebhook } from '../../scripts/record-examples/alertmanager-webhook.ts'
import { formatExposition, parseExposition } from '../../scripts/record-examples/exposition.ts'
import { otlpLine } from '../../scripts/record-examples/otlp-line.ts'
import { rangeMatrix, seriesGatherer } from '../../scripts/record-examples/range-matrix.ts'
import { scrubText } from '../../scripts/record-examples/scrub-text.ts'
import {
  childSpan,
  formatTraceparent,
  parseTraceparent,
  startTrace,
} from '../../scripts/record-examples/trace-context.ts'

describe('traceparent', () => {
  test('a context survives being written and read, sampled or not', () => {
    for (const sampled of [true, false]) {
      const context = childSpan(startTrace(sampled))
      expect(parseTraceparent(formatTraceparent(context))).toEqual(context)
    }
  })

  test('a header that breaks the rules is no context', () => {
    const id = 'a'.repeat(32)
    const span = 'b'.repeat(16)
    for (const header of [
      undefined,
      '',
      `00-${id}`,
      `ff-${id}-${span}-01`,
      `00-${'0'.repeat(32)}-${span}-01`,
      `00-${id}-${'0'.repeat(16)}-01`,
    ]) {
      expect(parseTraceparent(header)).toBeUndefined()
    }
  })

  test('no text makes the reader throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTraceparent(text)))
  })
})

describe('OTLP lines', () => {
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'GET /a',
    kind: 'client' as const,
    startedAt: 1_760_000_000_123_456_789n,
    endedAt: 1_760_000_000_223_456_789n,
    attributes: { 'http.response.status_code': 503, ratio: 0.5, retried: true },
  }

  test('a span keeps nanoseconds, kind and typed attributes, on one line', () => {
    const line = otlpLine({ 'service.name': 'x' }, [span])
    expect(line).not.toContain('\n')
    const [resource] = JSON.parse(line).resourceSpans
    expect(resource.resource.attributes).toEqual([{ key: 'service.name', value: { stringValue: 'x' } }])
    const [written] = resource.scopeSpans[0].spans
    expect(written).toMatchObject({ kind: 3, startTimeUnixNano: '1760000000123456789', status: {} })
    expect(written.attributes.map((attribute: { value: object }) => attribute.value)).toEqual([
      { intValue: '503' },
      { doubleValue: 0.5 },
      { boolValue: true },
    ])
    expect(written).not.toHaveProperty('parentSpanId')
  })

  test('an error sets the status and adds an exception event', () => {
    const line = otlpLine({}, [{ ...span, parentSpanId: 'c'.repeat(16), error: { type: 'Error', message: 'gone' } }])
    const [written] = JSON.parse(line).resourceSpans[0].scopeSpans[0].spans
    expect(written.status).toEqual({ code: 2, message: 'gone' })
    expect(written.events[0].name).toBe('exception')
    expect(written.parentSpanId).toBe('c'.repeat(16))
  })
})

describe('range matrix', () => {
  test('samples of one name and labels make one series, whatever the order of labels', () => {
    const gatherer = seriesGatherer()
    gatherer.add('up', { service: 'a', instance: 'a-1' }, 10, 1)
    gatherer.add('up', { instance: 'a-1', service: 'a' }, 15, 0)
    const { data } = JSON.parse(rangeMatrix(gatherer.series()))
    expect(data).toEqual({
      resultType: 'matrix',
      result: [
        {
          metric: { __name__: 'up', service: 'a', instance: 'a-1' },
          values: [
            [10, '1'],
            [15, '0'],
          ],
        },
      ],
    })
  })

  test('what was not measured is a gap', () => {
    const series = [
      {
        name: 'p95',
        labels: {},
        samples: [
          [1, Number.NaN],
          [2, 0.25],
        ] as [number, number][],
      },
    ]
    expect(JSON.parse(rangeMatrix(series)).data.result[0].values).toEqual([[2, '0.25']])
  })
})

describe('exposition text', () => {
  test('samples survive being written and read', () => {
    const label = fc.string({ maxLength: 12 }).filter((text) => !/[\n\r\t\p{C}]/u.test(text))
    const sample = fc.record({
      name: fc.stringMatching(/^[a-z_]{1,12}$/),
      labels: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), label, { noNullPrototype: true }),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
    })
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        expect(parseExposition(formatExposition(samples))).toEqual(samples)
      }),
    )
  })
})

describe('alerts', () => {
  const rule = (value: AlertRule['value']): AlertRule => ({
    name: 'Errors',
    service: 'a',
    severity: 'critical',
    summary: 's',
    description: 'd',
    value,
    threshold: 0.5,
    forSeconds: 10,
  })

  test('a rule fires once it has held for its time, and resolves when it no longer holds', () => {
    const evaluator = alertEvaluator([rule((_, at) => (at >= 10 && at < 40 && at !== 15 ? 1 : 0))])
    for (let at = 0; at <= 60; at += 5) evaluator.evaluate([], at)
    expect(evaluator.fired).toMatchObject([{ firedAt: 30, resolvedAt: 40 }])
    expect(alertmanagerWebhook(evaluator.fired, 'c')).toMatchObject({
      version: '4',
      status: 'resolved',
      alerts: [{ endsAt: '1970-01-01T00:00:40.000Z' }],
    })
  })

  test('a value that cannot be computed does not fire', () => {
    const evaluator = alertEvaluator([rule(() => Number.NaN)])
    for (let at = 0; at <= 60; at += 5) evaluator.evaluate([], at)
    expect(evaluator.fired).toEqual([])
  })

  test('a counter that begins again counts from zero', () => {
    const samples: [number, number][] = [
      [0, 100],
      [5, 110],
      [10, 4],
      [15, 9],
    ]
    expect(increase([{ name: 'n', labels: { service: 'a' }, samples }], 'n', 'a', 30, 15)).toBe(19)
  })
})

test('scrubbing leaves no path of the machine and puts sources below the service', () => {
  const machine = {
    repository: '/home/me/watch',
    program: '/opt/bin/node',
    temporary: '/tmp',
    home: '/home/me',
    host: 'mybox',
  }
  const stack =
    'at f (file:///home/me/watch/scripts/record-examples/shop/orders.ts:3:1) [/opt/bin/node] /home/me/watch/node_modules/pg/index.js /tmp/shop-x1/a on mybox'
  expect(scrubText(stack, 'orders', machine)).toBe(
    'at f (/srv/orders/src/orders.ts:3:1) [/usr/local/bin/node] /srv/orders/node_modules/pg/index.js /srv/orders/shop-x1/a on shop-host',
  )
})
