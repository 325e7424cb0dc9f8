import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvidence } from '../../../src/app/open-evidence.ts'
import type { AnalystContext } from '../../../src/core/incident.ts'
import type { Source } from '../../../src/core/source.ts'
import { INCIDENT_TOOLS } from '../../../src/crews/incident/tools/index.ts'
import { makeCheckout } from '../../crash/crash-respond.ts'

const folder = mkdtempSync(`${tmpdir()}/watchfloor-tools-`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (iso: string) => Date.parse(iso)
let source: Source
let empty: Source
let context: AnalystContext
let commit = ''

async function call(name: string, input: object, from = source): Promise<string> {
  const tool = INCIDENT_TOOLS.find((one) => one.name === name)
  if (!tool) throw new Error(`There is no tool ${name}.`)
  return tool.run(tool.input.parse(input), { source: from, context, signal: new AbortController().signal })
}

describe('the tools of the incident crew, on the payment gateway', () => {
  beforeAll(async () => {
    const repository = makeCheckout(folder)
    source = await openEvidence({
      path: resolve('examples/incidents/payment-gateway'),
      trustSources: false,
      repositories: [repository],
    })
    empty = await openEvidence({ path: folder, trustSources: false, repositories: [] })
    context = {
      incident: source.incident,
      windows: {
        baseline: { from: at('2026-10-14T13:30:00Z'), to: at('2026-10-14T14:02:00Z') },
        incident: { from: at('2026-10-14T14:07:15Z'), to: at('2026-10-14T14:19:25Z') },
        origin: 'given',
      },
      edges: [],
    }
    commit = (await source.changes()).find(({ summary }) => summary === 'Read all transactions at once')?.commit ?? ''
  })

  it('find lines with their place, and say how many more there are', async () => {
    expect(await call('search_logs', { text: 'outofmemoryerror' })).toMatch(
      /^logs\/payment-gateway\.jsonl:\d+ .*OutOfMemoryError/m,
    )
    expect(await call('search_logs', { text: 'OutOfMemoryError', service: 'catalog' })).toBe('No line holds it.')
    expect(await call('search_logs', { text: 'payment' })).toMatch(/\d+ more lines hold it/)
    expect(await call('get_pod_logs', { pod: 'payment-gateway' })).toContain('OutOfMemoryError')
  })

  it('count errors before and in the incident', async () => {
    expect(await call('count_errors', {})).toMatch(/checkout: \d+ before, \d+ in the incident/)
  })

  it('show pods, what became of their containers, events and workloads', async () => {
    expect((await call('list_pods', {})).split('\n')[0]).toMatch(/payment-gateway/)
    expect(await call('describe_pod', { pod: 'payment-gateway' })).toContain('OOMKilled')
    expect(await call('get_events', { object: 'payment-gateway' })).toMatch(/Warning/)
    expect(await call('list_deployments', {})).toMatch(/Deployment shop\/payment-gateway: 0 of 3 ready/)
  })

  it('compare series before and in the incident', async () => {
    expect(await call('query_metrics', { name: 'http_error_ratio', component: 'checkout' })).toMatch(
      /of checkout: before .* in the incident/,
    )
    expect(await call('check_service_health', { service: 'payment-gateway' })).toMatch(/duration|error/)
  })

  it('show a failed transaction, changes, a diff and the runbook', async () => {
    expect(await call('trace_transaction', { service: 'checkout' })).toMatch(/checkout .* ERROR/)
    expect(await call('get_recent_deploys', { service: 'payment-gateway' })).toContain('v2.8.0')
    expect(await call('commit_diff', { commit })).toContain('+batch: whole')
    expect(await call('commit_diff', { commit: 'f'.repeat(40) })).toContain('No checkout')
    expect(await call('search_runbooks', { question: 'containers killed for memory' })).toContain('runbooks/')
  })

  it('say so where there is nothing, and refuse arguments that are none', async () => {
    const inputs: Record<string, object> = {
      check_service_health: { service: 'x' },
      describe_pod: { pod: 'x' },
      get_pod_logs: { pod: 'x' },
      search_logs: { text: 'xx' },
      commit_diff: { commit: 'abcdef0' },
      search_runbooks: { question: 'xx' },
    }
    for (const { name } of INCIDENT_TOOLS)
      expect((await call(name, inputs[name] ?? {}, empty)).length, name).toBeGreaterThan(5)
    await expect(call('commit_diff', { commit: '--output=/tmp/x' })).rejects.toThrow()
    await expect(call('search_logs', {})).rejects.toThrow()
  })

  it('are the thirteen that agents are told of', () => {
    expect(INCIDENT_TOOLS.map(({ name }) => name).sort()).toEqual([
      'check_service_health',
      'commit_diff',
      'count_errors',
      'describe_pod',
      'get_events',
      'get_pod_logs',
      'get_recent_deploys',
      'list_deployments',
      'list_pods',
      'query_metrics',
      'search_logs',
      'search_runbooks',
      'trace_transaction',
    ])
  })
})
