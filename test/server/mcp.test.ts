import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, describe, expect, it } from 'vitest'
import { serveHere } from './serve-here.ts'

const home = mkdtempSync(join(tmpdir(), 'watchfloor-mcp-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const FORBIDDEN = /approve|reject|kill|policy|act\b|cancel|resume|token/

async function call(client: Client, name: string, input: object = {}) {
  const answer = await client.callTool({ name, arguments: { ...input } })
  return { text: (answer.content as { text: string }[])[0]?.text ?? '', isError: answer.isError === true }
}

describe('Watchfloor as an MCP server', () => {
  it('investigates, gives reports and searches findings, on standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [resolve('bin/watchfloor.js'), 'mcp'],
        env: { PATH: process.env.PATH ?? '', WATCHFLOOR_HOME: home },
      }),
    )
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'ask',
      'get_report',
      'investigate',
      'list_approvals',
      'list_runs',
      'search_findings',
    ])
    expect(tools.filter(({ name }) => FORBIDDEN.test(name.replace('list_approvals', '')))).toEqual([])
    for (const { annotations } of tools) expect(annotations?.readOnlyHint).toBe(true)
    const found = await call(client, 'investigate', { path: resolve('examples/incidents/payment-gateway') })
    expect(found.text).toMatch(/^Run (run_\w+)\nP1 CRITICAL/)
    const run = /^Run (run_\w+)/.exec(found.text)?.[1] ?? ''
    expect((await call(client, 'get_report', { run })).text).toContain('# Payments fail in checkout')
    expect((await call(client, 'search_findings', { text: 'OutOfMemoryError' })).text).toContain(
      'logs/payment-gateway.jsonl',
    )
    expect((await call(client, 'ask', { question: 'why did payments fail' })).text).toContain(
      'payment-gateway: oom-killed',
    )
    expect((await call(client, 'list_runs')).text).toContain(run)
    expect((await call(client, 'list_approvals')).text).toBe('Nothing waits.')
    expect(await call(client, 'get_report', { run: 'none' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('No run is named'),
    })
    expect((await call(client, 'investigate', { path: '/nowhere' })).isError).toBe(true)
    await client.close()
  }, 60_000)

  it('is offered over the network to whoever has a token, without the paths of this machine', async () => {
    const here = await serveHere({ withTokens: true })
    const connect = async (token: string) => {
      const client = new Client({ name: 'test', version: '1' })
      const transport = new StreamableHTTPClientTransport(new URL(`${here.url}/mcp`), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      })
      await client.connect(transport as Parameters<typeof client.connect>[0])
      return client
    }
    await expect(connect('wf_wrong')).rejects.toThrow()
    const client = await connect(here.tokens.viewer ?? '')
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).not.toContain('investigate')
    expect((await call(client, 'list_runs')).text).toBe('There is none.')
    await client.close()
    await here.stop()
  }, 30_000)
})
