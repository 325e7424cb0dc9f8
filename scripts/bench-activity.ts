/**
 * How long the sums and the search take over a full store: 10,000 investigations of eight specialists each, 300,000 events, all within the week that is
 * asked for. `npm run bench:activity [-- --database postgres://…]`; the database has to be empty.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseEngine } from '../src/engine/database-engine.ts'
import { openStore } from '../src/engine/store/open-store.ts'
import { postgresDatabase } from '../src/engine/store/postgres-database.ts'
import { sqliteDatabase } from '../src/engine/store/sqlite-database.ts'

const { values } = parseArgs({ options: { database: { type: 'string' } } })
const RUNS = 10_000
const AGENTS = 8
const CALLS = 3
const OTHERS = 11
const ROUNDS = 9
const WEEK = 7 * 86_400_000
const BODY = JSON.stringify({ agent: 'x', text: 'a finding, with what it cites. '.repeat(60) })

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'))
const database =
  values.database === undefined ? sqliteDatabase(join(folder, 'watchfloor.db')) : postgresDatabase(values.database)
const { activity } = await openStore(database)
const engine = await databaseEngine({ database })
const now = Date.now()

/** Numbers from 0 below `count`, in SQL of both. */
function numbers(name: string, count: number): string {
  return `${name}(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ${name} WHERE n + 1 < ${count})`
}
const created = `${now - WEEK} + r.n * ${Math.floor(WEEK / RUNS)}`
const run = "'run_' || r.n"
const child = "'run_' || r.n || '/agent-' || c.n"
const insert = (sql: string, sets: readonly string[]) =>
  database.query(sql.replace('SELECT', `WITH RECURSIVE ${[numbers('r', RUNS), ...sets].join(', ')} SELECT`))

await insert(
  `INSERT INTO runs (id, root, workflow, version, title, status, created_at, started_at, ended_at)
   SELECT ${run}, ${run}, 'incident.alerted', 1, 'service-' || (r.n % 97) || ' fails', 'completed', ${created}, ${created}, ${created} + 5000 FROM r`,
  [],
)
await insert(
  `INSERT INTO runs (id, root, parent, workflow, version, status, created_at, started_at, ended_at)
   SELECT ${child}, ${run}, ${run}, 'incident.specialist', 1, 'completed', ${created}, ${created}, ${created} + 900 FROM r CROSS JOIN c`,
  [numbers('c', AGENTS)],
)
await insert(
  `INSERT INTO incident_analyses (run, at, incident, title, verdict, component, cause, confidence, severity, headline, body)
   SELECT ${run}, ${created}, 'i', 't', 'root-cause', 'service-' || (r.n % 97), 'oom-killed', 0.9, 'P2', 'service-' || (r.n % 97) || ' runs out of memory', '${BODY}' FROM r`,
  [],
)
for (const [type, isChild, count, figures] of [
  ['specialist_started', true, AGENTS, 'NULL, NULL, NULL, NULL, NULL, NULL'],
  ['specialist_completed', true, AGENTS, "NULL, 'completed', 20 + (r.n * 7 + c.n * 13) % 900, NULL, NULL, NULL"],
  ['model_called', false, CALLS, "'model-' || (c.n % 2), 'answered', 900, 4000, 300, 0.0125"],
  ['step_completed', false, OTHERS, ''],
] as const) {
  const id = isChild ? child : run
  await insert(
    `INSERT INTO events (run, root, told, at, type, body) SELECT ${id}, ${run}, 1, ${created} + c.n, '${type}', '${BODY}' FROM r CROSS JOIN c`,
    [numbers('c', count)],
  )
  if (figures === '') continue
  await insert(
    `INSERT INTO agent_activity (run, root, at, type, agent, model, status, milliseconds, input_tokens, output_tokens, dollars)
     SELECT ${id}, ${run}, ${created} + c.n, '${type}', 'agent-' || c.n, ${figures} FROM r CROSS JOIN c`,
    [numbers('c', count)],
  )
}

async function measured(what: string, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now()
    await ask()
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const [median = 0, most = 0] = [times[Math.floor(ROUNDS / 2)], times.at(-1)]
  console.log(`${what.padEnd(34)} median ${median.toFixed(0)} ms, most ${most.toFixed(0)} ms`)
}

const [counted] = await database.query('SELECT count(*) AS n FROM events')
console.log(`${RUNS} runs, ${counted?.n} events, ${database.dialect}`)
await measured('agents, a week', () => activity.agents(now - WEEK))
await measured('agents, a day', () => activity.agents(now - WEEK / 7))
await measured('spend, a week', () => activity.spend(now - WEEK))
await measured('spend, an hour', () => activity.spend(now - 3_600_000))
await measured('runs, the first page', () => engine.list({ limit: 100 }))
await measured('runs that speak of memory', () => engine.list({ limit: 100, text: 'memory service-13' }))
await measured('runs that speak of nothing known', () => engine.list({ limit: 100, text: 'nowhere' }))
await engine.close()
rmSync(folder, { recursive: true, force: true })
