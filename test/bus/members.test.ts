import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askOverBus, busMember, serveMember } from '../../src/bus/bus-member.ts'
import { folderMember } from '../../src/bus/folder/folder-member.ts'
import { type Manifest, manifestFolder } from '../../src/bus/folder/manifest-folder.ts'
import { memoryBus } from '../../src/bus/memory/memory-bus.ts'
import type { GivenContribution } from '../../src/core/member.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { analyst } from '../../src/patterns/members.ts'
import { createPool, pooledMember } from '../../src/patterns/pool.ts'
import { until } from '../contracts/bus-contract.ts'
import { ASSIGNMENT, finding, work } from '../patterns/crew-of-tests.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const place = () => mkdtempSync(join(folder, 'at-'))
const manifest = (agent: string, more: Partial<Manifest> = {}): Manifest => ({
  version: 1,
  agent,
  status: 'completed',
  note: '',
  contribution: { summary: agent, confidence: 0.5, findings: [], recommendations: [], gaps: [] },
  ...more,
})

describe('a member in another process', () => {
  it('works as if it were here, with the findings that it is told and their citations', async () => {
    const bus = memoryBus()
    const there = await memoryEngine()
    const told = finding('logs', 'payments', 0.4)
    await serveMember(
      bus,
      there,
      analyst('remote', ({ findings, data }) => ({ summary: `${data}`, confidence: 0.9, findings: [...findings] })),
    )
    const given = await work(busMember(bus, 'remote'), { ...ASSIGNMENT, findings: [told], data: 'bundle' })
    expect(given).toMatchObject({ summary: 'bundle', findings: [told] })
    await serveMember(
      bus,
      there,
      analyst('broken', () => Promise.reject(new Error('out of order'))),
    )
    await expect(work(busMember(bus, 'broken'))).rejects.toThrow('out of order')
    await expect(work(busMember(bus, 'nobody', 30))).rejects.toThrow('nobody gave no answer within 30 ms')
    await there.close()
    await bus.close()
  })

  it('does once what is asked for twice', async () => {
    const bus = memoryBus()
    const there = await memoryEngine()
    let times = 0
    await serveMember(
      bus,
      there,
      analyst('remote', () => ({ summary: String(++times), confidence: 0.5 })),
    )
    const ask = () => askOverBus(bus, 'remote', ASSIGNMENT, { work: 'run_1/remote', timeoutMilliseconds: 5_000 })
    expect((await Promise.all([ask(), ask(), ask()])).map(({ summary }) => summary)).toEqual(['1', '1', '1'])
    await there.close()
    await bus.close()
  })

  it('can be one of a pool over the bus: when it falls silent another does its work', async () => {
    const bus = memoryBus()
    const [one, two] = [await memoryEngine(), await memoryEngine()]
    await serveMember(
      bus,
      one,
      analyst('worker-1', () => new Promise<GivenContribution>(() => undefined)),
      { beatMilliseconds: 60_000 },
    )
    await serveMember(
      bus,
      two,
      analyst('worker-2', async () => {
        // Longer than the heartbeat: it beats.
        await new Promise((resolve) => setTimeout(resolve, 400))
        return { summary: 'done', confidence: 0.5 }
      }),
      { beatMilliseconds: 20 },
    )
    const pool = createPool<{ run: string; assignment: typeof ASSIGNMENT }, GivenContribution>({
      spawn: (number) => ({
        name: `worker-${number}`,
        perform: ({ run, assignment }, { signal, beat }) =>
          askOverBus(bus, `worker-${number}`, assignment, { work: run, signal, onBeat: beat }),
      }),
      initial: 2,
      heartbeatMilliseconds: 200,
    })
    expect(await work(pooledMember('anyone', pool))).toMatchObject({ summary: 'done' })
    expect(pool.agents()).toMatchObject([
      { state: 'failed' },
      { state: 'idle', done: 1 },
      ...(pool.agents().length > 2 ? [{}] : []),
    ])
    pool.close()
    await Promise.all([one.close(), two.close(), bus.close()])
  })
})

describe('a folder of manifests', () => {
  it('waits for the expected ones, and names who is missing and which files are broken', async () => {
    const at = place()
    const exchange = manifestFolder(at)
    await exchange.write(manifest('logs'))
    await exchange.write(manifest('stranger'))
    writeFileSync(join(at, 'half.json'), '{"version":1,"agent":"ha')
    writeFileSync(join(at, 'other.json'), JSON.stringify(manifest('logs')))
    writeFileSync(join(at, 'wrong.json'), JSON.stringify({ ...manifest('wrong'), status: 'perhaps' }))
    symlinkSync('/etc/passwd', join(at, 'link.json'))
    const gathered = await exchange.gather(['logs', 'late', 'half'], { timeoutMilliseconds: 250 })
    expect(gathered.manifests.map(({ agent }) => agent)).toEqual(['logs'])
    expect(gathered).toMatchObject({ missing: ['late', 'half'], unexpected: ['stranger'] })
    expect(gathered.broken.map(({ file }) => file)).toEqual(['half.json', 'link.json', 'other.json', 'wrong.json'])
    expect(gathered.broken.map(({ problem }) => problem).join()).toMatch(
      /JSON.*is not a file.*is not named so.*status/s,
    )
  })

  it('takes what comes while it waits, also a file that was broken at first', async () => {
    const at = place()
    writeFileSync(join(at, 'a.json'), '{')
    const gathering = manifestFolder(at).gather(['a', 'b'], { timeoutMilliseconds: 10_000 })
    await manifestFolder(at).write(manifest('b'))
    await manifestFolder(at).write(manifest('a'))
    expect(await gathering).toMatchObject({ manifests: [{ agent: 'a' }, { agent: 'b' }], missing: [], broken: [] })
  })

  it('never shows a part of a file, however often it is written anew', async () => {
    const at = place()
    const exchange = manifestFolder(at)
    const large = manifest('a', { note: 'x'.repeat(200_000) })
    await exchange.write(large)
    let isDone = false
    const writing = (async () => {
      for (let time = 0; time < 100; time++) await exchange.write(large)
      isDone = true
    })()
    while (!isDone)
      expect(await exchange.gather(['a'], { timeoutMilliseconds: 0 })).toMatchObject({ missing: [], broken: [] })
    await writing
    expect(readdirSync(at)).toEqual(['a.json'])
  })

  it('makes an agent that is not ours a member of a crew', async () => {
    const at = place()
    const foreign = (async () => {
      const find = () =>
        readdirSync(at, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('theirs.order.json'))
      await until(() => find() !== undefined)
      await manifestFolder(join(at, find()?.split('/')[0] ?? '')).write(manifest('theirs'))
    })()
    expect(await work(folderMember(at, 'theirs', 10_000))).toMatchObject({ summary: 'theirs' })
    await foreign
    await expect(work(folderMember(at, 'absent', 50))).rejects.toThrow('absent left no manifest within 50 ms')
    await expect(work(folderMember(at, '../up', 50))).rejects.toThrow('no name of a file')
  })
})
