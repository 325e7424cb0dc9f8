import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisSchema } from '../../../src/core/analysis.ts'
import type { Run } from '../../../src/core/engine.ts'
import type { SpecialistReport } from '../../../src/core/finding.ts'
import type { RunEventBody } from '../../../src/core/run-event.ts'
import { databaseEngine } from '../../../src/engine/database-engine.ts'
import type { Database } from '../../../src/engine/store/database.ts'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../../src/engine/store/postgres-database.ts'
import { migrate } from '../../../src/engine/store/schema.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'
import { until } from '../../contracts/bus-contract.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../../needs/postgres.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'

const DAY = 86_400_000

function reportOf(agent: string, more: Partial<SpecialistReport>): SpecialistReport {
  return { agent, status: 'completed', severity: 'P4', confidence: 0, summary: 's', findings: [], ...more }
}

function call(agent: string, model: string, dollars: number | null, status: 'answered' | 'rate-limited' = 'answered') {
  const tokens = { inputTokens: 100, outputTokens: 10, milliseconds: 5 }
  return { type: 'model_called', agent, model, status, dollars, ...tokens } as RunEventBody
}

function activityOn(name: string, makeDatabase: () => Promise<Database>): void {
  describe(`activity, on ${name}`, () => {
    async function opened() {
      const database = await makeDatabase()
      const store = await openStore(database)
      const engine = await databaseEngine({ database })
      return { database, ...store, engine, close: () => engine.close() }
    }
    type Opened = Awaited<ReturnType<typeof opened>>

    async function told({ engine }: Opened, title: string, events: readonly RunEventBody[]): Promise<string> {
      const run = async (own: Run) => {
        for (const event of events) own.emit(event)
      }
      const handle = await engine.start({ name: 'w', run }, null, { title })
      await handle.result()
      return handle.id
    }

    it('sums dollars and tokens by agent, model, day and run, and says what has no price', async () => {
      const here = await opened()
      const cheap = await told(here, 'cheap', [call('logs', 'small', 0.25), call('logs', 'own', null)])
      const dear = await told(here, 'dear', [call('lead', 'large', 2), call('logs', 'small', 0.25)])
      for (const [run, at] of [
        [cheap, 10.25 * DAY],
        [dear, 11.75 * DAY],
      ] as const)
        await here.database.query('UPDATE agent_activity SET at = ? WHERE root = ?', [at, run])
      const spend = await here.activity.spend(0)
      expect(spend.total).toEqual({ calls: 4, inputTokens: 400, outputTokens: 40, dollars: 2.5, unpriced: 1 })
      expect(spend.runs.map(({ run, title, dollars }) => [run, title, dollars])).toEqual([
        [dear, 'dear', 2.25],
        [cheap, 'cheap', 0.25],
      ])
      expect(spend.agents.map(({ agent, dollars, unpriced }) => [agent, dollars, unpriced])).toEqual([
        ['lead', 2, 0],
        ['logs', 0.5, 1],
      ])
      expect(spend.models.map(({ model }) => model)).toEqual(['large', 'small', 'own'])
      expect(spend.days.map(({ day, dollars }) => [day, dollars])).toEqual([
        [10 * DAY, 0.25],
        [11 * DAY, 2.25],
      ])
      expect((await here.activity.spend(11 * DAY)).total.dollars).toBe(2.25)
      expect((await here.activity.spend(12 * DAY)).total.calls).toBe(0)
      await here.close()
    })

    it('counts the calls of a child as those of the run that was started', async () => {
      const here = await opened()
      const child = { name: 'child', run: async (run: Run) => run.emit(call('logs', 'small', 1)) }
      const parent = { name: 'parent', run: (run: Run) => run.child(child, null) }
      const handle = await here.engine.start(parent, null)
      await handle.result()
      expect((await here.activity.spend(0)).runs.map(({ run }) => run)).toEqual([handle.id])
      await here.close()
    })

    it('knows of each agent what it did, how long it took, and when it was last seen', async () => {
      const here = await opened()
      const times = Array.from({ length: 20 }, (_, number) => (number + 1) * 10)
      await told(here, 'a', [
        ...times.flatMap((milliseconds): RunEventBody[] => [
          { type: 'specialist_started', agent: 'logs', task: 'reads' },
          { type: 'specialist_completed', agent: 'logs', report: reportOf('logs', { milliseconds }) },
        ]),
        { type: 'specialist_completed', agent: 'logs', report: reportOf('logs', { status: 'no-evidence' }) },
        { type: 'specialist_completed', agent: 'logs', report: reportOf('logs', { status: 'timed-out' }) },
        call('lead', 'large', null, 'rate-limited'),
      ])
      const since = Date.now() - DAY
      const [lead, logs] = await here.activity.agents(since)
      expect(lead).toMatchObject({ agent: 'lead', done: 0, failed: 0, failedCalls: 1, meanMilliseconds: null })
      expect(lead?.models).toMatchObject([{ model: 'large', unpriced: 1, dollars: 0 }])
      expect(logs).toMatchObject({ agent: 'logs', done: 21, failed: 1, meanMilliseconds: 105, p95Milliseconds: 190 })
      expect(logs?.lastSeenAt).toBeGreaterThan(since)
      const [, later] = await here.activity.agents(Date.now() + DAY)
      expect(later).toMatchObject({ agent: 'logs', done: 0, failed: 0, lastSeenAt: logs?.lastSeenAt })
      await here.close()
    })

    it('shows what a specialist is at until it is done, and counts as failed what never told its end', async () => {
      const here = await opened()
      let isOver = false
      const working = {
        name: 'working',
        run: async (run: Run, agent: string) => {
          run.emit({ type: 'specialist_started', agent, task: `of ${agent}` })
          await run.step('work', async () => {
            await until(() => isOver)
            if (agent === 'broken') throw new Error('no')
          })
          run.emit({ type: 'specialist_completed', agent, report: reportOf(agent, {}) })
        },
      }
      const parent = {
        name: 'parent',
        run: (run: Run) =>
          Promise.all(['sound', 'broken'].map((agent) => run.child(working, agent, { key: agent }))).then(() => null),
      }
      const handle = await here.engine.start(parent, null)
      const now = async () => (await here.activity.agents(0)).flatMap((agent) => agent.now.map(({ task }) => task))
      while ((await now()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
      expect((await now()).sort()).toEqual(['of broken', 'of sound'])
      expect((await here.activity.agents(0))[0]?.now[0]?.run).toBe(handle.id)
      isOver = true
      await handle.result()
      expect((await here.activity.agents(0)).map(({ agent, done, failed, now }) => [agent, done, failed, now])).toEqual(
        [
          ['broken', 0, 1, []],
          ['sound', 1, 0, []],
        ],
      )
      await here.close()
    })

    it('forgets with the run', async () => {
      const here = await opened()
      await told(here, 'a', [call('logs', 'small', 1)])
      await here.engine.prune(Date.now() + DAY)
      expect((await here.activity.spend(0)).total.calls).toBe(0)
      expect(await here.activity.agents(0)).toEqual([])
      await here.close()
    })

    it('reads what was kept before it was there', async () => {
      const database = await makeDatabase()
      await migrate(database, 1)
      await database.query(`INSERT INTO runs (id, root, workflow, version, status, created_at, ended_at)
        VALUES ('r', 'r', 'w', 1, 'completed', 1, 2)`)
      const { type: _, ...called } = call('logs', 'small', 0.5) as { type: string }
      const bodies = {
        specialist_started: { agent: 'logs', task: 't' },
        specialist_completed: { agent: 'logs', report: reportOf('logs', { milliseconds: 41.6 }) },
        model_called: called,
      }
      for (const [type, body] of Object.entries(bodies))
        await database.query("INSERT INTO events (run, root, told, at, type, body) VALUES ('r', 'r', 0, 5, ?, ?)", [
          type,
          JSON.stringify(body),
        ])
      const analysis = analysisSchema.parse(JSON.parse(JSON.stringify(outageAnalysis())))
      await database.query(
        `INSERT INTO incident_analyses (run, at, incident, title, verdict, confidence, severity, body)
         VALUES ('r', 5, 'i', 't', 'root-cause', 1, 'P1', ?)`,
        [JSON.stringify(analysis)],
      )
      const { activity } = await openStore(database)
      expect((await activity.spend(0)).total).toEqual({
        calls: 1,
        inputTokens: 100,
        outputTokens: 10,
        dollars: 0.5,
        unpriced: 0,
      })
      expect(await activity.agents(0)).toMatchObject([{ agent: 'logs', done: 1, meanMilliseconds: 42, lastSeenAt: 5 }])
      const engine = await databaseEngine({ database })
      expect(await engine.list({ text: 'settlement' })).toHaveLength(1)
      await engine.close()
    })
  })
}

function searchOn(name: string, makeDatabase: () => Promise<Database>): void {
  describe(`the history, on ${name}`, () => {
    it('is read to its end in pages, each run once, also where many began at the same time', async () => {
      const database = await makeDatabase()
      const engine = await databaseEngine({ database })
      const nothing = { name: 'nothing', run: async () => null }
      for (let number = 0; number < 25; number++) await (await engine.start(nothing, null)).result()
      await database.query('UPDATE runs SET created_at = created_at / 20 * 20')
      const read: string[] = []
      for (let page = await engine.list({ limit: 4 }); page.length > 0; ) {
        read.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        page = last ? await engine.list({ limit: 4, before: { createdAt: last.createdAt, id: last.id } }) : []
      }
      expect(read).toEqual((await engine.list({ limit: 100 })).map(({ id }) => id))
      expect(new Set(read).size).toBe(25)
      await engine.close()
    })

    it('is searched by title, id, workflow, status, and by what was found, all words at once', async () => {
      const database = await makeDatabase()
      const { analyses } = await openStore(database)
      const engine = await databaseEngine({ database })
      const analysis = analysisSchema.parse(JSON.parse(JSON.stringify(outageAnalysis())))
      const inner = {
        name: 'inner',
        run: async (run: Run) => run.step('save', () => analyses.save(run.id, 1, analysis)),
      }
      const outer = { name: 'outer', run: (run: Run) => run.child(inner, null).then(() => null) }
      const failing = {
        name: 'failing',
        run: async () => {
          throw new Error('no')
        },
      }
      const waits = { name: 'waits', run: (run: Run) => run.wait('w') }
      const found = await engine.start(outer, null, { title: 'Checkout is 100% down' })
      await found.result()
      const failed = await engine.start(failing, null, { title: 'Checkout is 1000 down' })
      await failed.result().catch(() => undefined)
      const waiting = await engine.start(waits, null, { title: 'A_B' })
      while ((await engine.get(waiting.id))?.status !== 'waiting')
        await new Promise((resolve) => setTimeout(resolve, 5))
      const searched = async (text: string) => (await engine.list({ text })).map(({ id }) => id)
      expect(await searched('CHECKOUT')).toEqual([failed.id, found.id])
      expect(await searched('checkout  failed')).toEqual([failed.id])
      expect(await searched('settlement MEMORY')).toEqual([found.id])
      expect(await searched('outer')).toEqual([found.id])
      expect(await searched(found.id)).toEqual([found.id])
      expect(await searched('waiting')).toEqual([waiting.id])
      expect(await searched('running')).toEqual([])
      // What is a wildcard elsewhere is a letter here.
      expect(await searched('100%')).toEqual([found.id])
      expect(await searched('a_b')).toEqual([waiting.id])
      expect(await searched('k_ut')).toEqual([])
      expect(await searched('%')).toEqual([found.id])
      expect(await searched("' OR 1=1 --")).toEqual([])
      expect(await searched('!')).toEqual([])
      expect(await searched('\0')).toEqual([])
      expect(await searched('  ')).toHaveLength(3)
      const { createdAt = 0 } = (await engine.get(failed.id)) ?? {}
      expect((await engine.list({ from: createdAt, to: createdAt, text: 'failing' })).map(({ id }) => id)).toEqual([
        failed.id,
      ])
      expect(await engine.list({ to: createdAt - 60_000 })).toEqual([])
      await engine.cancel(waiting.id)
      await waiting.result().catch(() => undefined)
      await engine.close()
    })

    it('finds incidents and findings by their words', async () => {
      const database = await makeDatabase()
      const { intake, findings } = await openStore(database)
      const engine = await databaseEngine({ database })
      const { id } = await engine.start({ name: 'w', run: async () => 1 }, null)
      await intake.assign({ id: 'inc-1', title: 'Cart fails', severity: 'critical', openedAt: 1 }, [])
      await intake.assign({ id: 'inc-2', title: 'Search is slow', openedAt: 2 }, [])
      const ids = async (text: string) => (await intake.incidents({ text })).map((incident) => incident.id)
      expect(await ids('critical cart')).toEqual(['inc-1'])
      expect(await ids('inc-')).toEqual(['inc-2', 'inc-1'])
      expect((await intake.incidents({ text: 'slow', status: 'closed' })).length).toBe(0)
      const finding = {
        agent: 'log-analyst',
        component: 'pay',
        cause: 'oom-killed',
        signal: 'log-pattern',
        role: 'cause' as const,
        strength: 0.9,
        summary: 's',
        citations: [],
      }
      await findings.record(id, 'log-analyst', 5, [finding, { ...finding, component: 'db', cause: 'disk-full' }])
      expect((await findings.list({ text: 'OOM pay' })).map(({ finding: { component } }) => component)).toEqual(['pay'])
      await engine.close()
    })
  })
}

for (const suite of [activityOn, searchOn]) suite('SQLite', async () => sqliteDatabase(':memory:'))

describe.skipIf(!HAS_POSTGRES)('on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())
  for (const suite of [activityOn, searchOn])
    suite('PostgreSQL', async () => postgresDatabase(await postgres.database(), { poolSize: 5 }))
})
