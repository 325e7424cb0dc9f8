import type pg from 'pg'
import { parseExposition } from './exposition.ts'
import type { SeriesGatherer } from './range-matrix.ts'

const SCRAPE_TIMEOUT_MILLISECONDS = 3000

/** Adds what one service shows at `address`/metrics, and `up`: 1, or 0 where it did not answer. `at` is in seconds since the Unix epoch. */
export async function scrapeService(
  gatherer: SeriesGatherer,
  service: string,
  address: string,
  at: number,
): Promise<void> {
  const instance = `${service}-1`
  const samples = await fetchSamples(address)
  gatherer.add('up', { service, instance }, at, samples ? 1 : 0)
  for (const { name, labels, value } of samples ?? []) {
    // A call edge is told by its two ends; the others by the service they stand in.
    const own = 'destination' in labels ? labels : { service, instance, ...labels }
    gatherer.add(name, own, at, value)
  }
}

async function fetchSamples(address: string) {
  try {
    const response = await fetch(`${address}/metrics`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(SCRAPE_TIMEOUT_MILLISECONDS),
    })
    return parseExposition(await response.text())
  } catch {
    return undefined
  }
}

const STATES = ['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)']

const ACTIVITY = `SELECT coalesce(state, 'none') AS state, count(*)::int AS connections,
  coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS longest
  FROM pg_stat_activity WHERE datname = 'shop' AND pid <> pg_backend_pid() GROUP BY 1`

const TOTALS = `SELECT xact_commit::float8 AS commits, xact_rollback::float8 AS rollbacks
  FROM pg_stat_database WHERE datname = 'shop'`

/** Adds what PostgreSQL says of its connections, under the names that postgres_exporter uses. */
export async function scrapePostgres(gatherer: SeriesGatherer, client: pg.Client, at: number): Promise<void> {
  const own = { service: 'postgres', instance: 'postgres-1' }
  const activity = await client.query<{ state: string; connections: number; longest: number }>(ACTIVITY)
  for (const state of STATES) {
    const row = activity.rows.find((candidate) => candidate.state === state)
    gatherer.add('pg_stat_activity_count', { ...own, state }, at, row?.connections ?? 0)
    gatherer.add('pg_stat_activity_max_tx_duration', { ...own, state }, at, row?.longest ?? 0)
  }
  const totals = await client.query<{ commits: number; rollbacks: number }>(TOTALS)
  gatherer.add('pg_stat_database_xact_commit', own, at, totals.rows[0]?.commits ?? Number.NaN)
  gatherer.add('pg_stat_database_xact_rollback', own, at, totals.rows[0]?.rollbacks ?? Number.NaN)
  gatherer.add('pg_up', own, at, 1)
}
