import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

interface Call {
  id?: number
  method: string
  params?: { name?: string; protocolVersion?: string }
}

/** A server that speaks MCP over HTTP, as one answer or as a stream, with a tool whose answer is far too large. */
export async function serveLarge(type: string): Promise<{ url: string; forget(): void; close(): Promise<void> }> {
  let session = 1
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const call = (await json(request)) as Call
    const known = request.headers['mcp-session-id']
    if (known !== undefined && known !== String(session)) return void response.writeHead(404).end('no such session')
    if (call.id === undefined) return void response.writeHead(202).end()
    const answer = JSON.stringify({ jsonrpc: '2.0', id: call.id, result: resultOf(call) })
    response.writeHead(200, { 'content-type': type, 'mcp-session-id': String(session) })
    response.end(type === 'text/event-stream' ? `event: message\ndata: ${answer}\n\n` : answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    forget() {
      session += 1
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function resultOf({ method, params }: Call): unknown {
  if (method === 'initialize')
    return {
      protocolVersion: params?.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'large', version: '1' },
    }
  if (method === 'tools/list')
    return { tools: ['huge', 'small'].map((name) => ({ name, inputSchema: { type: 'object' } })) }
  return { content: [{ type: 'text', text: params?.name === 'huge' ? 'x '.repeat(10_000_000) : 'small' }] }
}
