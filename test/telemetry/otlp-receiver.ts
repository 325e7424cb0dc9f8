import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it came; times are nanoseconds since the epoch. */
export interface ReceivedSpan {
  trace: string
  id: string
  parent: string | undefined
  name: string
  kind: number
  start: bigint
  end: bigint
  attributes: Record<string, unknown>
  events: { name: string; at: bigint; attributes: Record<string, unknown> }[]
  hasFailed: boolean
  service: Record<string, unknown>
}

export interface OtlpReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string
  /** All that came, in the order of coming, also what came again. */
  spans: ReceivedSpan[]
  requests: { path: string | undefined; type: string | undefined }[]
  /** Answers so from now on. */
  answerWith(status: number): void
  close(): Promise<void>
}

interface WireValue {
  stringValue?: string
  intValue?: number | string
  doubleValue?: number
  boolValue?: boolean
}
type WireAttributes = { key: string; value: WireValue }[]
interface WireSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: WireAttributes
  events: { name: string; timeUnixNano: string; attributes: WireAttributes }[]
  status: { code: number }
}
interface WireTraces {
  resourceSpans: { resource: { attributes: WireAttributes }; scopeSpans: { spans: WireSpan[] }[] }[]
}

/** A receiver of traces by OTLP over HTTP, as a collector is one: takes JSON at `/v1/traces`, and keeps what came. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = []
  const requests: OtlpReceiver['requests'] = []
  let status = 200
  const server = createServer(async (request, response) => {
    const body = await read(request)
    requests.push({ path: request.url, type: request.headers['content-type'] })
    if (status === 200) spans.push(...spansOf(JSON.parse(body) as WireTraces))
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    answerWith(next) {
      status = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

function spansOf({ resourceSpans }: WireTraces): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        trace: span.traceId,
        id: span.spanId,
        parent: span.parentSpanId,
        name: span.name,
        kind: span.kind,
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        attributes: plain(span.attributes),
        events: span.events.map(({ name, timeUnixNano, attributes }) => ({
          name,
          at: BigInt(timeUnixNano),
          attributes: plain(attributes),
        })),
        hasFailed: span.status.code === 2,
        service: plain(resource.attributes),
      })),
    ),
  )
}

function plain(attributes: WireAttributes): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue),
    ]),
  )
}
