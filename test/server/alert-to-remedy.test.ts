import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../contracts/bus-contract.ts'
import { findOrInstall } from '../needs/find-or-install.ts'
import { chatAndPager } from '../stand-ins/chat-and-pager.ts'
import { kubernetesApi, type StandIn } from '../stand-ins/kubernetes-api.ts'
import { writeKubeconfig } from '../stand-ins/write-kubeconfig.ts'
import { pressInSlack, pressOf, SIGNING } from './press-in-slack.ts'
import { serveExample } from './serve-example.ts'
import { type Here, serveHere } from './serve-here.ts'

const program = findOrInstall({ program: 'kubectl', package: 'kubernetes-client' })

describe.skipIf(program === undefined)('from an alert to its remedy, on a stand-in for a cluster', () => {
  let cluster: StandIn
  let outside: Awaited<ReturnType<typeof chatAndPager>>
  let example: Awaited<ReturnType<typeof serveExample>>
  let here: Here
  const home = mkdtempSync(join(tmpdir(), 'watchfloor-remedy-'))
  beforeAll(async () => {
    cluster = await kubernetesApi('payment-gateway', ['payment-gateway:2.7.3', 'payment-gateway:2.8.0'])
    outside = await chatAndPager()
    example = await serveExample()
    writeFileSync(join(home, 'policy.yaml'), 'version: 1\nrules: [{ name: any, decision: allow }]\n', { mode: 0o600 })
    here = await serveHere({
      home,
      environment: {
        KUBECONFIG: writeKubeconfig(home, cluster.url),
        WATCHFLOOR_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
        WATCHFLOOR_PAGERDUTY_KEY: 'key',
        WATCHFLOOR_PAGERDUTY_URL: `${outside.url}/v2/enqueue`,
        WATCHFLOOR_SLACK_TOKEN: 'xoxb-test',
        WATCHFLOOR_SLACK_CHANNEL: 'C1',
        WATCHFLOOR_SLACK_URL: `${outside.url}/api/`,
        WATCHFLOOR_SLACK_SIGNING_SECRET: SIGNING,
        WATCHFLOOR_SLACK_USERS: 'U1AB=approver:jane',
      },
    })
  })
  afterAll(async () => {
    await here.stop()
    await example.stop()
    await outside.close()
    await cluster.close()
    rmSync(home, { recursive: true, force: true })
  })
  const image = () => cluster.deployment('payment-gateway').spec.template.spec.containers[0]?.image

  it('asks a person for what no person has asked for, though a rule allows it; does it once; and says what became of it', async () => {
    const alert = { ...example.alert, namespace: 'shop' }
    await here.ask('/webhooks/incident-alert', { method: 'POST', body: alert })
    const said = () => outside.messages.map(({ text }) => String(text))
    await until(() => said().some((text) => text.startsWith('Approval needed')), 30_000)
    const [approval] = (await here.ask('/api/approvals?status=pending')).body as { id: string; requestedBy: string }[]
    expect(approval).toMatchObject({ requestedBy: 'watchfloor' })
    expect(image()).toBe('payment-gateway:2.8.0')
    expect((await pressInSlack(here, pressOf('U1AB', 'approve', approval?.id ?? ''))).body).toEqual({
      text: 'approved by jane.',
    })
    await until(() => said().some((text) => text.endsWith(': done')), 30_000)
    expect(image()).toBe('payment-gateway:2.7.3')
    expect(cluster.patches).toBe(1)
    // It is critical: whoever is on call is paged, with an event that PagerDuty understands.
    await until(() => outside.posted.some(({ path }) => path === '/v2/enqueue'))
    expect(outside.faults).toEqual([])
    expect(outside.posted.filter(({ path }) => path === '/v2/enqueue').map(({ body }) => body)).toMatchObject([
      { event_action: 'trigger', payload: { severity: 'critical', component: 'payment-gateway' } },
    ])
    // Told anew it is the same incident, the same run and the same remedy.
    await here.ask('/webhooks/incident-alert', { method: 'POST', body: alert })
    const runs = (await here.ask('/api/runs?workflow=incident.remedy')).body as { status: string }[]
    expect(runs).toMatchObject([{ status: 'completed' }])
  }, 90_000)

  it('never rolls forward: when the same comes again after a roll-back, there is nothing to go back to', async () => {
    const alert = { ...example.alert, namespace: 'shop' }
    await here.ask('/webhooks/incident-alert', { method: 'POST', body: { ...alert, resolved: true } })
    const open = async () => ((await here.ask('/api/incidents?status=open')).body as unknown[]).length
    for (let look = 0; look < 600 && (await open()) > 0; look++) await new Promise((done) => setTimeout(done, 50))
    await here.ask('/webhooks/incident-alert', {
      method: 'POST',
      body: { ...alert, incident_id: 'INC-8', started_at: '2026-10-14T14:08:15Z' },
    })
    await until(() => outside.messages.some(({ text }) => String(text).endsWith(': refused')), 30_000)
    expect(image()).toBe('payment-gateway:2.7.3')
    expect(cluster.patches).toBe(1)
  }, 90_000)
})
