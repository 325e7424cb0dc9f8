import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receiverOf } from '../../src/telemetry/receiver.ts'
import { spanQueue } from '../../src/telemetry/span-queue.ts'
import type { TracedSpan } from '../../src/telemetry/traced-span.ts'
import { until } from '../contracts/bus-contract.ts'
import { type OtlpReceiver, otlpReceiver } from './otlp-receiver.ts'

const origin = { resource: resourceFromAttributes({}), version: 'test' }
const span = (number: number): TracedSpan => ({
  trace: 'a'.repeat(32),
  id: number.toString(16).padStart(16, '0'),
  parent: undefined,
  isParentRemote: false,
  name: `span ${number}`,
  kind: 'internal',
  startedAt: 1_700_000_000_123,
  endedAt: 1_700_000_001_000,
  attributes: {},
  events: [],
  droppedEvents: 0,
  hasFailed: false,
})

describe('the queue of spans', () => {
  let receiver: OtlpReceiver
  let problems: string[]
  beforeEach(async () => {
    receiver = await otlpReceiver()
    problems = []
  })
  afterEach(() => receiver.close())
  const queueOf = (more: object = {}) =>
    spanQueue({
      origin,
      exporter: new OTLPTraceExporter({ url: `${receiver.url}/v1/traces`, timeoutMillis: 300 }),
      delayMilliseconds: 10,
      onProblem: (what) => problems.push(what),
      ...more,
    })
  const arrived = () => receiver.spans.map(({ name }) => name)

  it('sends all that it was given, in order, and to the nanosecond of its millisecond', async () => {
    const queue = queueOf()
    for (let number = 0; number < 1_500; number++) queue.push(span(number))
    await queue.close()
    expect(arrived()).toEqual(Array.from({ length: 1_500 }, (_, number) => `span ${number}`))
    expect(receiver.spans[0]).toMatchObject({ start: 1_700_000_000_123_000_000n, end: 1_700_000_001_000_000_000n })
    expect(problems).toEqual([])
  })

  it('keeps what does not arrive, and sends it when the receiver is back; that is said once', async () => {
    const queue = queueOf()
    receiver.answerWith(503)
    queue.push(span(1))
    await until(() => problems.length > 0)
    queue.push(span(2))
    receiver.answerWith(200)
    await until(() => receiver.spans.length === 2)
    expect(arrived()).toEqual(['span 1', 'span 2'])
    expect(problems).toHaveLength(1)
    await queue.close()
  })

  it('holds no more than it may: of more the oldest go', async () => {
    const queue = queueOf({ most: 3, delayMilliseconds: 60_000 })
    for (let number = 0; number < 10; number++) queue.push(span(number))
    await queue.close()
    expect(arrived()).toEqual(['span 7', 'span 8', 'span 9'])
    expect(problems).toEqual(['Traces: 7 spans did not arrive.'])
  })

  it('gives up what is refused for good, and goes on with the rest', async () => {
    const queue = queueOf()
    receiver.answerWith(400)
    queue.push(span(1))
    await until(() => problems.length > 0)
    receiver.answerWith(200)
    queue.push(span(2))
    await queue.close()
    expect(arrived()).toEqual(['span 2'])
    expect(problems).toEqual([expect.stringContaining('1 spans were refused')])
  })

  it('closes in time where nobody answers, and says what did not arrive', async () => {
    const queue = queueOf({
      patienceMilliseconds: 100,
      exporter: { export: () => undefined, shutdown: () => Promise.reject(new Error('never')) },
    })
    queue.push(span(1))
    const begun = performance.now()
    await queue.close()
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(problems).toEqual(['Traces: 1 spans did not arrive.'])
    queue.push(span(2))
    await queue.close()
  })

  it('survives an exporter that throws', async () => {
    const queue = queueOf({
      exporter: {
        export() {
          throw new Error('broken')
        },
        shutdown: async () => undefined,
      },
    })
    queue.push(span(1))
    await queue.close()
    expect(problems.join('\n')).toContain('broken')
  })
})

describe('where traces go', () => {
  const at = (environment: Record<string, string>) => receiverOf(environment)
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318/' }

  it('is said by the standard variables', () => {
    expect(at({})).toBeUndefined()
    expect(at({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined()
    expect(at(endpoint)).toEqual({ url: 'http://otel:4318/v1/traces' })
    expect(at({ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://t/own' })).toEqual({ url: 'https://t/own' })
    expect(at({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' })).toBeUndefined()
    expect(at({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined()
  })

  it('is nowhere, with a word about it, where they cannot be followed', () => {
    expect(at({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toMatchObject({
      problem: expect.stringContaining('grpc'),
    })
    for (const url of ['otel:4318', 'ftp://otel', 'no url'])
      expect(at({ OTEL_EXPORTER_OTLP_ENDPOINT: url })).toMatchObject({
        problem: expect.stringContaining('no http or https URL'),
      })
  })
})
