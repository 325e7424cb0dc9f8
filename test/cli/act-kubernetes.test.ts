import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOrInstall } from '../needs/find-or-install.ts'
import { kubernetesApi, type StandIn } from '../stand-ins/kubernetes-api.ts'
import { writeKubeconfig } from '../stand-ins/write-kubeconfig.ts'
import { workplace } from './run-watchfloor.ts'

const program = findOrInstall({ program: 'kubectl', package: 'kubernetes-client' })
const { folder, watchfloor } = workplace()
const example = resolve('examples/incidents/payment-gateway')

describe.skipIf(program === undefined)('watchfloor respond, on a stand-in for a cluster', () => {
  let api: StandIn
  beforeAll(async () => {
    api = await kubernetesApi('payment-gateway', ['payment-gateway:2.7.3', 'payment-gateway:2.8.0'])
    process.env.KUBECONFIG = writeKubeconfig(folder, api.url)
    mkdirSync(join(folder, 'state'), { mode: 0o700 })
    writeFileSync(join(folder, 'state', 'policy.yaml'), 'version: 1\nrules: [{ name: r, decision: allow }]\n', {
      mode: 0o600,
    })
  })
  afterAll(async () => {
    delete process.env.KUBECONFIG
    await api.close()
  })

  it('is stopped by the kill switch, says what took effect, and is done once afterwards', async () => {
    api.nextPatch({ delay: 20_000 })
    const responding = watchfloor('respond', example, '--quiet')
    while (api.patches === 0) await new Promise((done) => setTimeout(done, 20))
    await watchfloor('kill-switch', 'on', '--reason', 'wrong cluster')
    const turned = performance.now()
    const stopped = await responding
    // The patch would have taken 20 s; what is left is reading back, and the end of the process on a slow machine.
    expect(performance.now() - turned).toBeLessThan(10_000)
    expect(stopped).toMatchObject({ status: 7, err: expect.stringContaining('wrong cluster') })
    expect(api.deployment('payment-gateway').spec.template.spec.containers[0]?.image).toBe('payment-gateway:2.8.0')
    const audit = await watchfloor('audit', 'list', '--json')
    const interrupted = audit.out.split('\n').find((line) => line.includes('action_interrupted')) ?? ''
    expect(JSON.parse(interrupted).detail.effect).toMatchObject({ status: 'not-done' })

    expect((await watchfloor('runs', 'resume', '--all', '--quiet')).status).toBe(7)
    expect(api.patches).toBe(1)
    await watchfloor('kill-switch', 'off')
    const resumed = await watchfloor('runs', 'resume', '--all', '--quiet')
    expect(resumed).toMatchObject({ status: 0, out: expect.stringContaining('Done, and read back') })
    expect(api.patches).toBe(2)
    expect(api.deployment('payment-gateway').spec.template.spec.containers[0]?.image).toBe('payment-gateway:2.7.3')
  }, 60_000)

  it('takes a roll-back back that does not become available', async () => {
    api.setImage('payment-gateway', 'payment-gateway:2.9.0')
    api.breakImage('payment-gateway:2.7.3')
    process.env.WATCHFLOOR_ROLLOUT_SECONDS = '2'
    const { status, out } = await watchfloor('respond', example, '--quiet')
    delete process.env.WATCHFLOOR_ROLLOUT_SECONDS
    expect(status).toBe(11)
    expect(out).toContain('Taken back.')
    expect(api.deployment('payment-gateway').spec.template.spec.containers[0]?.image).toBe('payment-gateway:2.9.0')
  }, 60_000)
})
