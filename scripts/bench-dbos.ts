/** A journalled step of DBOS Transact beside one of ours, on the same PostgreSQL in the same minute: docs/decisions/0010. */
import { DBOS } from '@dbos-inc/dbos-sdk'
import type { Run } from '../src/core/engine.ts'
import { databaseEngine } from '../src/engine/database-engine.ts'
import { postgresDatabase } from '../src/engine/store/postgres-database.ts'
import { startPostgres } from '../test/needs/postgres.ts'

const STEPS = 300
const ROUNDS = 5
const VALUE = { text: 'x'.repeat(200), n: 1 }
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

const postgres = await startPostgres()
try {
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: await postgres.database(),
    systemDatabasePoolSize: 20,
    logLevel: 'error',
  })
  const theirs = DBOS.registerWorkflow(
    async () => {
      for (let n = 0; n < STEPS; n++) await DBOS.runStep(async () => VALUE, { name: `step ${n}` })
    },
    { name: 'many' },
  )
  await DBOS.launch()
  const engine = await databaseEngine({ database: postgresDatabase(await postgres.database()) })
  const ours = {
    name: 'many',
    async run(run: Run) {
      for (let n = 0; n < STEPS; n++) await run.step(`step ${n}`, () => VALUE)
    },
  }
  const times = { dbos: [] as number[], ours: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    let begun = performance.now()
    await theirs()
    times.dbos.push((performance.now() - begun) / STEPS)
    begun = performance.now()
    await (await engine.start(ours, null)).result()
    times.ours.push((performance.now() - begun) / STEPS)
  }
  console.log(`a step of DBOS ${median(times.dbos).toFixed(2)} ms, of ours ${median(times.ours).toFixed(2)} ms`)
  await engine.close()
  await DBOS.shutdown()
} finally {
  await postgres.remove()
}
