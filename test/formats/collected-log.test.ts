import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectedLine } from '../../src/formats/collected-log.ts'
import { parseLogLine } from '../../src/formats/log-line.ts'

const AT = '2026-11-21T12:00:00.123456789Z'

describe('a line of a collected log', () => {
  it('is one line, short enough to be read whole, and keeps time and service, whatever the program wrote', () => {
    const long = fc.string({ unit: 'binary' }).map((text) => text.repeat(2_000))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.json(), long), (text) => {
        const line = collectedLine({ timestamp: AT, text, service: 'cart' })
        expect(line).not.toContain('\n')
        const read = parseLogLine(line, 1, { source: 'x' })
        expect(read?.service).toBe('cart')
        expect(Math.abs((read?.at ?? 0) - Date.parse(AT))).toBeLessThan(1)
      }),
    )
  })

  it('has level, pod and trace from the system, else from the text', () => {
    const text = '[pod/cart-6d5f8c9b7d-x2x8p/app] 12:00:00 ERROR it fails trace_id=0af7651916cd43dd8448eb211c80319c'
    expect(JSON.parse(collectedLine({ timestamp: AT, text }))).toMatchObject({
      service: 'cart',
      pod: 'cart-6d5f8c9b7d-x2x8p',
      level: 'error',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    })
    const known = { service: 'basket', pod: 'p', level: 'warn', traceId: 't' }
    expect(JSON.parse(collectedLine({ timestamp: AT, text, ...known }))).toMatchObject(known)
  })

  it('takes a level that says nothing for none', () => {
    expect(JSON.parse(collectedLine({ timestamp: AT, text: 'FATAL out of memory', level: 'unknown' }))).toMatchObject({
      level: 'fatal',
    })
  })
})
