import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the server does with one call, in the words of the Anthropic Messages protocol. */
export interface ServedReply {
  text?: string
  toolCalls?: { name: string; input: unknown }[]
  usage?: { input?: number; output?: number }
  /** Before the first byte. */
  delayMilliseconds?: number
  fault?: /** 429 with retry-after 0. */
    | 'rate-limited'
    /** 529. */
    | 'overloaded'
    | 'overloaded-in-stream'
    /** The connection ends in the middle of the stream. */
    | 'cut'
    /** The connection is reset before any answer. */
    | 'reset'
    /** No answer at all. */
    | 'hang'
    | 'unauthorized'
}

export interface ServedCall {
  model: string
  system: unknown
  messages: { role: string; content: unknown }[]
  tools: { name: string; input_schema: unknown }[]
  max_tokens: number
}

export interface ModelServer {
  /** For `ANTHROPIC_BASE_URL`. */
  url: string
  calls: ServedCall[]
  close(): Promise<void>
}

/** A local server that speaks the Anthropic Messages protocol (streaming, tool use, usage, its faults) and answers by a script. */
export async function modelServer(
  script: (call: ServedCall, number: number) => ServedReply | Promise<ServedReply>,
): Promise<ModelServer> {
  const calls: ServedCall[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.method !== 'POST' || !request.url?.endsWith('/messages'))
      return refuse(response, 404, 'not_found_error')
    const call = JSON.parse(body) as ServedCall
    calls.push(call)
    const reply = await script(call, calls.length)
    if (reply.delayMilliseconds) await sleep(reply.delayMilliseconds)
    switch (reply.fault) {
      case 'rate-limited':
        return refuse(response, 429, 'rate_limit_error', { 'retry-after': '0' })
      case 'overloaded':
        return refuse(response, 529, 'overloaded_error')
      case 'unauthorized':
        return refuse(response, 401, 'authentication_error')
      case 'reset':
        request.socket.resetAndDestroy()
        return
      case 'hang':
        return
      default:
        return stream(response, call, reply)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function refuse(response: ServerResponse, status: number, type: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify({ type: 'error', error: { type, message: type.replaceAll('_', ' ') } }))
}

function stream(
  response: ServerResponse,
  call: ServedCall,
  { text = '', toolCalls = [], usage, fault }: ServedReply,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  send('message_start', {
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: call.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: usage?.input ?? 100, output_tokens: 1 },
    },
  })
  if (fault === 'overloaded-in-stream') {
    send('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })
    return void response.end()
  }
  let index = 0
  const block = (start: object, deltas: object[]) => {
    send('content_block_start', { index, content_block: start })
    for (const delta of deltas) send('content_block_delta', { index, delta })
    send('content_block_stop', { index: index++ })
  }
  if (text !== '')
    block(
      { type: 'text', text: '' },
      halves(text).map((half) => ({ type: 'text_delta', text: half })),
    )
  if (fault === 'cut') return void response.socket?.destroy()
  for (const [number, { name, input }] of toolCalls.entries())
    block(
      { type: 'tool_use', id: `toolu_${number + 1}_${Math.random().toString(36).slice(2)}`, name, input: {} },
      halves(JSON.stringify(input)).map((half) => ({ type: 'input_json_delta', partial_json: half })),
    )
  send('message_delta', {
    delta: { stop_reason: toolCalls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null },
    usage: { output_tokens: usage?.output ?? 20 },
  })
  send('message_stop', {})
  response.end()
}

/** A stream comes in pieces. */
function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '')
}
