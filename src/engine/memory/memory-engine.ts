import type { Engine } from '../../core/engine.ts'
import { type DatabaseEngineOptions, databaseEngine } from '../database-engine.ts'
import { sqliteDatabase } from '../store/sqlite-database.ts'

export type MemoryEngineOptions = Omit<DatabaseEngineOptions, 'database'>

/** Runs workflows in this process and forgets them when it ends: the contract of `Engine` without durability. */
export function memoryEngine(options: MemoryEngineOptions = {}): Promise<Engine> {
  return databaseEngine({ ...options, database: sqliteDatabase(':memory:') })
}
