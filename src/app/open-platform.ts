import { join } from 'node:path'
import type { Engine } from '../core/engine.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { investigation } from '../crews/incident/investigate.ts'
import { response } from '../crews/incident/respond.ts'
import { CAUSE_SPECIALISTS } from '../crews/incident/specialists.ts'
import { databaseEngine } from '../engine/database-engine.ts'
import type { Database } from '../engine/store/database.ts'
import { openStore, type Store } from '../engine/store/open-store.ts'
import { sqliteDatabase } from '../engine/store/sqlite-database.ts'
import { performAction } from '../safety/gate/perform-action.ts'
import { policyGate } from '../safety/gate/policy-gate.ts'
import { executors } from './executors.ts'
import { loadPolicy, policyPath } from './load-policy.ts'
import { openEvidence } from './open-evidence.ts'
import { specialistPool } from './specialist-pool.ts'
import { stateFolder } from './state-folder.ts'

export interface PlatformOptions {
  environment?: NodeJS.ProcessEnv
  /** Where the store cannot be used, go on without durability and say why here; without it, that is a fault. */
  onForgetful?: (why: WatchfloorFault) => void
}

/** Everything that runs need, wired: the one place that knows which store, engine, crews and executors there are. */
export interface Platform {
  engine: Engine
  store: Store
  investigate: ReturnType<typeof investigation>
  act: ReturnType<typeof performAction>
  respond: ReturnType<typeof response>
  close(): Promise<void>
}

/** Opens the store and makes every crew known to its engine. Throws a fault `unavailable` where the store cannot be used. */
export async function openPlatform({
  environment = process.env,
  onForgetful,
}: PlatformOptions = {}): Promise<Platform> {
  const pool = specialistPool(CAUSE_SPECIALISTS, openEvidence)
  const investigate = investigation({
    openSource: openEvidence,
    specialists: CAUSE_SPECIALISTS,
    runSpecialist: pool.run,
  })
  const { engine, store } = await openEngine(environment, onForgetful)
  const gate = policyGate({
    loadPolicy: () => loadPolicy(policyPath(environment)),
    killSwitch: store.killSwitch,
    clock: Date.now,
  })
  const act = performAction({ executors: executors(environment), gate, ...store })
  engine.register(investigate)
  engine.register(act)
  const respond = response({ investigate, act })
  engine.register(respond)
  return {
    engine,
    store,
    investigate,
    act,
    respond,
    async close() {
      await engine.close()
      await pool.close()
    },
  }
}

async function openEngine(
  environment: NodeJS.ProcessEnv,
  onForgetful: PlatformOptions['onForgetful'],
): Promise<{ engine: Engine; store: Store }> {
  try {
    return await openOn(await openDatabase(environment))
  } catch (thrown) {
    // A server that was asked for by name is not silently done without.
    if (!onForgetful || environment.WATCHFLOOR_DATABASE_URL || !(thrown instanceof WatchfloorFault)) throw thrown
    onForgetful(thrown)
    return openOn(sqliteDatabase(':memory:'))
  }
}

async function openOn(database: Database): Promise<{ engine: Engine; store: Store }> {
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
