import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOtlpSpans } from '../../src/formats/otlp-spans.ts'

function line(span: object): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'pay' } }] },
        scopeSpans: [{ spans: [span] }],
      },
    ],
  })
}

const span = {
  traceId: 't',
  spanId: 's',
  name: 'GET /',
  kind: 2,
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000000012500000',
}

describe('OTLP spans', () => {
  it('are read with service, kind and duration in milliseconds', () => {
    expect(parseOtlpSpans(line(span), 1, 't.jsonl').spans[0]).toMatchObject({
      service: 'pay',
      kind: 'server',
      startedAt: 1700000000000,
      duration: 12.5,
      error: false,
    })
  })

  it.each([
    [{ status: { code: 2 } }],
    [{ status: { code: 'STATUS_CODE_ERROR' } }],
    [{ events: [{ name: 'exception' }] }],
    [{ attributes: [{ key: 'http.response.status_code', value: { intValue: '503' } }] }],
  ])('are failures with %j', (more) => {
    expect(parseOtlpSpans(line({ ...span, ...more }), 1, 't.jsonl').spans[0]?.error).toBe(true)
  })

  it('without ids or times are left out and counted', () => {
    expect(parseOtlpSpans(line({ name: 'x' }), 1, 't.jsonl')).toMatchObject({ spans: [], skipped: 1 })
    expect(parseOtlpSpans(line({ ...span, startTimeUnixNano: 'soon' }), 1, 't.jsonl').skipped).toBe(1)
  })

  it('never throw anything but SyntaxError or TypeError on JSON of another shape', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          parseOtlpSpans(text, 1, 't.jsonl')
        } catch (thrown) {
          expect(thrown === null || thrown instanceof SyntaxError || thrown instanceof TypeError).toBe(true)
        }
      }),
    )
  })
})
