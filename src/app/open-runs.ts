import { join } from 'node:path'
import type { Engine } from '../core/engine.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { databaseEngine } from '../engine/database-engine.ts'
import type { Database } from '../engine/store/database.ts'
import { openStore, type Store } from '../engine/store/open-store.ts'
import { sqliteDatabase } from '../engine/store/sqlite-database.ts'
import { stateFolder } from './state-folder.ts'

export interface RunsOptions {
  environment?: NodeJS.ProcessEnv
  /** Where the store cannot be used, go on without durability and say why here; without it, that is a fault. */
  onForgetful?: (why: WatchfloorFault) => void
}

/** What is kept of runs, and the engine over it: enough to look, answer, cancel and turn switches. */
export interface Runs {
  engine: Engine
  store: Store
}

/** Opens the store without any crew, so that looking is quick. Throws a fault `unavailable` where it cannot be used. */
export async function openRuns({ environment = process.env, onForgetful }: RunsOptions = {}): Promise<Runs> {
  try {
    return await openOn(await openDatabase(environment))
  } catch (thrown) {
    // A server that was asked for by name is not silently done without.
    if (!onForgetful || environment.WATCHFLOOR_DATABASE_URL || !(thrown instanceof WatchfloorFault)) throw thrown
    onForgetful(thrown)
    return openOn(sqliteDatabase(':memory:'))
  }
}

async function openOn(database: Database): Promise<Runs> {
  try {
    return { store: await openStore(database), engine: await databaseEngine({ database }) }
  } catch (thrown) {
    await database.close()
    if (thrown instanceof WatchfloorFault) throw thrown
    throw new WatchfloorFault('unavailable', `The store cannot be used: ${messageOf(thrown)}`, { cause: thrown })
  }
}

/** `WATCHFLOOR_DATABASE_URL`, a PostgreSQL for many processes, else a file in the state folder. */
async function openDatabase(environment: NodeJS.ProcessEnv): Promise<Database> {
  const url = environment.WATCHFLOOR_DATABASE_URL
  if (url) {
    if (!/^postgres(?:ql)?:\/\//.test(url))
      throw new WatchfloorFault(
        'usage',
        'WATCHFLOOR_DATABASE_URL must be a URL such as postgres://user@host/database.',
        {
          hint: 'Set it so, or unset it to keep runs in a file.',
        },
      )
    // Most people need no driver for it.
    const { postgresDatabase } = await import('../engine/store/postgres-database.ts')
    return postgresDatabase(url)
  }
  return sqliteDatabase(join(stateFolder(environment), 'watchfloor.db'), {
    synchronous: environment.WATCHFLOOR_SYNCHRONOUS === 'full' ? 'full' : 'normal',
  })
}
