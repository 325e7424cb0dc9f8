import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/engine/store/database.ts'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../../src/engine/store/postgres-database.ts'
import { MIGRATIONS, migrate } from '../../../src/engine/store/schema.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../../needs/postgres.ts'

/** A store is brought from the version it has to the next: a migration that changes after somebody ran it leaves that store behind for ever. */
const AS_RELEASED = ['c039c06ac61c0465', '5384233ce23db6cf', 'e195a5e2ed211eaf', '7167af26f75a2950']

describe('the migrations', () => {
  it('stand as they were: a change of the schema is a migration of its own', () => {
    const digests = MIGRATIONS.map((statements) =>
      createHash('sha256').update(JSON.stringify(statements)).digest('hex').slice(0, 16),
    )
    expect(digests).toEqual(AS_RELEASED)
  })
})

const dialects: { name: string; has: boolean; open(): Promise<Database> }[] = [
  { name: 'SQLite', has: true, open: async () => sqliteDatabase(':memory:') },
  { name: 'PostgreSQL', has: HAS_POSTGRES, open: async () => postgresDatabase(await postgres.database()) },
]
let postgres: Postgres

describe.each(dialects)('a store on $name', ({ has, open }) => {
  beforeAll(async () => {
    if (has && !postgres && HAS_POSTGRES) postgres = await startPostgres()
  })

  it.skipIf(!has).each(MIGRATIONS.map((_, version) => version))(
    'that was left at version %i is brought to the newest',
    async (version) => {
      const database = await open()
      await migrate(database, version)
      const { outbox } = await openStore(database)
      expect(await outbox.take(1, 1_000)).toEqual([])
      await database.close()
    },
  )

  it.skipIf(!has)('that is laid out otherwise than its version says names what is missing, and a way out', async () => {
    const database = await open()
    const { analyses } = await openStore(database)
    await database.query('DROP TABLE incident_memory')
    await database.query('ALTER TABLE incident_analyses DROP COLUMN body')
    const fault = { code: 'unavailable', hint: expect.stringContaining('WATCHFLOOR_HOME') }
    await expect(analyses.get('run_a')).rejects.toMatchObject({ ...fault, message: expect.stringContaining('body') })
    const batch = database.batch([{ sql: 'DELETE FROM incident_memory' }])
    await expect(batch).rejects.toMatchObject({ ...fault, message: expect.stringContaining('incident_memory') })
    await database.close()
  })
})

afterAll(() => postgres?.remove())
