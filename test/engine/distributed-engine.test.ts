import { afterAll, beforeAll, describe } from 'vitest'
import { databaseEngine } from '../../src/engine/database-engine.ts'
import { postgresDatabase } from '../../src/engine/store/postgres-database.ts'
import { durableEngineContract, engineContract } from '../contracts/engine-contract.ts'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../needs/postgres.ts'

describe.skipIf(!HAS_POSTGRES)('on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())

  const journal = async () => {
    const url = await postgres.database()
    return {
      open: (clock?: () => number) => databaseEngine({ database: postgresDatabase(url), ...(clock && { clock }) }),
    }
  }
  engineContract('The distributed engine', async () => (await journal()).open())
  durableEngineContract('The distributed engine', journal)
})
