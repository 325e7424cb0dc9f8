import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { databaseEngine } from '../../src/engine/database-engine.ts'
import { sqliteDatabase } from '../../src/engine/store/sqlite-database.ts'
import { durableEngineContract, engineContract } from '../contracts/engine-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-local-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const journal = async () => {
  const path = join(folder, `${++files}`, 'watchfloor.db')
  return { open: (clock?: () => number) => databaseEngine({ database: sqliteDatabase(path), ...(clock && { clock }) }) }
}

engineContract('The local engine', async () => (await journal()).open())
durableEngineContract('The local engine', journal)
