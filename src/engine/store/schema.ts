import { WatchfloorFault } from '../../core/fault.ts'
import type { Database, Statement } from './database.ts'

/**
 * The one schema, in SQL that SQLite and PostgreSQL both read: what a run is and did, and what runs share. A change is a new
 * migration at the end; those that were released are never edited.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE runs (
      id TEXT PRIMARY KEY, root TEXT NOT NULL, parent TEXT, start_key TEXT UNIQUE,
      workflow TEXT NOT NULL, version INTEGER NOT NULL, title TEXT, input TEXT, timeout BIGINT,
      status TEXT NOT NULL, result TEXT, fault TEXT, partial TEXT, after_milliseconds BIGINT,
      queue TEXT, priority INTEGER NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL, started_at BIGINT, ended_at BIGINT,
      owner TEXT, cancel_requested INTEGER NOT NULL DEFAULT 0)`,
    'CREATE INDEX runs_by_root ON runs (root)',
    'CREATE INDEX runs_by_time ON runs (parent, created_at)',
    'CREATE INDEX runs_by_status ON runs (status, queue, priority, created_at)',
    'CREATE INDEX runs_by_start ON runs (queue, started_at)',
    'CREATE INDEX runs_by_owner ON runs (owner)',
    `CREATE TABLE steps (
      number {serial}, run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, name TEXT NOT NULL, outcome TEXT NOT NULL, value TEXT,
      at BIGINT NOT NULL, milliseconds BIGINT NOT NULL, UNIQUE (run, name))`,
    `CREATE TABLE waits (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, name TEXT NOT NULL, status TEXT NOT NULL, value TEXT,
      deadline BIGINT, at BIGINT NOT NULL, PRIMARY KEY (run, name))`,
    'CREATE INDEX waits_by_status ON waits (status, at)',
    `CREATE TABLE events (
      number {serial}, run TEXT NOT NULL, root TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, told INTEGER NOT NULL,
      at BIGINT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL)`,
    'CREATE INDEX events_by_root ON events (root, number)',
    'CREATE INDEX events_by_run ON events (run, told)',
    'CREATE TABLE owners (id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, beat_at BIGINT NOT NULL)',
    `CREATE TABLE kill_switch (
      id {serial}, engaged INTEGER NOT NULL, by_whom TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL)`,
    `CREATE TABLE approvals (
      id TEXT PRIMARY KEY, run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, wait TEXT NOT NULL,
      requested_at BIGINT NOT NULL, request TEXT NOT NULL)`,
    'CREATE INDEX approvals_by_time ON approvals (requested_at)',
    // Without a reference: who did what outlives the run it was done in.
    `CREATE TABLE audit_log (
      number BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, event TEXT NOT NULL, subject TEXT NOT NULL,
      detail TEXT, once_key TEXT UNIQUE, previous TEXT NOT NULL, hash TEXT NOT NULL)`,
    'CREATE INDEX audit_log_by_subject ON audit_log (subject)',
    `CREATE TABLE action_slots (
      action TEXT NOT NULL, limit_name TEXT NOT NULL, run TEXT NOT NULL, taken_at BIGINT NOT NULL, released_at BIGINT,
      PRIMARY KEY (action, limit_name))`,
    'CREATE INDEX action_slots_by_limit ON action_slots (limit_name, taken_at)',
    `CREATE TABLE agent_findings (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, agent TEXT NOT NULL, ordinal INTEGER NOT NULL, at BIGINT NOT NULL,
      component TEXT NOT NULL, cause TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, agent, ordinal))`,
    'CREATE INDEX agent_findings_by_time ON agent_findings (at)',
    `CREATE TABLE agent_tasks (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, priority INTEGER NOT NULL, body TEXT, status TEXT NOT NULL, attempts INTEGER NOT NULL,
      created_at BIGINT NOT NULL, claimed_by TEXT, claimed_until BIGINT, result TEXT)`,
    'CREATE INDEX agent_tasks_by_turn ON agent_tasks (kind, status, priority, created_at)',
    `CREATE TABLE outbox (
      id TEXT PRIMARY KEY, channel TEXT NOT NULL, body TEXT, status TEXT NOT NULL, attempts INTEGER NOT NULL,
      created_at BIGINT NOT NULL, next_at BIGINT NOT NULL, fault TEXT)`,
    'CREATE INDEX outbox_by_turn ON outbox (status, next_at)',
    `CREATE TABLE incident_analyses (
      run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, at BIGINT NOT NULL, incident TEXT NOT NULL, title TEXT NOT NULL,
      verdict TEXT NOT NULL, component TEXT, cause TEXT, confidence DOUBLE PRECISION NOT NULL, severity TEXT NOT NULL, body TEXT NOT NULL)`,
    'CREATE INDEX incident_analyses_by_time ON incident_analyses (at)',
    `CREATE TABLE feedback (
      id {serial}, run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, at BIGINT NOT NULL, by_whom TEXT NOT NULL,
      verdict TEXT NOT NULL, component TEXT, cause TEXT, note TEXT)`,
  ],
  [
    'CREATE TABLE tokens (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, created_at BIGINT NOT NULL)',
    'CREATE TABLE sessions (hash TEXT PRIMARY KEY, token TEXT NOT NULL REFERENCES tokens (id) ON DELETE CASCADE, expires_at BIGINT NOT NULL)',
    `CREATE TABLE incidents (
      id TEXT PRIMARY KEY, status TEXT NOT NULL, title TEXT NOT NULL, severity TEXT, opened_at BIGINT NOT NULL, closed_at BIGINT, run TEXT)`,
    'CREATE INDEX incidents_by_time ON incidents (status, opened_at)',
    `CREATE TABLE alerts (
      id TEXT PRIMARY KEY, source TEXT NOT NULL, fingerprint TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL, starts_at BIGINT NOT NULL, ends_at BIGINT,
      received_at BIGINT NOT NULL, incident TEXT)`,
    'CREATE INDEX alerts_by_fingerprint ON alerts (source, fingerprint, status)',
    'CREATE INDEX alerts_by_incident ON alerts (incident, status, received_at)',
    'ALTER TABLE outbox ADD COLUMN topic TEXT',
    'CREATE INDEX outbox_by_topic ON outbox (topic, status)',
    'CREATE TABLE incident_memory (run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, at BIGINT NOT NULL, body TEXT NOT NULL)',
    'CREATE INDEX incident_memory_by_time ON incident_memory (at)',
    'CREATE INDEX feedback_by_run ON feedback (run)',
    'CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until_at BIGINT NOT NULL)',
    `CREATE TABLE agent_activity (
      number {serial}, run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, root TEXT NOT NULL, at BIGINT NOT NULL, type TEXT NOT NULL,
      agent TEXT NOT NULL, model TEXT, status TEXT, milliseconds BIGINT, input_tokens BIGINT, output_tokens BIGINT, dollars DOUBLE PRECISION)`,
    `INSERT INTO agent_activity (run, root, at, type, agent, model, status, milliseconds, input_tokens, output_tokens, dollars)
      SELECT e.run, e.root, e.at, e.type, {json agent}, {json model}, coalesce({json report.status}, {json status}),
        round(CAST(coalesce({json report.milliseconds}, {json milliseconds}) AS DOUBLE PRECISION)),
        CAST({json inputTokens} AS BIGINT), CAST({json outputTokens} AS BIGINT), CAST({json dollars} AS DOUBLE PRECISION)
      FROM events e JOIN runs r ON r.id = e.run WHERE e.type IN ('specialist_started', 'specialist_completed', 'model_called')`,
    'CREATE INDEX agent_activity_by_time ON agent_activity (type, at)',
    'CREATE INDEX agent_activity_by_agent ON agent_activity (agent, at)',
    'CREATE INDEX agent_activity_by_run ON agent_activity (run, type)',
    'ALTER TABLE incident_analyses ADD COLUMN headline TEXT',
    'UPDATE incident_analyses SET headline = {json headline}',
  ],
  ['ALTER TABLE runs ADD COLUMN traceparent TEXT'],
  [
    'ALTER TABLE alerts ADD COLUMN telling TEXT',
    'ALTER TABLE alerts ADD COLUMN resolved_at BIGINT',
    "UPDATE alerts SET telling = id, resolved_at = CASE status WHEN 'resolved' THEN ends_at END",
    'CREATE INDEX alerts_by_telling ON alerts (telling, resolved_at)',
    'ALTER TABLE outbox ADD COLUMN progress TEXT',
  ],
]

const SERIAL = {
  sqlite: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  postgres: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
} as const

/** A field of the JSON in the column `body`, as text or as a number. Only what is kept already is read so. */
const JSON_FIELD = {
  sqlite: (path: string) => `json_extract(body, '$.${path}')`,
  postgres: (path: string) => `(CAST(body AS json) #>> '{${path.replaceAll('.', ',')}}')`,
} as const

