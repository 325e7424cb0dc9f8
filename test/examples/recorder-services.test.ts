import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseExposition } from '../../scripts/record-examples/exposition.ts'
import { callService } from '../../scripts/record-examples/shop/call-service.ts'
import type { Log } from '../../scripts/record-examples/shop/log.ts'
import { ServiceError } from '../../scripts/record-examples/shop/service-error.ts'
import { startService } from '../../scripts/record-examples/shop/start-service.ts'

interface WrittenSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  status: { code?: number }
}

const folder = mkdtempSync(join(tmpdir(), 'recorder-test-'))
const traceFile = join(folder, 'spans')
const logged: string[] = []
const keep = (message: string) => void logged.push(message)
const log: Log = { access: keep, info: keep, warn: keep, error: keep }
const servers: Server[] = []
let front = ''

beforeAll(async () => {
  const back = await start({
    name: 'back',
    routes: {
      'GET /things/:id': async ({ params }) => {
        if (params.id === '13') throw new ServiceError(503, 'no luck')
        return { status: 200, body: { id: params.id } }
      },
    },
  })
  front = await start({
    name: 'front',
    sampling: 1,
    routes: {
      'GET /api/:id': async ({ params, trace }, { metrics }) => {
        const id = params.id ?? ''
        const address = id === '99' ? 'http://127.0.0.1:1' : back
        const call = {
          destination: 'back',
          address,
          method: 'GET' as const,
          path: `/things/${id}`,
          route: '/things/:id',
        }
        return callService(trace, metrics, { ...call, timeoutMilliseconds: 2000 })
      },
    },
  })
})

afterAll(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function start(
  definition: Pick<Parameters<typeof startService>[0], 'name' | 'routes' | 'sampling'>,
): Promise<string> {
  const server = await startService({ version: '1.0.0', port: 0, traceFile, log, ...definition })
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function spansOf(traceId: string): WrittenSpan[] {
  const spans = readFileSync(traceFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line): WrittenSpan[] => JSON.parse(line).resourceSpans[0].scopeSpans[0].spans)
  return spans.filter((span) => span.traceId === traceId)
}

test('one trace goes through both services, each span below the one that called it', async () => {
  const traceId = 'c'.repeat(32)
  const response = await fetch(`${front}/api/7`, { headers: { traceparent: `00-${traceId}-${'d'.repeat(16)}-01` } })
  expect(await response.json()).toEqual({ id: '7' })
  const spans = spansOf(traceId)
  const server = spans.find(({ name }) => name === 'GET /api/:id')
  const client = spans.find(({ kind }) => kind === 3)
  const far = spans.find(({ name, kind }) => name === 'GET /things/:id' && kind === 2)
  expect(spans).toHaveLength(3)
  expect(server?.parentSpanId).toBe('d'.repeat(16))
  expect(client?.parentSpanId).toBe(server?.spanId)
  expect(far?.parentSpanId).toBe(client?.spanId)
})

test('a trace that is not sampled leaves no span anywhere', async () => {
  const traceId = 'e'.repeat(32)
  await fetch(`${front}/api/7`, { headers: { traceparent: `00-${traceId}-${'d'.repeat(16)}-00` } })
  expect(spansOf(traceId)).toEqual([])
})

test('a failure travels to the caller as 502, is logged in both, and marks the spans', async () => {
  const traceId = 'f'.repeat(32)
  const response = await fetch(`${front}/api/13`, { headers: { traceparent: `00-${traceId}-${'d'.repeat(16)}-01` } })
  expect(response.status).toBe(502)
  expect(logged).toContain('GET /things/:id failed: no luck')
  expect(logged).toContain('GET /api/:id failed: back answered 503')
  expect(spansOf(traceId).every(({ status }) => status.code === 2)).toBe(true)
})

test('a service that cannot be reached is named with the reason', async () => {
  const response = await fetch(`${front}/api/99`)
  expect(response.status).toBe(502)
  expect(await response.json()).toEqual({ error: 'cannot reach back: ECONNREFUSED' })
})

test('requests, errors and calls are counted where they happen', async () => {
  await fetch(`${front}/api/13`)
  const samples = parseExposition(await (await fetch(`${front}/metrics`)).text())
  const value = (name: string) => samples.find((sample) => sample.name === name)?.value ?? Number.NaN
  expect(value('http_requests_total')).toBeGreaterThanOrEqual(1)
  expect(value('http_request_errors_total')).toBeGreaterThanOrEqual(1)
  expect(value('http_client_request_errors_total')).toBe(value('http_request_errors_total'))
  expect(samples.find(({ name }) => name === 'http_client_requests_total')?.labels).toEqual({
    source: 'front',
    destination: 'back',
  })
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6)
})
