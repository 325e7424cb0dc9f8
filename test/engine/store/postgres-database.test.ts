import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../../src/engine/store/postgres-database.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../../needs/postgres.ts'

describe.skipIf(!HAS_POSTGRES)('a database on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())

  it('is a pause, and nothing lost or done twice, when the server is restarted', async () => {
    const database = postgresDatabase(await postgres.database())
    await database.query('CREATE TABLE notes (n INTEGER PRIMARY KEY)')
    const restarting = (async () => {
      await postgres.stop()
      await new Promise((resolve) => setTimeout(resolve, 300))
      await postgres.start()
    })()
    for (let n = 0; n < 200; n++) await database.query('INSERT INTO notes (n) VALUES (?) ON CONFLICT DO NOTHING', [n])
    await restarting
    expect(await database.query('SELECT count(*) AS n FROM notes')).toEqual([{ n: 200 }])
    await database.close()
  })

  it('says so within seconds where no server ever was', async () => {
    const database = postgresDatabase('postgres://watchfloor@127.0.0.1:9/none', { patienceMilliseconds: 300 })
    await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'unavailable' })
    await database.close()
  })

  it('takes texts with the one character that PostgreSQL cannot keep: an alert of one does not stop those of others', async () => {
    const database = postgresDatabase(await postgres.database())
    const { intake } = await openStore(database)
    const alert = (fingerprint: string, summary: string) => ({
      fingerprint,
      status: 'firing' as const,
      name: summary,
      labels: { service: fingerprint },
      annotations: { summary },
      startsAt: 1,
    })
    await intake.keep('test', [alert('a\0b', 'bad \0 byte'), alert('c', 'good')])
    const kept = await intake.ungrouped(10)
    expect(kept).toHaveLength(2)
    for (const { id, name } of kept) await intake.assign({ id: `inc_${id}`, title: name, openedAt: 1 }, [id])
    expect((await intake.incidents()).map(({ title }) => title).sort()).toEqual(['bad \uFFFD byte', 'good'])
    expect(await intake.incident('a\0b')).toBeUndefined()
    await database.close()
  })

  it('keeps others out of a batch of the same name', async () => {
    const url = await postgres.database()
    const databases = [postgresDatabase(url), postgresDatabase(url)]
    await databases[0]?.query('CREATE TABLE taken (n INTEGER)')
    const take = { sql: 'INSERT INTO taken (n) SELECT 1 WHERE (SELECT count(*) FROM taken) < ?', values: [5] }
    await Promise.all(Array.from({ length: 40 }, (_, n) => databases[n % 2]?.batch([take], { exclusive: 'taken' })))
    expect(await databases[0]?.query('SELECT count(*) AS n FROM taken')).toEqual([{ n: 5 }])
    await Promise.all(databases.map((database) => database.close()))
  })
})
