import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PoolClient, types } from 'pg'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { BatchOptions, Database, Row, SqlValue, Statement } from './database.ts'
import { isOfTheLayout, unlikeItsVersion } from './store-layout.ts'

export interface PostgresOptions {
  /** Connections of this process. */
  poolSize?: number
  /** How long a database that cannot be reached is waited for. */
  patienceMilliseconds?: number
}

const POOL = 20
const PATIENCE = 60_000
/** A server that was never reached may be a wrong address. */
const FIRST_PATIENCE = 5_000
const FIRST_PAUSE = 50
const LONGEST_PAUSE = 1_000
const INT8 = 20
const NUMERIC = 1700

/** What a server or a network says that goes away or comes back (PostgreSQL's error codes, class 08 and 57P; Node's). */
const PASSING = /^(?:08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/
const CUT =
  /connection terminated|server closed the connection|connection ended|timeout exceeded when trying to connect/i

/**
 * A database on a server that many processes share. A connection that is lost is made anew and the statement asked again for a
 * minute, so that a restart of the server is a pause; statements of the store give the same when they are asked twice.
 */
export function postgresDatabase(
  url: string,
  { poolSize = POOL, patienceMilliseconds = PATIENCE }: PostgresOptions = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'watchfloor',
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((id: number, format?: 'text') =>
        id === INT8 || id === NUMERIC ? Number : types.getTypeParser(id, format)) as typeof types.getTypeParser,
    },
  })
  // A connection that breaks between two queries; the next query makes another.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))

  let wasReached = false
  async function patiently<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const until = Date.now() + (wasReached ? patienceMilliseconds : Math.min(FIRST_PATIENCE, patienceMilliseconds))
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      let client: PoolClient | undefined
      try {
        client = await pool.connect()
        wasReached = true
        const result = await use(client)
        client.release()
        return result
      } catch (thrown) {
        client?.release(true)
        if (!isPassing(thrown)) throw isOfTheLayout(thrown) ? unlikeItsVersion('on PostgreSQL', thrown) : thrown
        if (Date.now() + pause > until)
          throw new WatchfloorFault('unavailable', `The database cannot be reached: ${messageOf(thrown)}`, {
            cause: thrown,
          })
        await sleep(pause)
      }
    }
  }

  return {
    dialect: 'postgres',
    query: (sql, values = []) => patiently((client) => ask(client, { sql, values })),
    batch: (statements, options = {}) => patiently((client) => inTransaction(client, statements, options)),
    close: () => pool.end(),
  }
}

async function ask(client: PoolClient, { sql, values = [] }: Statement): Promise<Row[]> {
  const { rows } = await client.query<Row>(numbered(sql), values.map(keepable))
  return rows
}

async function inTransaction(
  client: PoolClient,
  statements: readonly Statement[],
  { exclusive, onlyIfFirst = false, before }: BatchOptions,
): Promise<Row[][]> {
  await client.query('BEGIN')
  try {
    if (exclusive !== undefined)
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [exclusive])
    if (before) await ask(client, before)
    const rows: Row[][] = []
    for (const statement of statements) {
      rows.push(await ask(client, statement))
      if (onlyIfFirst && rows[0]?.length === 0) break
    }
    await client.query('COMMIT')
    return rows
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw thrown
  }
}

/** PostgreSQL keeps every character but one; who sends that one is not to stop what others send. */
function keepable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}

const numberedTexts = new Map<string, string>()

/** `?` as PostgreSQL writes it. No text of ours holds a question mark otherwise. */
function numbered(sql: string): string {
  let text = numberedTexts.get(sql)
  if (text === undefined) {
    let count = 0
    text = sql.replace(/\?/g, () => `$${++count}`)
    numberedTexts.set(sql, text)
  }
  return text
}

function isPassing(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown }
  return (typeof code === 'string' && PASSING.test(code)) || (thrown instanceof Error && CUT.test(thrown.message))
}
