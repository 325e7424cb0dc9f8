import { request as httpRequest } from 'node:http'
import { formatTraceparent } from '../trace-context.ts'
import { ServiceError } from './service-error.ts'
import type { ServiceMetrics } from './service-metrics.ts'
import type { RequestTrace } from './service-trace.ts'

export interface ServiceCall {
  destination: string
  /** `http://127.0.0.1:port` */
  address: string
  method: 'GET' | 'POST'
  path: string
  /** The path with its variable parts named: keeps the number of span names small. */
  route: string
  body?: unknown
  timeoutMilliseconds: number
}

export interface ServiceAnswer {
  status: number
  body: Record<string, unknown>
}

/**
 * Calls another service as a client span. Answers below 500 are returned. Throws `ServiceError` 502 where the other
 * side answered 5xx or could not be reached, 504 where it took too long.
 */
export function callService(trace: RequestTrace, metrics: ServiceMetrics, call: ServiceCall): Promise<ServiceAnswer> {
  const attributes = { 'http.request.method': call.method, 'peer.service': call.destination }
  return trace.span('client', `${call.method} ${call.route}`, attributes, async (context, found) => {
    const began = performance.now()
    let failed = true
    try {
      const answer = await send(call, formatTraceparent(context))
      found['http.response.status_code'] = answer.status
      failed = answer.status >= 500
      if (failed) throw new ServiceError(502, `${call.destination} answered ${answer.status}`)
      return answer
    } catch (error) {
      throw toServiceError(call, error)
    } finally {
      metrics.call(call.destination, (performance.now() - began) / 1000, failed)
    }
  })
}

function toServiceError(call: ServiceCall, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new ServiceError(504, `${call.destination} did not answer within ${call.timeoutMilliseconds} ms`, {
      cause: error,
    })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new ServiceError(502, `cannot reach ${call.destination}: ${code}`, { cause: error })
}

/** A connection of its own for each call, so that a replaced process is never called again. */
function send(call: ServiceCall, traceparent: string): Promise<ServiceAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ServiceAnswer>()
  const headers = { traceparent, 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(call.timeoutMilliseconds)
  const outgoing = httpRequest(
    `${call.address}${call.path}`,
    { method: call.method, headers, agent: false, signal },
    (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: parseBody(Buffer.concat(chunks).toString()) })
      })
    },
  )
  outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error))
  outgoing.end(call.body === undefined ? undefined : JSON.stringify(call.body))
  return promise
}

function parseBody(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
