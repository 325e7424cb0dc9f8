import { afterAll, beforeAll, describe } from 'vitest'
import { HAS_POSTGRES, type Postgres, startPostgres } from '../needs/postgres.ts'
import { crashing } from './crashing.ts'

describe.skipIf(!HAS_POSTGRES)('on a real PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())
  crashing('the distributed engine', () => postgres.database())
})
