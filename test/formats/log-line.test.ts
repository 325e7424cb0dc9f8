import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLogLine, serviceOfPod } from '../../src/formats/log-line.ts'

const facts = { source: 'logs/a.log', service: 'billing' }

describe('log lines', () => {
  it('reads JSON with the names that loggers use', () => {
    const line =
      '{"time":"2024-03-09T07:05:03Z","severity":"ERROR","msg":"no money","service.name":"pay","trace_id":"t1"}'
    expect(parseLogLine(line, 3, facts)).toMatchObject({
      line: 3,
      service: 'pay',
      level: 'error',
      message: 'no money',
      traceId: 't1',
      at: Date.UTC(2024, 2, 9, 7, 5, 3),
    })
  })

  it('reads numeric levels and an error object with its stack', () => {
    const line = '{"level":50,"msg":"failed","err":{"message":"boom","stack":"Error: boom\\n    at f (a.js:1:1)"}}'
    const record = parseLogLine(line, 1, facts)
    expect(record?.level).toBe('error')
    expect(record?.message).toContain('at f (a.js:1:1)')
  })

  it('reads plain text with its time and level, and takes the service from the file', () => {
    expect(parseLogLine('2024-03-09 07:05:03 WARN pool is nearly empty', 1, facts)).toMatchObject({
      service: 'billing',
      level: 'warn',
    })
  })

  it('reads the service that docker compose or syslog names', () => {
    expect(parseLogLine('cart-1  | 2024-03-09T07:05:03Z ERROR no money', 1, facts)).toMatchObject({
      service: 'cart',
      level: 'error',
      at: Date.UTC(2024, 2, 9, 7, 5, 3),
      message: '2024-03-09T07:05:03Z ERROR no money',
    })
    expect(parseLogLine('Mar  9 07:05:03 host-1 sshd[71]: bye', 1, facts)).toMatchObject({ service: 'sshd' })
  })

  it('reads the pod that kubectl logs --prefix writes', () => {
    expect(parseLogLine('[pod/cart-7d9f8c6b5d-x7k2p/server] panic: nil map', 1, facts)).toMatchObject({
      pod: 'cart-7d9f8c6b5d-x7k2p',
      service: 'cart',
      message: 'panic: nil map',
    })
  })

  it('takes a half-written JSON line as text', () => {
    expect(parseLogLine('{"level":"error","msg":"cut o', 1, facts)?.message).toBe('{"level":"error","msg":"cut o')
  })

  it('gives nothing for a blank line', () => {
    expect(parseLogLine('   ', 1, facts)).toBeUndefined()
  })

  it('never throws and always keeps the line as it stands', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (raw) => {
        const record = parseLogLine(raw, 1, facts)
        if (record) expect(record.raw).toBe(raw)
      }),
    )
  })

  it.each([
    ['cart-7d9f8c6b5d-x7k2p', 'cart'],
    ['cart-db-0', 'cart-db'],
    ['cart', 'cart'],
  ])('knows that pod %s is of %s', (pod, service) => {
    expect(serviceOfPod(pod)).toBe(service)
  })
})
