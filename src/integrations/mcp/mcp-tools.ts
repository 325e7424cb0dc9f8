import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { z } from 'zod'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { Tool } from '../../core/tool.ts'
import { boundedCall, boundedFetch, MOST_ANSWER, TOO_LARGE } from './bounded-fetch.ts'

/** One server: a program on standard input and output, or an address that speaks streamable HTTP. */
export type McpServerOptions = { name: string; readTools: readonly string[] } & (
  | { command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { url: string; headers: Readonly<Record<string, string>> }
)

export interface McpTools {
  tools: Tool[]
  /** Tools that were named and are not offered to agents, and why, in plain words. */
  problems: string[]
  close(): Promise<void>
}

const TIMEOUT = 20_000
const LONGEST_DESCRIPTION = 600
const MOST_SCHEMA = 20_000

/**
 * The tools of a server that its owner has named as reading, as agents may use them: `mcp__SERVER__TOOL`. What the server itself calls writing or
 * destructive is left out, whatever was named. `onEnd` is called once it can no longer be asked: it has ended, or has forgotten us. Throws a fault
 * `unavailable` where the server cannot be reached.
 */
export async function openMcpTools(
  options: McpServerOptions,
  version: string,
  onEnd: () => void = () => undefined,
): Promise<McpTools> {
  const client = new Client({ name: 'watchfloor', version })
  const ended = new AbortController()
  client.onclose = onEnd
  client.onerror = (error) => {
    // So that the calls under way need not wait until the program has ended.
    if (isOverflow(error)) end(new Error(TOO_LARGE))
    if (isForgotten(error)) end(error)
  }
  function end(why: Error): void {
    onEnd()
    ended.abort(why)
    client.close().catch(() => undefined)
  }
  try {
    await client.connect(transportFor(options), { timeout: TIMEOUT })
    const offered = new Map((await client.listTools({}, { timeout: TIMEOUT })).tools.map((tool) => [tool.name, tool]))
    const tools: Tool[] = []
    const problems: string[] = []
    for (const name of options.readTools) {
      const tool = offered.get(name)
      const why = !tool
        ? 'the server has no such tool'
        : tool.annotations?.readOnlyHint === false || tool.annotations?.destructiveHint === true
          ? 'the server says that it changes something, and agents only read'
          : JSON.stringify(tool.inputSchema).length > MOST_SCHEMA
            ? 'its description of what goes in is too long'
            : undefined
      if (tool && why === undefined) tools.push(asTool(client, options.name, tool, ended.signal))
      else problems.push(`${options.name}: ${name}: ${why}`)
    }
    return { tools, problems, close: () => client.close() }
  } catch (cause) {
    await client.close().catch(() => undefined)
    throw new WatchfloorFault('unavailable', `The MCP server ${options.name} cannot be used: ${messageOf(cause)}`, {
      cause,
    })
  }
}

/** The transport says so in words only, and closes. */
function isOverflow(error: Error): boolean {
  return error.message.includes('exceeded maximum size')
}

/** The session is unknown to the server (MCP 2025-06-18, session management). */
function isForgotten(error: Error): boolean {
  return error instanceof StreamableHTTPError && error.code === 404
}

function transportFor(options: McpServerOptions): Transport {
  if ('command' in options)
    return new StdioClientTransport({
      command: options.command,
      args: [...options.args],
      // Only what is named: our own environment holds keys.
      env: { PATH: process.env.PATH ?? '', ...options.env },
      stderr: 'ignore',
      maxBufferSize: MOST_ANSWER,
    })
  // Its types say `sessionId?: string` where our compiler wants `string | undefined`.
  return new StreamableHTTPClientTransport(new URL(options.url), {
    fetch: boundedFetch,
    requestInit: { headers: { ...options.headers }, redirect: 'error' },
  }) as Transport
}

type Offered = Awaited<ReturnType<Client['listTools']>>['tools'][number]

function asTool(
  client: Client,
  server: string,
  { name, description = '', inputSchema }: Offered,
  ended: AbortSignal,
): Tool {
  return {
    name: `mcp__${server}__${name}`,
    description: `${description.replace(/\p{C}+/gu, ' ').slice(0, LONGEST_DESCRIPTION)} (from ${server}, another system)`,
    input: schemaOf(inputSchema),
    async run(input, signal) {
      const asked = { name, arguments: input as Record<string, unknown> }
      const answer = await boundedCall((tooLarge) =>
        client.callTool(asked, undefined, { signal: AbortSignal.any([signal, tooLarge, ended]), timeout: TIMEOUT }),
      )
      const content = Array.isArray(answer.content) ? (answer.content as { type: string; text?: string }[]) : []
      const text = content
        .flatMap(({ type, text: said }) => (type === 'text' ? (said ?? '') : `(${type}, left out)`))
        .join('\n')
      if (answer.isError === true) throw new Error(text || 'the tool failed and did not say why')
      // Without an error it may still have failed: what it gave is shown as it is, and nothing is concluded from silence.
      if (text === '' && answer.structuredContent === undefined) throw new Error('the tool gave nothing')
      return text === '' ? JSON.stringify(answer.structuredContent) : text
    },
  }
}

/** What goes in as the server describes it; anything where its schema uses what we cannot check. The server checks again. */
function schemaOf(schema: Offered['inputSchema']): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  } catch {
    return z.record(z.string(), z.unknown())
  }
}
