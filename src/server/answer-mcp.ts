import type { IncomingMessage, ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Service } from '../app/open-service.ts'
import { version } from '../app/version.ts'
import { mcpServer } from './mcp-server.ts'

/** One request, one server: nothing is kept between them, so any process may answer. */
export async function answerMcp(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
): Promise<void> {
  const server = mcpServer({ platform: service, version: version(), mayReadPaths: false })
  const transport = new StreamableHTTPServerTransport({})
  response.once('close', () => {
    void transport.close()
    void server.close()
  })
  await server.connect(transport as Parameters<typeof server.connect>[0])
  await transport.handleRequest(request, response, body)
}
