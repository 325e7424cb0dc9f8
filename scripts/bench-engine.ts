/** What runs cost: a journalled step, a thousand runs that wait, a store with ten thousand. `npm run bench:engine` */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Engine, Run } from '../src/core/engine.ts'
import { databaseEngine } from '../src/engine/database-engine.ts'
import { postgresDatabase } from '../src/engine/store/postgres-database.ts'
import { sqliteDatabase } from '../src/engine/store/sqlite-database.ts'
import { HAS_POSTGRES, startPostgres } from '../test/needs/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'))
const VALUE = { text: 'x'.repeat(200), n: 1 }

const manySteps = (steps: number) => ({
  name: 'many',
  async run(run: Run) {
    for (let n = 0; n < steps; n++) await run.step(`step ${n}`, () => VALUE)
  },
})

async function stepCost(name: string, engine: Engine, steps: number): Promise<void> {
  const rounds: number[] = []
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    await (await engine.start(manySteps(steps), null)).result()
    rounds.push((performance.now() - begun) / steps)
  }
  console.log(`step, ${name.padEnd(34)} ${rounds.toSorted((a, b) => a - b)[2]?.toFixed(3)} ms`)
  await engine.close()
}

async function waiting(): Promise<void> {
  const engine = await databaseEngine({ database: sqliteDatabase(join(folder, 'waiting.db')) })
  const asking = { name: 'asking', run: (run: Run) => run.wait('approval') }
  const handles = []
  for (let n = 0; n < 1_000; n++) handles.push(await engine.start(asking, { n }))
  while ((await engine.list({ status: 'waiting', limit: 2_000 })).length < 1_000)
    await new Promise((done) => setTimeout(done, 50))
  await new Promise((done) => setTimeout(done, 2_000))
  console.log(`1,000 runs that wait at once           ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`)
  const begun = performance.now()
  await Promise.all(handles.map(({ id }) => engine.answer(id, 'approval', 'yes')))
  await Promise.all(handles.map((handle) => handle.result()))
  console.log(`all of them answered and ended in      ${(performance.now() - begun).toFixed(0)} ms`)
  await engine.close()
}

async function listing(): Promise<void> {
  const home = join(folder, 'home')
  const engine = await databaseEngine({ database: sqliteDatabase(join(home, 'watchfloor.db')) })
  for (let n = 0; n < 10_000; n++) await (await engine.start(manySteps(1), null, { title: `run ${n}` })).result()
  const times: number[] = []
  for (let round = 0; round < 9; round++) {
    const begun = performance.now()
    await engine.list()
    times.push(performance.now() - begun)
  }
  console.log(`list of 50 among 10,000 runs           ${times.toSorted((a, b) => a - b)[4]?.toFixed(1)} ms`)
  await engine.close()
  const walls: number[] = []
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    spawnSync(process.execPath, [resolve('bin/watchfloor.js'), 'runs', 'list'], {
      env: { ...process.env, WATCHFLOOR_HOME: home },
    })
    walls.push(performance.now() - begun)
  }
  console.log(`\`runs list\` as a command, with start-up ${walls.toSorted((a, b) => a - b)[2]?.toFixed(0)} ms`)
}

try {
  await waiting()
  await stepCost(
    'local (SQLite, synchronous normal)',
    await databaseEngine({ database: sqliteDatabase(join(folder, 'normal.db')) }),
    5_000,
  )
  await stepCost(
    'local (SQLite, synchronous full)',
    await databaseEngine({ database: sqliteDatabase(join(folder, 'full.db'), { synchronous: 'full' }) }),
    5_000,
  )
  await stepCost('in memory', await databaseEngine({ database: sqliteDatabase(':memory:') }), 5_000)
  if (HAS_POSTGRES) {
    const postgres = await startPostgres()
    await stepCost(
      'distributed (PostgreSQL)',
      await databaseEngine({ database: postgresDatabase(await postgres.database()) }),
      500,
    )
    await postgres.remove()
  }
  await listing()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
