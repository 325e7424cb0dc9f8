import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

/** A real MCP server on standard input and output, with tools of all sorts. */
const server = new McpServer({ name: 'little', version: '1' })
const say = (text: string, more: object = {}) => ({ content: [{ type: 'text' as const, text }], ...more })
server.registerTool(
  'tickets',
  { description: 'Open tickets about a service.', inputSchema: { service: z.string() } },
  ({ service }) =>
    say(`TICKET-7 about ${service}: api_key=${'sk_live_4eC39HqLyjWDarjtT1zdp7dc'} ${process.env.LITTLE_WORD ?? ''}`),
)
server.registerTool('broken', { inputSchema: {} }, () => say('no such database', { isError: true }))
server.registerTool('silent', { inputSchema: {} }, () => ({ content: [] }))
server.registerTool('environment', { inputSchema: {} }, () => say(Object.keys(process.env).join(' ')))
server.registerTool('restart', { inputSchema: {}, annotations: { destructiveHint: true } }, () => say('done'))
server.registerTool('scale', { inputSchema: {}, annotations: { readOnlyHint: false } }, () => say('done'))
server.registerTool('process', { inputSchema: {} }, () => say(String(process.pid)))
server.registerTool('huge', { inputSchema: {} }, () => say('x '.repeat(10_000_000)))
await server.connect(new StdioServerTransport())
