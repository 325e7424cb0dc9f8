import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Operation, Prepared } from '../../../src/core/operation.ts'
import { kubectlExecutor } from '../../../src/integrations/kubernetes/kubectl-executor.ts'
import { findOrInstall } from '../../needs/find-or-install.ts'
import { kubernetesApi, type StandIn } from '../../stand-ins/kubernetes-api.ts'
import { writeKubeconfig } from '../../stand-ins/write-kubeconfig.ts'

const program = findOrInstall({ program: 'kubectl', package: 'kubernetes-client' })
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-kubectl-'))
const standIns: StandIn[] = []
afterEach(async () => {
  for (const standIn of standIns.splice(0)) await standIn.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const signal = new AbortController().signal
const target = { namespace: 'shop', deployment: 'pay' }

async function cluster(images = ['pay:1', 'pay:2', 'pay:3']) {
  const api = await kubernetesApi('pay', images)
  standIns.push(api)
  const kubeconfig = writeKubeconfig(folder, api.url)
  const executor = kubectlExecutor({
    kubeconfig,
    cacheFolder: join(folder, 'cache', String(api.url.split(':').at(-1))),
    rolloutTimeoutMilliseconds: 1_500,
    pollMilliseconds: 50,
  })
  const prepare = async (operation: Operation): Promise<Prepared> => {
    const preparation = await executor.prepare(operation, signal)
    if (preparation.status !== 'prepared') throw new Error(preparation.reason)
    return preparation.prepared
  }
  return { api, executor, prepare }
}

describe.skipIf(program === undefined)('the kubectl executor, against a stand-in of the API', () => {
  it('rolls back to an explicit revision, marks it in the same patch, and reads it back', async () => {
    const { api, executor, prepare } = await cluster()
    const prepared = await prepare({ kind: 'roll-back', target })
    expect(prepared.operation).toMatchObject({ toRevision: 2, target: { context: 'test' } })
    expect(prepared.summary).toContain('from revision 3 (pay:3) to revision 2 (pay:2). In context test.')
    expect(prepared.undo).toMatchObject({ kind: 'roll-back', toRevision: 3 })
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('not-done')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('done')
    expect(api.patches).toBe(1)
    const { spec, metadata } = api.deployment('pay')
    expect(spec.template.spec.containers[0]?.image).toBe('pay:2')
    expect(metadata.annotations['watchfloor.dev/action']).toBe('run_1')
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('done')
    expect(await executor.verify(prepared, 'run_1', signal)).toMatchObject({ holds: true })
  })

  it('undoes a roll-back by rolling to the revision that was there', async () => {
    const { api, executor, prepare } = await cluster()
    const prepared = await prepare({ kind: 'roll-back', target, toRevision: 1 })
    await executor.perform(prepared, 'run_1', signal)
    if (!prepared.undo) throw new Error('It cannot be undone.')
    const undo = await prepare(prepared.undo)
    expect((await executor.perform(undo, 'run_1.undo', signal)).status).toBe('done')
    expect(api.deployment('pay').spec.template.spec.containers[0]?.image).toBe('pay:3')
  })

  it('scales by a difference to an explicit number, and restarts', async () => {
    const { api, executor, prepare } = await cluster()
    const scaled = await prepare({ kind: 'scale', target, by: 1 })
    expect(scaled.operation).toMatchObject({ replicas: 4 })
    expect(scaled.undo).toMatchObject({ replicas: 3 })
    await executor.perform(scaled, 'run_1', signal)
    expect(api.deployment('pay').spec.replicas).toBe(4)
    expect(await executor.verify(scaled, 'run_1', signal)).toMatchObject({ holds: true })
    const restart = await prepare({ kind: 'restart', target })
    await executor.perform(restart, 'run_2', signal)
    expect(api.deployment('pay').spec.template.metadata.annotations).toEqual({
      'kubectl.kubernetes.io/restartedAt': 'run_2',
    })
  })

  it('does nothing where the deployment was changed since it was looked at, and something else would be approved', async () => {
    const { api, executor, prepare } = await cluster()
    const prepared = await prepare({ kind: 'roll-back', target })
    api.setImage('pay', 'pay:4')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('not-done')
    expect(api.patches).toBe(0)
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('unknown')
    expect((await prepare({ kind: 'roll-back', target })).precondition).not.toEqual(prepared.precondition)
  })

  it('takes a refusal of the server as not done, and reads back where the answer is missing', async () => {
    const { api, executor, prepare } = await cluster()
    const prepared = await prepare({ kind: 'scale', target, replicas: 5 })
    api.nextPatch('conflict')
    expect((await executor.perform(prepared, 'run_1', signal)).status).toBe('not-done')
    api.nextPatch('refused-after')
    const first = await prepare({ kind: 'scale', target, replicas: 4 })
    expect((await executor.perform(first, 'run_0', signal)).status).toBe('done')
    api.nextPatch('cut')
    const again = await prepare({ kind: 'scale', target, replicas: 5 })
    expect(await executor.perform(again, 'run_1', signal)).toMatchObject({
      status: 'done',
      detail: expect.stringContaining('mark'),
    })
    await api.close()
    expect((await executor.recognise(prepared, 'run_1', signal)).status).toBe('unknown')
  })

  it('does not hold a rollout for verified whose pods never become available', async () => {
    const { api, executor, prepare } = await cluster()
    api.breakImage('pay:2')
    const prepared = await prepare({ kind: 'roll-back', target })
    await executor.perform(prepared, 'run_1', signal)
    expect(await executor.verify(prepared, 'run_1', signal)).toMatchObject({
      holds: false,
      detail: expect.stringContaining('0 of 3'),
    })
  })

  it('ends kubectl when the signal is given, before the change arrives', async () => {
    const { api, executor, prepare } = await cluster()
    const prepared = await prepare({ kind: 'scale', target, replicas: 5 })
    api.nextPatch({ delay: 2_000 })
    const halt = new AbortController()
    const performing = executor.perform(prepared, 'run_1', halt.signal)
    setTimeout(() => halt.abort(new Error('halt')), 700)
    await expect(performing).rejects.toThrow('halt')
    expect(api.deployment('pay').spec.replicas).toBe(3)
  })

  it('refuses what is not there, is not kept, or has a name that is none', async () => {
    const { executor } = await cluster()
    for (const operation of [
      { kind: 'roll-back', target, toRevision: 9 },
      { kind: 'roll-back', target, toRevision: 3 },
      { kind: 'scale', target, replicas: 3 },
      { kind: 'restart', target: { ...target, deployment: 'other' } },
      { kind: 'restart', target: { ...target, deployment: '--all' } },
      { kind: 'restart', target: { namespace: 'shop; rm', deployment: 'pay' } },
    ] satisfies Operation[])
      expect(await executor.prepare(operation, signal), JSON.stringify(operation)).toMatchObject({ status: 'refused' })
  })
})