/** Brings the database to a schema, the newest where none is named, whoever comes first. Throws a fault where it is newer than this program. */
export async function migrate(database: Database, target = MIGRATIONS.length): Promise<void> {
  if ((await versionOf(database)) === target) return
  await database.query('CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY)')
  for (let version = await versionOf(database); version < target; version++) await apply(database, version + 1)
}

async function versionOf(database: Database): Promise<number> {
  const tables =
    database.dialect === 'sqlite'
      ? "SELECT count(*) AS n FROM sqlite_master WHERE name = 'schema_versions'"
      : "SELECT count(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_versions'"
  const [known] = await database.query(tables)
  if (Number(known?.n) === 0) return 0
  const [row] = await database.query('SELECT coalesce(max(version), 0) AS version FROM schema_versions')
  const version = Number(row?.version)
  if (version > MIGRATIONS.length)
    throw new WatchfloorFault(
      'unavailable',
      `The store has version ${version}, this program knows ${MIGRATIONS.length}.`,
      {
        hint: 'Use the newer version of Watchfloor that wrote it, or another WATCHFLOOR_HOME.',
      },
    )
  return version
}

async function apply(database: Database, version: number): Promise<void> {
  const statements: Statement[] = (MIGRATIONS[version - 1] ?? []).map((sql) => ({
    sql: sql
      .replaceAll('{serial}', SERIAL[database.dialect])
      .replace(/\{json ([\w.]+)\}/g, (_, path: string) => JSON_FIELD[database.dialect](path)),
  }))
  try {
    // The row comes first: of two that migrate at once, one fails here and has changed nothing.
    await database.batch(
      [{ sql: 'INSERT INTO schema_versions (version) VALUES (?)', values: [version] }, ...statements],
      { exclusive: 'migrate' },
    )
  } catch (thrown) {
    if ((await versionOf(database)) < version) throw thrown
  }
}
