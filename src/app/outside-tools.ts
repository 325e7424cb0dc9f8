import { join } from 'node:path'
import { z } from 'zod'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import type { Tool } from '../core/tool.ts'
import { readTrusted } from './read-trusted.ts'
import { stateFolder } from './state-folder.ts'
import { version } from './version.ts'

const PREFIX = 'mcp__'
const name = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'must be letters, digits and hyphens')
const readTools = z.array(z.string().min(1).max(100)).min(1)
const words = z.record(z.string(), z.string()).default({})

const configSchema = z.strictObject({
  mcpServers: z.record(
    name,
    z.union([
      z.strictObject({ command: z.string().min(1), args: z.array(z.string()).default([]), env: words, readTools }),
      z.strictObject({ url: z.url({ protocol: /^https?$/ }), headers: words, readTools }),
    ]),
  ),
})
type Config = z.infer<typeof configSchema>['mcpServers']

/** Tools of MCP servers, opened when an agent first names one, and shared by all runs of the process. */
export interface OutsideTools {
  /** Those of these names that there are. A server that cannot be reached has none. */
  tools(names: readonly string[]): Promise<Tool[]>
  close(): Promise<void>
}

/** Where the servers are named: `WATCHFLOOR_MCP`, else `mcp.json` in the state folder. It names programs to run, so it is trusted as the policy is. */
export function mcpPath(environment: NodeJS.ProcessEnv): string {
  return environment.WATCHFLOOR_MCP || join(stateFolder(environment), 'mcp.json')
}

interface Opened {
  tools: Tool[]
  close(): Promise<void>
}

export function outsideTools(
  environment: NodeJS.ProcessEnv,
  onProblem: (what: string) => void = () => undefined,
): OutsideTools {
  const opened = new Map<string, Promise<Opened>>()
  let isClosed = false

  async function open(server: string, config: Config, onEnd: () => void): Promise<Opened> {
    const options = config[server]
    if (!options) return { tools: [], close: async () => undefined }
    // Few need a client for it.
    const { openMcpTools } = await import('../integrations/mcp/mcp-tools.ts')
    const found = await openMcpTools({ name: server, ...options }, version(), onEnd)
    for (const problem of found.problems) onProblem(problem)
    return found
  }

  /** As it is open already, else anew: it is forgotten once it has ended, or where it cannot be opened. */
  function openedOf(server: string, config: Config): Promise<Opened> {
    const known = opened.get(server)
    if (known) return known
    const forget = () => {
      if (opened.get(server) === fresh) opened.delete(server)
    }
    const fresh: Promise<Opened> = isClosed
      ? Promise.reject(new WatchfloorFault('cancelled', `The MCP server ${server} is not asked any more.`))
      : open(server, config, () => forget())
    opened.set(server, fresh)
    fresh.catch(forget)
    return fresh
  }

  /** A tool that outlives the connection it was found by. */
  function lasting(tool: Tool, server: string, config: Config): Tool {
    return {
      ...tool,
      async run(input, signal) {
        const { tools } = await openedOf(server, config)
        const now = tools.find(({ name }) => name === tool.name)
        if (!now) throw new WatchfloorFault('unavailable', `The MCP server ${server} no longer offers ${tool.name}.`)
        return now.run(input, signal)
      },
    }
  }

  return {
    async tools(names) {
      const servers = new Set(names.flatMap((one) => serverOf(one) ?? []))
      if (servers.size === 0) return []
      const config = await loadConfig(environment)
      const found = await Promise.all(
        [...servers].map(async (server) => {
          try {
            const { tools } = await openedOf(server, config)
            return tools.map((tool) => lasting(tool, server, config))
          } catch (thrown) {
            onProblem(messageOf(thrown))
            return []
          }
        }),
      )
      return found.flat().filter((tool) => names.includes(tool.name))
    },
    async close() {
      isClosed = true
      // Each is forgotten as it ends.
      for (const one of [...opened.values()]) await one.then(({ close }) => close()).catch(() => undefined)
    },
  }
}

/** The server that a tool's name speaks of. */
function serverOf(tool: string): string | undefined {
  return tool.startsWith(PREFIX) ? tool.slice(PREFIX.length).split('__')[0] : undefined
}

/** The names that agents may list, as far as the configuration has them. Throws a fault `invalid-input` for one that cannot be read or trusted. */
export async function outsideToolNames(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const config = await loadConfig(environment)
  return Object.entries(config).flatMap(([server, options]) =>
    options.readTools.map((tool) => `${PREFIX}${server}__${tool}`),
  )
}

async function loadConfig(environment: NodeJS.ProcessEnv): Promise<Config> {
  const path = mcpPath(environment)
  const text = await readTrusted(path, 'list of MCP servers')
  if (text === undefined) return {}
  let data: unknown
  try {
    data = JSON.parse(text, (_key, value) => (typeof value === 'string' ? filled(value, environment) : value))
  } catch (cause) {
    throw new WatchfloorFault('invalid-input', `${path}: ${messageOf(cause)}`, { cause })
  }
  const read = configSchema.safeParse(data)
  if (read.success) return read.data.mcpServers
  throw new WatchfloorFault('invalid-input', `${path}: ${z.prettifyError(read.error).slice(0, 500)}`, {
    hint: 'docs/service.md shows what it holds.',
  })
}

/** `${NAME}` is a variable of the environment: secrets are named, not written down. */
function filled(text: string, environment: NodeJS.ProcessEnv): string {
  return text.replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_whole, variable: string) => {
    const value = environment[variable]
    if (value === undefined) throw new Error(`${variable} is not set`)
    return value
  })
}
