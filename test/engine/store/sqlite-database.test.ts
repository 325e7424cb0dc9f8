import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/engine/store/database.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'

const open: Database[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
async function numbers() {
  const database = sqliteDatabase(':memory:')
  open.push(database)
  await database.query('CREATE TABLE numbers (n INTEGER PRIMARY KEY)')
  const add = (n: number) => ({ sql: 'INSERT INTO numbers VALUES (?)', values: [n] })
  const kept = async () => (await database.query('SELECT n FROM numbers ORDER BY n')).map(({ n }) => Number(n))
  return { database, add, kept }
}

describe('batches that are asked for at once', () => {
  it('share a transaction, and are each whole or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (batches) => {
          const { database, add, kept } = await numbers()
          const ends = await Promise.allSettled(batches.map((batch) => database.batch(batch.map(add))))
          // One after the other: what has a number that is there already leaves nothing.
          const wanted = new Set<number>()
          for (const [place, batch] of batches.entries()) {
            const fits = new Set(batch).size === batch.length && batch.every((n) => !wanted.has(n))
            if (fits) for (const n of batch) wanted.add(n)
            expect(ends[place]?.status).toBe(fits ? 'fulfilled' : 'rejected')
          }
          expect(await kept()).toEqual([...wanted].sort((a, b) => a - b))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('do nothing more where the first statement gives no row and that was asked for', async () => {
    const { database, add, kept } = await numbers()
    const nothing = { sql: 'SELECT n FROM numbers WHERE n = 99' }
    const [first, second, none] = await Promise.all([
      database.batch([nothing, add(1)], { onlyIfFirst: true }),
      database.batch([nothing, add(2)]),
      database.batch([]),
    ])
    expect([first, second, none]).toEqual([[[]], [[], []], []])
    expect(await kept()).toEqual([2])
  })

  it('are done before the database is closed', async () => {
    const { database, add } = await numbers()
    const asked = database.batch([add(1)])
    await database.close()
    expect(await asked).toEqual([[]])
    await expect(database.batch([add(2)])).rejects.toThrow()
  })
})
