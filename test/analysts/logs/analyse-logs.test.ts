import { describe, expect, it } from 'vitest'
import { logAnalyst } from '../../../src/analysts/logs/analyse-logs.ts'
import { knownCause } from '../../../src/analysts/logs/known-messages.ts'
import type { LogLevel, LogRecord } from '../../../src/core/evidence.ts'
import { makeContext, WINDOWS } from '../make-series.ts'

interface Lines {
  service: string
  message: string
  level?: LogLevel
  before: number
  during: number
}

function analyse(lines: Lines[], context = makeContext()) {
  const analyst = logAnalyst(context)
  const templates = new Map<string, number>()
  let line = 0
  for (const { service, message, level = 'info', before, during } of lines) {
    const template = templates.get(message) ?? templates.size
    templates.set(message, template)
    const write = (from: number, count: number) => {
      for (let index = 0; index < count; index++) {
        const record: LogRecord = {
          source: `logs/${service}.log`,
          line: ++line,
          raw: message,
          message,
          service,
          level,
          at: from + index * 100,
        }
        analyst.add(record, template)
      }
    }
    write(WINDOWS.baseline.from, before)
    write(WINDOWS.incident.from, during)
  }
  return analyst.finish()
}

const chatter = (service: string): Lines => ({ service, message: 'request served', before: 400, during: 200 })

describe('log analyst', () => {
  it('finds a failure that is new and quotes the line it stands on', () => {
    const [first] = analyse([
      chatter('pay'),
      { service: 'pay', message: 'boom', level: 'error', before: 0, during: 30 },
    ])
    expect(first).toMatchObject({
      component: 'pay',
      signal: 'log-failure',
      citations: [{ source: 'logs/pay.log', quote: 'boom' }],
    })
  })

  it('is not impressed by failures that were as usual before', () => {
    expect(
      analyse([chatter('pay'), { service: 'pay', message: 'boom', level: 'error', before: 40, during: 20 }]),
    ).toEqual([])
  })

  it('compares shares, so that more traffic is no finding', () => {
    expect(
      analyse([
        { service: 'pay', message: 'request served', before: 100, during: 5000 },
        { service: 'pay', message: 'slow', level: 'warn', before: 10, during: 500 },
      ]),
    ).toEqual([])
  })

  it('takes a service that stopped writing for a signal', () => {
    expect(analyse([{ ...chatter('pay'), during: 0 }, chatter('web')])[0]).toMatchObject({
      component: 'pay',
      signal: 'log-silence',
    })
  })

  it('suspects the component that a failure names, and takes the one that logs it for a symptom', () => {
    const context = makeContext({ edges: [{ caller: 'web', callee: 'pay' }] })
    const findings = analyse(
      [
        chatter('web'),
        { service: 'web', message: 'connect ECONNREFUSED pay:8080', level: 'error', before: 0, during: 30 },
      ],
      context,
    )
    expect(findings.find(({ signal }) => signal === 'log-mention')).toMatchObject({ component: 'pay', role: 'cause' })
    expect(findings.find(({ signal }) => signal === 'log-failure')).toMatchObject({ component: 'web', role: 'symptom' })
  })

  it('recognises a stack trace as an exception', () => {
    const message = 'failed\n    at charge (/srv/pay/charge.js:10:5)'
    expect(analyse([chatter('pay'), { service: 'pay', message, level: 'error', before: 0, during: 9 }])[0]?.cause).toBe(
      'code-exception',
    )
  })
})

describe('messages that name their cause', () => {
  it.each([
    ['java.lang.OutOfMemoryError: Java heap space', 'oom-killed'],
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'oom-killed'],
    ['timeout exceeded when trying to connect', 'connection-pool-exhausted'],
    ['HikariPool-1 - Connection is not available, request timed out after 30000ms', 'connection-pool-exhausted'],
    ['FATAL: remaining connection slots are reserved', 'connection-pool-exhausted'],
    ['write failed: No space left on device', 'disk-full'],
    ['getaddrinfo ENOTFOUND db', 'dns-failure'],
    ["Access denied for user 'app'@'10.0.0.1'", 'db-invalid-credentials'],
    ['The MySQL server is running with the --read-only option', 'db-read-only'],
    ['all is well', undefined],
    ['connection established', undefined],
  ])('%s', (message, cause) => {
    expect(knownCause(message)).toBe(cause)
  })
})
