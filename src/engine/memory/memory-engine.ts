import type { Engine } from '../../core/engine.ts'
import { type LocalEngineOptions, localEngine } from '../local/local-engine.ts'
import { sqliteDatabase } from '../store/sqlite-database.ts'

export type MemoryEngineOptions = Omit<LocalEngineOptions, 'database'>

/** Runs workflows in this process and forgets them when it ends: the contract of `Engine` without durability. */
export function memoryEngine(options: MemoryEngineOptions = {}): Promise<Engine> {
  return localEngine({ ...options, database: sqliteDatabase(':memory:') })
}
