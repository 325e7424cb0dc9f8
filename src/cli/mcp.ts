import { once } from 'node:events'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { openPlatform } from '../app/open-platform.ts'
import { version } from '../app/version.ts'
import { mcpServer } from '../server/mcp-server.ts'

/** `watchfloor mcp`: speaks MCP on standard input and output, until its client goes. */
export async function mcp(): Promise<number> {
  const platform = await openPlatform()
  try {
    const server = mcpServer({ platform, version: version(), mayReadPaths: true })
    const gone = new Promise<void>((resolve) => {
      server.server.onclose = resolve
    })
    await server.connect(new StdioServerTransport())
    await Promise.race([gone, once(process.stdin, 'end'), once(process, 'SIGTERM'), once(process, 'SIGINT')])
    return 0
  } finally {
    await platform.close()
  }
}
