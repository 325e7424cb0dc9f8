import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncomingAlert } from '../../../src/core/intake.ts'
import type { Database } from '../../../src/engine/store/database.ts'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../../src/engine/store/postgres-database.ts'
import { migrate } from '../../../src/engine/store/schema.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../../needs/postgres.ts'

const BEGAN = Date.parse('2026-11-21T12:00:00Z')
const MINUTE = 60_000

const firing = (more: Partial<IncomingAlert> = {}): IncomingAlert => ({
  fingerprint: 'f1',
  status: 'firing',
  name: 'HighErrors',
  labels: {},
  annotations: {},
  startsAt: BEGAN,
  ...more,
})
const resolved = (endsAt: number, more: Partial<IncomingAlert> = {}) => firing({ status: 'resolved', endsAt, ...more })

function intakeOn(name: string, makeDatabase: () => Promise<Database>): void {
  describe(`alerts, on ${name}`, () => {
    async function site(prepare: (database: Database) => Promise<unknown> = async () => undefined) {
      let now = BEGAN
      const database = await makeDatabase()
      await prepare(database)
      const { intake } = await openStore(database, () => now)
      return {
        intake,
        pass: (milliseconds: number) => {
          now += milliseconds
        },
        now: () => now,
        tell: (...alerts: IncomingAlert[]) => intake.keep('alertmanager', alerts),
        async group(incident: string) {
          const waiting = await intake.ungrouped(10)
          await intake.assign(
            { id: incident, title: incident, openedAt: now },
            waiting.map(({ id }) => id),
          )
          return waiting.length
        },
        close: () => database.close(),
      }
    }

    it('that fire again after their end are new, also from the same beginning, as often as they do', async () => {
      const { intake, tell, pass, group, now, close } = await site()
      for (const incident of ['inc_1', 'inc_2', 'inc_3']) {
        expect(await tell(firing()), incident).toBe(1)
        expect(await group(incident)).toBe(1)
        expect(await tell(firing())).toBe(0)
        expect(await tell(resolved(now()))).toBe(1)
        expect(await intake.closeResolved()).toMatchObject([{ id: incident }])
        pass(MINUTE + 1)
      }
      const ids = await Promise.all(['inc_1', 'inc_2', 'inc_3'].map((incident) => intake.alertsOf(incident)))
      expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(3)
      await close()
    })

    it('that are told late do not fire again: within a minute of the end, or where the sender said it before the end', async () => {
      const { tell, pass, close } = await site()
      await tell(firing({ toldAt: BEGAN + 1_000 }))
      await tell(resolved(BEGAN + 5_000))
      pass(MINUTE - 1)
      expect(await tell(firing())).toBe(0)
      pass(48 * 60 * MINUTE)
      expect(await tell(firing({ toldAt: BEGAN + 1_000 }))).toBe(0)
      expect(await tell(firing({ toldAt: BEGAN + 6_000 }))).toBe(1)
      await close()
    })

    it('that begin later are new at once', async () => {
      const { tell, pass, close } = await site()
      await tell(firing())
      await tell(resolved(BEGAN))
      pass(1_000)
      expect(await tell(firing({ startsAt: BEGAN + 500 }))).toBe(1)
      await close()
    })

    it('that fired twice from one beginning are new a third time after the first was deleted', async () => {
      const { intake, tell, pass, group, now, close } = await site()
      for (const incident of ['inc_1', 'inc_2']) {
        await tell(firing())
        await group(incident)
        await tell(resolved(now()))
        await intake.closeResolved()
        pass(2 * MINUTE)
      }
      expect(await intake.prune(BEGAN + MINUTE)).toBe(1)
      expect(await tell(firing())).toBe(1)
      await close()
    })

    it('from a clock ahead begin when they are kept, and are ended by whoever says so then', async () => {
      const { intake, tell, pass, group, now, close } = await site()
      const ahead = firing({ startsAt: BEGAN + 10 * MINUTE })
      await tell(ahead)
      expect(await intake.ungrouped(1)).toMatchObject([{ startsAt: BEGAN }])
      await group('inc_1')
      pass(1_000)
      expect(await tell(resolved(now(), { startsAt: now() }))).toBe(1)
      expect(await intake.closeResolved()).toMatchObject([{ id: 'inc_1' }])
      pass(1_000)
      expect(await tell(ahead)).toBe(0)
      await close()
    })

    it('that were kept by an earlier version fire again as well', async () => {
      const { tell, close } = await site(async (database) => {
        await migrate(database, 3)
        const id = createHash('sha256')
          .update(JSON.stringify(['alertmanager', 'f1', BEGAN]))
          .digest('hex')
          .slice(0, 32)
        await database.query(
          `INSERT INTO alerts (id, source, fingerprint, status, body, starts_at, ends_at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            id,
            'alertmanager',
            'f1',
            'resolved',
            JSON.stringify(firing()),
            BEGAN,
            BEGAN - 2 * MINUTE,
            BEGAN - 3 * MINUTE,
          ],
        )
      })
      expect(await tell(firing())).toBe(1)
      await close()
    })
  })
}

intakeOn('SQLite', async () => sqliteDatabase(':memory:'))
describe.skipIf(!HAS_POSTGRES)('on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())
  intakeOn('PostgreSQL', async () => postgresDatabase(await postgres.database()))
})
