import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { anchorAudit } from '../../src/app/audit-anchor.ts'
import { openRuns } from '../../src/app/open-runs.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const state = join(folder, 'state')
const runsOf = async () => JSON.parse((await watchfloor('runs', 'list', '--json')).out) as { id: string }[]
const example = resolve('examples/incidents/payment-gateway')

describe('the embedded store', () => {
  it('is backed up while it is used, and restored with the kill switch on; what was there is kept', async () => {
    await watchfloor('investigate', example, '--quiet')
    const [first] = await runsOf()
    const used = await openRuns({ environment: { WATCHFLOOR_HOME: state } })
    const file = join(folder, 'backups', 'one.db')
    expect((await watchfloor('backup', file)).status).toBe(0)
    expect(await watchfloor('backup', file)).toMatchObject({ status: 2, err: expect.stringContaining('there already') })
    // Somebody is at work on it.
    expect(await watchfloor('restore', file)).toMatchObject({ status: 8, err: expect.stringContaining('at work') })
    await used.engine.close()
    await watchfloor('investigate', example, '--quiet')
    expect(await runsOf()).toHaveLength(2)
    const { out, status } = await watchfloor('restore', file, '--json')
    expect(status).toBe(0)
    expect((await runsOf()).map(({ id }) => id)).toEqual([first?.id])
    expect(existsSync(JSON.parse(out).aside)).toBe(true)
    expect((await watchfloor('kill-switch', 'status')).out).toMatch(/restored from/)
    expect(await watchfloor('investigate', example, '--quiet')).toMatchObject({ status: 7 })
    await watchfloor('kill-switch', 'off')
    expect((await watchfloor('audit', 'verify')).status).toBe(0)
  }, 60_000)

  it('is not replaced by what is no whole store', async () => {
    const broken = join(folder, 'broken.db')
    writeFileSync(broken, 'no database')
    expect(await watchfloor('restore', broken)).toMatchObject({
      status: 4,
      err: expect.stringContaining('no whole store'),
    })
    const foreign = join(folder, 'foreign.db')
    new DatabaseSync(foreign).exec('CREATE TABLE x (y)')
    expect(await watchfloor('restore', foreign)).toMatchObject({ status: 4 })
    expect(await watchfloor('restore', join(folder, 'none.db'))).toMatchObject({ status: 4 })
    expect((await runsOf()).length).toBeGreaterThan(0)
  }, 30_000)

  it('lets go of what ended long ago, and keeps the audit log', async () => {
    const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: state } })
    const alert = (fingerprint: string) => ({
      fingerprint,
      status: 'firing' as const,
      name: 'x',
      labels: {},
      annotations: {},
      startsAt: 1,
    })
    await store.intake.keep('test', [alert('a'), alert('b')])
    const [a, b] = (await store.intake.ungrouped(10)).sort((x, y) => (x.fingerprint < y.fingerprint ? -1 : 1))
    await store.intake.assign({ id: 'inc_a', title: 'a', openedAt: 1 }, [a?.id ?? ''])
    await store.intake.assign({ id: 'inc_b', title: 'b', openedAt: 1 }, [b?.id ?? ''])
    await store.intake.keep('test', [{ ...alert('a'), status: 'resolved', endsAt: 2 }])
    await store.intake.closeResolved()
    await store.outbox.put({ id: 'd', channel: 'c', body: null })
    await store.outbox.put({ id: 'w', channel: 'c', body: null })
    await store.outbox.delivered('d')
    for (const name of ['old', 'new']) mkdirSync(join(state, 'evidence', name), { recursive: true })
    utimesSync(join(state, 'evidence', 'old'), 1, 1)
    const audited = (await store.audit.list()).length
    await engine.close()
    expect((await watchfloor('prune', '--older-than', '1d')).out).toContain(
      '0 runs, 0 incidents, 0 deliveries, evidence of 1',
    )
    await new Promise((done) => setTimeout(done, 5))
    const { prune } = await import('../../src/app/prune.ts')
    const runs = await openRuns({ environment: { WATCHFLOOR_HOME: state } })
    const pruned = await prune(runs, Date.now(), { WATCHFLOOR_HOME: state })
    expect(pruned).toMatchObject({ runs: expect.any(Number), incidents: 1, deliveries: 1 })
    expect(pruned.runs).toBeGreaterThan(0)
    // What is open, and what waits, stays.
    expect((await runs.store.intake.incidents()).map(({ id }) => id)).toEqual(['inc_b'])
    expect(await runs.store.outbox.count()).toMatchObject({ waiting: 1, delivered: 0 })
    expect(await runs.store.audit.list()).toHaveLength(audited)
    await runs.engine.close()
    expect(await watchfloor('prune', '--older-than', 'long')).toMatchObject({ status: 2 })
  }, 30_000)

  it('cannot be written anew unseen once its audit log is anchored elsewhere', async () => {
    const home = join(folder, 'anchored')
    const environment = { WATCHFLOOR_HOME: home }
    const anchor = join(folder, 'outside', 'anchor.txt')
    const at = watchfloor.at(home)
    const entry = (subject: string) => ({ actor: 'ann', event: 'x', subject, detail: null })
    const { engine, store } = await openRuns({ environment })
    expect(await anchorAudit(store.audit, anchor, 0)).toBe(false)
    await store.audit.add(entry('one'))
    expect(await anchorAudit(store.audit, anchor, 0)).toBe(true)
    expect(await anchorAudit(store.audit, anchor, 0)).toBe(false)
    await store.audit.add(entry('two'))
    await anchorAudit(store.audit, anchor, 1)
    await engine.close()
    expect(await at('audit', 'verify', '--anchor', anchor)).toMatchObject({
      status: 0,
      out: expect.stringContaining('as it was anchored'),
    })
    // All of it anew, as somebody would who owns the database: the chain holds, the anchor does not.
    const database = new DatabaseSync(join(home, 'watchfloor.db'))
    database.exec('DELETE FROM audit_log')
    database.close()
    const forged = await openRuns({ environment })
    await forged.store.audit.add(entry('one, but different'))
    await forged.engine.close()
    expect((await at('audit', 'verify')).status).toBe(0)
    expect(await at('audit', 'verify', '--anchor', anchor, '--json')).toMatchObject({
      status: 1,
      out: expect.stringContaining('"firstUnanchored":{"number":1'),
    })
    expect(await at('audit', 'verify', '--anchor', join(folder, 'none'))).toMatchObject({ status: 3 })
    writeFileSync(anchor, 'nonsense\n')
    expect(await at('audit', 'verify', '--anchor', anchor)).toMatchObject({ status: 4 })
  }, 30_000)
})
