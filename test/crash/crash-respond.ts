import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from '../../src/engine/store/database.ts'
import { openStore } from '../../src/engine/store/open-store.ts'
import { postgresDatabase } from '../../src/engine/store/postgres-database.ts'
import { sqliteDatabase } from '../../src/engine/store/sqlite-database.ts'
import { type Moment, runUntil } from './run-until.ts'

/** A git checkout with a commit that changed the suspect shortly before the incident. */
export function makeCheckout(folder: string): string {
  const repository = join(folder, 'checkout')
  const service = join(repository, 'services', 'payment-gateway')
  mkdirSync(service, { recursive: true })
  const git = (at: string, ...argv: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=test', '-c', 'user.email=test@localhost', ...argv], {
      env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
      stdio: 'pipe',
    })
  git('2026-10-14T09:00:00Z', 'init', '-q', '-b', 'main', '.')
  writeFileSync(join(service, 'config.yaml'), 'batch: paged\n')
  git('2026-10-14T09:00:00Z', 'add', '.')
  git('2026-10-14T09:00:00Z', 'commit', '-qm', 'Read transactions page by page')
  writeFileSync(join(service, 'config.yaml'), 'batch: whole\n')
  git('2026-10-14T14:00:00Z', 'commit', '-qam', 'Read all transactions at once')
  return repository
}

const POLICY = `version: 1
rules:
  - { name: people approve reverts, when: { operations: [revert-commit] }, decision: ask }
limits:
  - { name: all, rate: { limit: 10, per: 1h }, concurrency: 1 }
`

export interface Workplace {
  home: string
  repository: string
  /** Of a PostgreSQL; a file in the home where absent. */
  url?: string | undefined
  /** Of a server that speaks the protocol of a model; none is asked where absent. */
  modelUrl?: string | undefined
}

/** What the product sees of a workplace. */
export function environmentOf({ home, url, modelUrl }: Workplace): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WATCHFLOOR_HOME: home,
    ...(url !== undefined && { WATCHFLOOR_DATABASE_URL: url }),
    ...(modelUrl !== undefined && { CRASH_MODEL: 'fast', ANTHROPIC_API_KEY: 'test', ANTHROPIC_BASE_URL: modelUrl }),
  }
}

async function withDatabase<T>({ home, url }: Workplace, use: (database: Database) => Promise<T>): Promise<T> {
  const database =
    url === undefined ? sqliteDatabase(join(home, 'watchfloor.db')) : postgresDatabase(url, { poolSize: 2 })
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

export function makeWorkplace(template: string, url?: string): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-crash-'))
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'policy.yaml'), POLICY, { mode: 0o600 })
  const repository = join(folder, 'checkout')
  cpSync(template, repository, { recursive: true })
  return { home, repository, url }
}

/** Runs the process; killed with SIGKILL at a moment, or left to end. */
export function runProcess(place: Workplace, moment?: Moment): Promise<string | undefined> {
  const what = [resolve('examples/incidents/payment-gateway'), place.repository]
  return runUntil('test/crash/respond-process.ts', what, environmentOf(place), moment)
}

/** What the journal holds of finished steps, to be compared before and after. */
export function keptSteps(place: Workplace): Promise<string[]> {
  return withDatabase(place, async (database) => {
    await openStore(database)
    const rows = await database.query('SELECT run, name, value, at FROM steps ORDER BY number')
    return rows.map((row) => JSON.stringify(row))
  })
}

/** All that was told, in order. */
export function told(place: Workplace): Promise<{ type: string }[]> {
  return withDatabase(place, async (database) => {
    const rows = await database.query('SELECT type FROM events ORDER BY number')
    return rows.map(({ type }) => ({ type: String(type) }))
  })
}

export interface Aftermath {
  /** Commits that bear the mark of the action. */
  reverts: number
  toldTwice: number
  unfinished: number
  heldSlots: number
  performed: number
  auditIsWhole: boolean
}

const ONCE = new Set([
  'step_completed',
  'run_completed',
  'specialist_completed',
  'approval_requested',
  'action_performed',
])

export function aftermath(place: Workplace): Promise<Aftermath> {
  return withDatabase(place, async (database) => {
    const store = await openStore(database)
    const count = async (sql: string) => Number((await database.query(sql))[0]?.n)
    const log = execFileSync('git', ['-C', place.repository, 'log', '--format=%b', 'main'], { encoding: 'utf8' })
    const told = (await database.query('SELECT run, type, body FROM events'))
      .filter(({ type }) => ONCE.has(String(type)))
      .map(({ run, type, body }) => `${run} ${type} ${JSON.parse(String(body)).step ?? ''}`)
    return {
      reverts: log.split('\n').filter((line) => line.startsWith('Watchfloor-Action:')).length,
      toldTwice: told.length - new Set(told).size,
      unfinished: await count("SELECT count(*) AS n FROM runs WHERE status <> 'completed'"),
      heldSlots: await count('SELECT count(*) AS n FROM action_slots WHERE released_at IS NULL'),
      performed: await count("SELECT count(*) AS n FROM audit_log WHERE event = 'action_performed'"),
      auditIsWhole: (await store.audit.findBreak()) === undefined,
    }
  })
}

/** A result without what differs from run to run: times, ids, commits. */
export function essence(result: string): unknown {
  return JSON.parse(result, (key, value) => {
    if (key === 'milliseconds' || key === 'generatedAt' || key === 'at' || key === 'hash') return undefined
    return typeof value === 'string'
      ? value
          .replace(/\b[0-9a-f]{12,40}\b/g, '<commit>')
          .replace(/\/tmp\/watchfloor-crash-\w+/g, '<folder>')
          .replace(/run_\w+|appr_[\w.-]+/g, '<id>')
      : value
  })
}
