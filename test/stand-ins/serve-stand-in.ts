import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with a request: another status, no answer ever, an answer that breaks off, one that is no JSON, or none of this API. */
export type Trouble = number | 'hang' | 'half' | 'no-json' | 'strange'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

export interface Answered {
  status?: number
  /** Text as it is, all else as JSON. */
  body: unknown
}

export interface StandInServer {
  url: string
  asked: Asked[]
  close(): Promise<void>
}

/** A server on this machine for what cannot run here. `troubleWith` says what goes wrong with which request, counted from 1. */
export async function serveStandIn(
  answer: (asked: Asked) => Answered,
  troubleWith: (asked: Asked, number: number) => Trouble | undefined = () => undefined,
): Promise<StandInServer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const one = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body,
    }
    asked.push(one)
    const trouble = troubleWith(one, asked.length)
    if (trouble === 'hang') return
    if (trouble === 'no-json') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end('<html>Please log in</html>')
    }
    if (typeof trouble === 'number') {
      response.writeHead(trouble, { 'content-type': 'text/plain' })
      return response.end(`trouble ${trouble}`)
    }
    const given = trouble === 'strange' ? { body: ['hello'] } : answer(one)
    const text = typeof given.body === 'string' ? given.body : JSON.stringify(given.body)
    response.writeHead(given.status ?? 200, {
      'content-type': typeof given.body === 'string' ? 'text/plain' : 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    if (trouble !== 'half') return response.end(text)
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
