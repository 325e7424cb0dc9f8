import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCheckout } from '../crash/crash-respond.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const example = resolve('examples/incidents/payment-gateway')
const repository = makeCheckout(folder)
const head = () => execFileSync('git', ['-C', repository, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()
const json = async (...args: string[]) => JSON.parse((await watchfloor(...args, '--json')).out)
const policy = (yaml: string) => {
  mkdirSync(join(folder, 'state'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'state', 'policy.yaml'), `version: 1\n${yaml}`, { mode: 0o600 })
}

let run = ''
let revert = ''

describe('watchfloor act', () => {
  beforeAll(async () => {
    const analysis = await json('investigate', example, '--repo', repository, '--quiet')
    const [latest] = await json('runs', 'list')
    run = latest.id
    revert = analysis.actions.find(
      (action: { operation?: { kind: string } }) => action.operation?.kind === 'revert-commit',
    ).id
  })

  it('is read-only as long as no policy says otherwise', async () => {
    const before = head()
    const { status, out } = await watchfloor('act', run, revert, '--quiet')
    expect(status).toBe(11)
    expect(out).toContain('read-only')
    expect(head()).toBe(before)
  })

  it('shows the whole plan and changes nothing with --dry-run', async () => {
    policy('rules: [{ name: people approve, decision: ask }]')
    const before = head()
    const { status, out } = await watchfloor('act', run, revert, '--dry-run', '--quiet')
    expect(status).toBe(0)
    for (const word of ['git revert', 'only if', 'verified', 'undo', 'time', 'cost', 'ASK', 'Nothing was changed'])
      expect(out).toContain(word)
    expect(head()).toBe(before)
    expect(await json('approvals', 'list')).toEqual([])
  })

  it('is gone on with by whoever approves, once no process waits any more', async () => {
    const asked = await watchfloor('act', run, revert, '--no-wait', '--quiet')
    expect(asked).toMatchObject({ status: 0, out: expect.stringContaining('approvals list') })
    expect((await watchfloor('runs', 'list')).out).toContain('waiting')
    const [approval] = await json('approvals', 'list')
    const listed = await watchfloor('approvals', 'list')
    expect(listed.out).toContain('git revert')
    const before = head()
    const approved = await watchfloor('approve', approval.id, '--reason', 'fits the evidence')
    expect(approved).toMatchObject({ status: 0, out: expect.stringContaining('Done, and read back') })
    expect(execFileSync('git', ['-C', repository, 'rev-parse', 'main^'], { encoding: 'utf8' }).trim()).toBe(before)
    const again = await watchfloor('approve', approval.id)
    expect(again).toMatchObject({ status: 2, err: expect.stringContaining('approved already') })
    const audit = await watchfloor('audit', 'list')
    for (const word of ['gate_decided', 'approval_approved', 'action_performed', 'action_verified'])
      expect(audit.out).toContain(word)
    expect((await watchfloor('audit', 'verify')).status).toBe(0)
  })

  it('needs a reason to reject', async () => {
    await watchfloor('act', run, revert, '--no-wait', '--quiet')
    const pending = await json('approvals', 'list')
    expect(pending).toHaveLength(1)
    expect((await watchfloor('reject', pending[0].id)).status).toBe(2)
    const { out } = await watchfloor('reject', pending[0].id, '--reason', 'too late', '--quiet')
    expect(out).toContain('Rejected')
    expect((await watchfloor('approve', 'appr_none')).status).toBe(3)
  })

  it('says what it can do where it cannot do what was asked', async () => {
    expect(await watchfloor('act', run, '1')).toMatchObject({
      status: 2,
      err: expect.stringContaining('is for people'),
    })
    expect(await watchfloor('act', run, '99')).toMatchObject({ status: 3, err: expect.stringContaining(revert) })
    expect(await watchfloor('act', 'run_none')).toMatchObject({ status: 3 })
  })

  it('says nothing on the word of a policy that others may write', async () => {
    const path = join(folder, 'loose.yaml')
    writeFileSync(path, 'version: 1\nrules: [{ name: r, decision: allow }]\n', { mode: 0o666 })
    execFileSync('chmod', ['666', path])
    expect(await watchfloor('policy', 'check', path)).toMatchObject({
      status: 4,
      err: expect.stringContaining('chmod'),
    })
  })
})

describe('watchfloor kill-switch', () => {
  it('stops what begins, over processes, until it is turned off', async () => {
    expect((await watchfloor('kill-switch', 'status')).out).toContain('never used')
    expect((await watchfloor('kill-switch', 'on', '--reason', 'drill')).out).toContain('ON since')
    const stopped = await watchfloor('investigate', example, '--quiet')
    expect(stopped).toMatchObject({ status: 7, err: expect.stringContaining('drill') })
    expect(await json('kill-switch', 'status')).toMatchObject({
      engaged: true,
      halted: [expect.stringContaining('run_')],
    })
    expect((await watchfloor('kill-switch', 'off')).out).toContain('runs resume --all')
    const resumed = await watchfloor('runs', 'resume', '--all', '--quiet')
    expect(resumed).toMatchObject({ status: 0, out: expect.stringContaining('ROOT CAUSE FOUND') })
  })
})
