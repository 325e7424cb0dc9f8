import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { databaseEngine } from '../../../src/engine/database-engine.ts'
import { openStore } from '../../../src/engine/store/open-store.ts'
import { migrate } from '../../../src/engine/store/schema.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newPath = () => join(folder, `${++files}`, 'watchfloor.db')

describe('the store', () => {
  it('can be read by its owner only', async () => {
    const path = newPath()
    await openStore(sqliteDatabase(path))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600)
  })

  it('is brought to the newest schema by whoever comes first, and by all at once', async () => {
    const path = newPath()
    const databases = Array.from({ length: 8 }, () => sqliteDatabase(path))
    await Promise.all(databases.map((database) => migrate(database)))
    expect(await databases[0]?.query('SELECT count(*) AS n FROM runs')).toEqual([{ n: 0 }])
  })

  it('refuses a schema that is newer than the program', async () => {
    const path = newPath()
    const database = sqliteDatabase(path)
    await migrate(database)
    await database.query('INSERT INTO schema_versions (version) VALUES (99)')
    await expect(migrate(database)).rejects.toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('newer'),
    })
  })

  it('says what to do where it cannot be opened, is no database, or goes bad', async () => {
    expect(() => sqliteDatabase('/dev/null/watchfloor.db')).toThrow(/cannot be opened/)
    const path = newPath()
    mkdirSync(dirname(path))
    writeFileSync(path, 'no database '.repeat(1_000))
    expect(() => sqliteDatabase(path)).toThrow(/cannot be opened: file is not a database/)
    const full = sqliteDatabase(newPath())
    await migrate(full)
    await full.query('PRAGMA max_page_count = 1')
    const insert = full.query('INSERT INTO agent_tasks VALUES (?, ?, 0, ?, ?, 0, 0, NULL, NULL, NULL)', [
      'a',
      'k',
      'x'.repeat(1e6),
      'open',
    ])
    await expect(insert).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('full') })
  })
})

describe('the audit log', () => {
  it('is whole after many have written at once, and tells where it was changed', async () => {
    const path = newPath()
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(sqliteDatabase(path))))
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        stores[n % 4]?.audit.add({ actor: 'a', event: 'e', subject: `s${n}`, detail: { n } }),
      ),
    )
    expect(await stores[0]?.audit.list({ limit: 500 })).toHaveLength(200)
    expect(await stores[0]?.audit.findBreak()).toBeUndefined()
    const tampering = new DatabaseSync(path)
    tampering.exec(`UPDATE audit_log SET detail = '{"n":0}' WHERE number = 50`)
    expect(await stores[1]?.audit.findBreak()).toBe(50)
    tampering.exec('DELETE FROM audit_log WHERE number = 20')
    expect(await stores[1]?.audit.findBreak()).toBe(20)
    tampering.close()
  })

  it('takes an entry with a key once', async () => {
    const { audit } = await openStore(sqliteDatabase(':memory:'))
    for (let n = 0; n < 3; n++) await audit.add({ actor: 'a', event: 'e', subject: 's', detail: n }, 'key')
    expect(await audit.list()).toMatchObject([{ detail: 0 }])
  })
})

describe('room for actions', () => {
  it('is never given twice, whoever asks, however many at once', async () => {
    const path = newPath()
    const databases = Array.from({ length: 4 }, () => sqliteDatabase(path))
    const engine = await databaseEngine({ database: databases[0] ?? sqliteDatabase(path) })
    const waiting = await engine.start({ name: 'w', run: (run) => run.wait('x') }, null)
    const stores = await Promise.all(databases.map((database) => openStore(database)))
    const limits = [
      { name: 'rate', rate: { limit: 10, periodMilliseconds: 3_600_000 } },
      { name: 'both', concurrency: 3 },
    ]
    const taken: string[] = []
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const refusal = await stores[n % 4]?.slots.take(`action ${n}`, waiting.id, limits)
        if (!refusal) taken.push(`action ${n}`)
      }),
    )
    expect(taken).toHaveLength(3)
    for (let round = 0; round < 10; round++) {
      for (const action of taken.splice(0)) await stores[0]?.slots.release(action)
      for (let n = 0; n < 5; n++)
        if (!(await stores[n % 4]?.slots.take(`more ${round} ${n}`, waiting.id, limits)))
          taken.push(`more ${round} ${n}`)
    }
    const begun = await databases[0]?.query(
      "SELECT count(DISTINCT action) AS n FROM action_slots WHERE limit_name = 'rate'",
    )
    expect(begun).toEqual([{ n: 10 }])
    await engine.close()
  })

  it('is given again to the action that has it', async () => {
    const database = sqliteDatabase(':memory:')
    const { slots } = await openStore(database)
    const limits = [{ name: 'one', rate: { limit: 1, periodMilliseconds: 1_000_000 } }]
    expect(await slots.take('a', 'r', limits)).toBeUndefined()
    expect(await slots.take('a', 'r', limits)).toBeUndefined()
    expect(await slots.take('b', 'r', limits)).toMatchObject({ limit: 'limit "one"' })
  })
})
