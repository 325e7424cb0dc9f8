import pg from 'pg'
import type { ExposedSample } from '../exposition.ts'
import { gauge } from './service-metrics.ts'
import type { RequestTrace } from './service-trace.ts'

export const POOL_WAIT_MILLISECONDS = 2000

export function openPool(service: string, port: number, size: number): pg.Pool {
  const pool = new pg.Pool({
    host: '127.0.0.1',
    port,
    user: 'shop',
    database: 'shop',
    max: size,
    application_name: service,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: POOL_WAIT_MILLISECONDS,
  })
  pool.on('error', () => undefined)
  return pool
}

/** A connection of the pool; the wait for one is a span of its own, so that it is not taken for the database's time. */
export function connect(trace: RequestTrace, pool: pg.Pool): Promise<pg.PoolClient> {
  return trace.span('internal', 'pg-pool.connect', {}, () => pool.connect())
}

/** A statement on a connection that the request holds, as a client span. */
export function query<Row extends pg.QueryResultRow>(
  trace: RequestTrace,
  client: pg.PoolClient,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const operation = text.trim().split(/\s/, 1)[0]?.toUpperCase() ?? 'QUERY'
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'peer.service': 'postgres' }
  return trace.span('client', `${operation} shop`, attributes, async () => (await client.query<Row>(text, values)).rows)
}

/** One statement on whichever connection is free. */
export async function queryOnce<Row extends pg.QueryResultRow>(
  trace: RequestTrace,
  pool: pg.Pool,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await connect(trace, pool)
  try {
    return await query<Row>(trace, client, text, values)
  } finally {
    client.release()
  }
}

export function poolGauges(pool: pg.Pool): ExposedSample[] {
  return [
    gauge('db_pool_connections_in_use', pool.totalCount - pool.idleCount),
    gauge('db_pool_connections_idle', pool.idleCount),
    gauge('db_pool_requests_waiting', pool.waitingCount),
    gauge('db_pool_size_max', pool.options.max),
  ]
}
