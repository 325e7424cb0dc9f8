import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OutsideTools, outsideToolNames, outsideTools } from '../../src/app/outside-tools.ts'
import { serveLarge } from '../integrations/mcp/large-server.ts'

const SERVER = resolve('test/integrations/mcp/little-server.ts')
const signal = AbortSignal.timeout(60_000)
let home: string
let problems: string[]
let outside: OutsideTools
let environment: NodeJS.ProcessEnv

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'watchfloor-outside-'))
  problems = []
  environment = { WATCHFLOOR_HOME: home, LITTLE: 'from the environment' }
  outside = outsideTools(environment, (what) => problems.push(what))
})
afterEach(async () => {
  await outside.close()
  rmSync(home, { recursive: true, force: true })
})
/** As the configuration names a variable of the environment. */
const variable = (name: string) => ['$', '{', name, '}'].join('')
const configure = (config: unknown) => writeFileSync(join(home, 'mcp.json'), JSON.stringify(config), { mode: 0o600 })
const little = (more: object = {}) => ({
  mcpServers: {
    little: {
      command: process.execPath,
      args: [SERVER],
      env: { LITTLE_WORD: variable('LITTLE') },
      readTools: ['tickets', 'broken', 'silent', 'environment'],
      ...more,
    },
  },
})
const NAMES = ['tickets', 'broken', 'silent', 'environment', 'restart', 'scale', 'nothing'].map(
  (one) => `mcp__little__${one}`,
)
const call = async (name: string, input: unknown = {}) =>
  (await outside.tools(NAMES)).find((tool) => tool.name === `mcp__little__${name}`)?.run(input, signal)

describe('tools of MCP servers', () => {
  it('are there for agents that list them, where the configuration names them as reading', async () => {
    configure(little())
    expect((await outside.tools(NAMES)).map(({ name }) => name).sort()).toEqual(NAMES.slice(0, 4).sort())
    expect((await outside.tools(['mcp__little__tickets', 'search_logs'])).map(({ name }) => name)).toEqual([
      'mcp__little__tickets',
    ])
    expect(await outsideToolNames(environment)).toEqual(NAMES.slice(0, 4))
    expect(await call('tickets', { service: 'cart' })).toContain('TICKET-7 about cart')
    expect(await call('tickets', { service: 'cart' })).toContain('from the environment')
    const [tickets] = await outside.tools(['mcp__little__tickets'])
    expect(tickets?.input.safeParse({ service: 7 }).success).toBe(false)
  }, 30_000)

  it('are never what the server itself says changes something, whatever the configuration says', async () => {
    configure(little({ readTools: ['tickets', 'restart', 'scale', 'nothing'] }))
    expect((await outside.tools(NAMES)).map(({ name }) => name)).toEqual(['mcp__little__tickets'])
    expect(problems.sort()).toEqual([
      expect.stringContaining('nothing: the server has no such tool'),
      expect.stringContaining('restart: the server says that it changes something'),
      expect.stringContaining('scale: the server says that it changes something'),
    ])
  }, 30_000)

  it('fail where the server says so, and where it says nothing', async () => {
    configure(little())
    await expect(call('broken')).rejects.toThrow('no such database')
    await expect(call('silent')).rejects.toThrow('gave nothing')
  }, 30_000)

  it('know nothing of our environment but what is named', async () => {
    process.env.WATCHFLOOR_TEST_SECRET = 'x'
    configure(little())
    expect(await call('environment')).not.toContain('WATCHFLOOR_TEST_SECRET')
    delete process.env.WATCHFLOOR_TEST_SECRET
  }, 30_000)

  it('are none where a server is away, and the others are there', async () => {
    const { mcpServers } = little()
    configure({ mcpServers: { ...mcpServers, gone: { url: 'http://127.0.0.1:1/mcp', readTools: ['x'] } } })
    const found = await outside.tools([...NAMES, 'mcp__gone__x'])
    expect(found).toHaveLength(4)
    expect(problems).toEqual([expect.stringContaining('The MCP server gone cannot be used')])
  }, 30_000)

  it('are there again after their server has ended, for the run that has them and for the next', async () => {
    configure(little({ readTools: ['process'] }))
    const [tool] = await outside.tools(['mcp__little__process'])
    if (!tool) throw new Error('the server has the tool')
    const first = await tool.run({}, signal)
    process.kill(Number(first))
    // Until its end is noticed, a call fails.
    const answered = (run: () => Promise<unknown> | undefined) => Promise.resolve(run()).catch(() => first)
    await expect.poll(() => answered(() => tool.run({}, signal)), { timeout: 20_000 }).not.toBe(first)
    const second = await tool.run({}, signal)
    expect(second).toMatch(/^[0-9]+$/)
    const [again] = await outside.tools(['mcp__little__process'])
    expect(await again?.run({}, signal)).toBe(second)
  }, 30_000)

  it('fail where the answer is too large, and answer the next call', async () => {
    configure(little({ readTools: ['huge', 'tickets'] }))
    const found = await outside.tools(['mcp__little__huge', 'mcp__little__tickets'])
    const named = (name: string) => found.find((tool) => tool.name === `mcp__little__${name}`)
    await expect(named('huge')?.run({}, signal)).rejects.toThrow('larger than 8 MiB')
    await expect
      .poll(() => named('tickets')?.run({ service: 'cart' }, signal), { timeout: 20_000 })
      .toContain('TICKET-7')
  }, 30_000)

  it.each(['application/json', 'text/event-stream'])(
    'fail where the answer over HTTP (%s) is too large, and answer the next call',
    async (type) => {
      const server = await serveLarge(type)
      configure({ mcpServers: { web: { url: server.url, readTools: ['huge', 'small'] } } })
      const [huge, small] = await outside.tools(['mcp__web__huge', 'mcp__web__small'])
      await expect(huge?.run({}, signal)).rejects.toThrow('larger than 8 MiB')
      expect(await small?.run({}, signal)).toBe('small')
      expect(problems).toEqual([])
      await outside.close()
      await server.close()
    },
    15_000,
  )

  it('begin a new session where their server over HTTP has forgotten the old one', async () => {
    const server = await serveLarge('application/json')
    configure({ mcpServers: { web: { url: server.url, readTools: ['small'] } } })
    const [small] = await outside.tools(['mcp__web__small'])
    expect(await small?.run({}, signal)).toBe('small')
    server.forget()
    await expect(small?.run({}, signal)).rejects.toThrow()
    expect(await small?.run({}, signal)).toBe('small')
    await outside.close()
    await server.close()
  }, 15_000)

  it('are none without a configuration, and a fault where it cannot be trusted or read', async () => {
    expect(await outside.tools(NAMES)).toEqual([])
    configure({ mcpServers: { 'a b': little().mcpServers.little } })
    await expect(outside.tools(NAMES)).rejects.toMatchObject({ code: 'invalid-input' })
    configure(little({ env: { X: variable('NOT_THERE') } }))
    await expect(outside.tools(NAMES)).rejects.toThrow('NOT_THERE is not set')
    configure(little())
    chmodSync(join(home, 'mcp.json'), 0o666)
    await expect(outside.tools(NAMES)).rejects.toThrow('may be written by others')
  })
})
