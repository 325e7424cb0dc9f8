import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisSchema } from '../../../src/core/analysis.ts'
import type { Finding } from '../../../src/core/finding.ts'
import { databaseEngine } from '../../../src/engine/database-engine.ts'
import type { Database } from '../../../src/engine/store/database.ts'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../../src/engine/store/postgres-database.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../../needs/postgres.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'

const finding: Finding = {
  agent: 'log-analyst',
  component: 'pay',
  cause: 'oom-killed',
  signal: 'log-pattern',
  role: 'cause',
  strength: 0.9,
  summary: 's',
  citations: [],
}

function sharedContext(name: string, makeDatabase: () => Promise<Database>): void {
  describe(`what runs share, on ${name}`, () => {
    let now = 1_000
    async function context() {
      const database = await makeDatabase()
      const store = await openStore(database, () => now)
      const engine = await databaseEngine({ database })
      const run = (await engine.start({ name: 'w', run: async () => 1 }, null)).id
      return { ...store, run, close: () => engine.close() }
    }

    it('finds findings again by time, component and run, each recorded once', async () => {
      const { findings, run, close } = await context()
      for (let again = 0; again < 2; again++)
        await findings.record(run, 'log-analyst', 500, [finding, { ...finding, component: 'db' }])
      await findings.record(run, 'metrics-analyst', 900, [finding])
      expect(await findings.list()).toHaveLength(3)
      expect((await findings.list({ since: 600 })).map(({ at }) => at)).toEqual([900])
      expect(await findings.list({ component: 'db' })).toMatchObject([{ run, finding: { component: 'db' } }])
      await close()
    })

    it('gives a task to one agent at a time, by priority, and to another when the lease is over', async () => {
      const { tasks, close } = await context()
      for (const [id, priority] of [
        ['late', 5],
        ['first', 1],
        ['second', 2],
      ] as const)
        expect(await tasks.add({ id, kind: 'look', priority, body: { id } })).toBe(true)
      expect(await tasks.add({ id: 'first', kind: 'look', priority: 9, body: null })).toBe(false)
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((agent) => tasks.claim('look', agent, 1_000)))
      expect(claims.map((claim) => claim?.id).sort()).toEqual(['first', 'late', 'second', undefined])
      expect(await tasks.claim('other', 'a', 1_000)).toBeUndefined()
      const firstOf = claims.findIndex((claim) => claim?.id === 'first')
      const holder = ['a', 'b', 'c', 'd'][firstOf] ?? ''
      now += 2_000
      expect(await tasks.claim('look', 'e', 1_000)).toMatchObject({ id: 'first', attempt: 2 })
      expect(await tasks.complete('first', holder, 'stale')).toBe(false)
      expect(await tasks.complete('first', 'e', { found: 1 })).toBe(true)
      expect(await tasks.result('first')).toEqual({ done: true, result: { found: 1 } })
      expect(await tasks.claim('look', 'f', 1_000)).toMatchObject({ id: 'second' })
      expect(await tasks.giveBack('second', 'f')).toBe(true)
      expect(await tasks.claim('look', 'g', 1_000)).toMatchObject({ id: 'second', attempt: 3 })
      await close()
    })

    it('gives each task of many to exactly one of many agents', async () => {
      const { tasks, close } = await context()
      for (let n = 0; n < 40; n++) await tasks.add({ id: `t${n}`, kind: 'many', priority: 0, body: n })
      const taken = await Promise.all(Array.from({ length: 50 }, (_, n) => tasks.claim('many', `agent ${n}`, 60_000)))
      const ids = taken.flatMap((task) => task?.id ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (let task = await tasks.claim('many', 'last', 60_000); task; task = await tasks.claim('many', 'last', 60_000))
        ids.push(task.id)
      expect(new Set(ids).size).toBe(40)
      await close()
    })

    it('keeps a delivery until it has arrived, once, with longer and longer pauses', async () => {
      const { outbox, close } = await context()
      expect(await outbox.put({ id: 'm', channel: 'slack', body: { text: 'x' } })).toBe(true)
      expect(await outbox.put({ id: 'm', channel: 'slack', body: { text: 'x' } })).toBe(false)
      const pauses: number[] = []
      expect(await outbox.take(10, 100)).toMatchObject([{ id: 'm', attempt: 1 }])
      expect(await outbox.take(10, 100)).toEqual([])
      for (let failures = 1; failures <= 4; failures++) {
        const failedAt = now
        await outbox.failed('m', 'no route')
        while ((await outbox.take(1, 100)).length === 0) now += 250
        pauses.push(now - failedAt)
      }
      expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000])
      await outbox.take(1, 100)
      await outbox.delivered('m')
      expect(await outbox.count()).toEqual({ waiting: 0, delivered: 1, undeliverable: 0 })
      await close()
    })

    it('delivers what is about one thing in order, and gives up after three days', async () => {
      const { outbox, close } = await context()
      for (const id of ['b', 'a', 'c']) {
        await outbox.put({ id, channel: 'slack', body: null, topic: 'incident' })
        now += 1
      }
      await outbox.put({ id: 'other', channel: 'pager', body: null, topic: 'incident' })
      const taken = async () => (await outbox.take(10, 100)).map(({ id }) => id).sort()
      expect(await taken()).toEqual(['b', 'other'])
      await outbox.delivered('b')
      expect(await taken()).toEqual(['a'])
      now += 4 * 86_400_000
      expect(await outbox.failed('a', 'no route')).toBe(true)
      expect(await taken()).toEqual(['c', 'other'])
      expect(await outbox.count()).toEqual({ waiting: 2, delivered: 1, undeliverable: 1 })
      await close()
    })

    it('gives up what is refused for good at once, and lets go on what waits behind it', async () => {
      const { outbox, close } = await context()
      for (const id of ['a', 'b']) {
        await outbox.put({ id, channel: 'slack', body: null, topic: 'incident' })
        now += 1
      }
      expect(await outbox.take(10, 100)).toMatchObject([{ id: 'a' }])
      await outbox.refused('a', 'no such person')
      expect(await outbox.take(10, 100)).toMatchObject([{ id: 'b' }])
      await outbox.delivered('b')
      await outbox.refused('b', 'too late')
      expect(await outbox.count()).toEqual({ waiting: 0, delivered: 1, undeliverable: 1 })
      await close()
    })

    it('gives back how far a delivery came, to whoever takes it next', async () => {
      const { outbox, close } = await context()
      await outbox.put({ id: 'm', channel: 'email', body: null })
      const [first] = await outbox.take(1, 100)
      expect(first).not.toHaveProperty('progress')
      await outbox.progressed('m', { reached: ['jane'] })
      await outbox.failed('m', 'not all have it')
      now += 5_000
      expect(await outbox.take(1, 100)).toMatchObject([{ id: 'm', attempt: 2, progress: { reached: ['jane'] } }])
      await close()
    })

    it('finds analyses again as they were, and what people said of them', async () => {
      const { analyses, feedback, run, close } = await context()
      const analysis = analysisSchema.parse(JSON.parse(JSON.stringify(outageAnalysis())))
      for (let again = 0; again < 2; again++) await analyses.save(run, 700, analysis)
      const component = analysis.hypotheses[0]?.component ?? ''
      expect(await analyses.list({ component, since: 700 })).toEqual([{ run, at: 700, analysis }])
      expect(await analyses.list({ incident: analysis.incidentId })).toHaveLength(1)
      expect(await analyses.list({ incident: 'another' })).toEqual([])
      expect(await analyses.list({ component: 'nothing' })).toEqual([])
      expect((await analyses.get(run))?.analysis).toEqual(analysis)
      await feedback.add({ run, by: 'ann', verdict: 'wrong', component: 'db', cause: 'disk-full' })
      expect(await feedback.list(run)).toMatchObject([{ by: 'ann', verdict: 'wrong', component: 'db' }])
      await close()
    })
  })
}

sharedContext('SQLite', async () => sqliteDatabase(':memory:'))
describe.skipIf(!HAS_POSTGRES)('on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())
  sharedContext('PostgreSQL', async () => postgresDatabase(await postgres.database()))
})
