import type { RunRecord, StoredEvent } from '../../core/engine.ts'
import type { FaultRecord } from '../../core/fault.ts'
import type { RunEvent } from '../../core/run-event.ts'
import type { Journal } from '../journaled/journal.ts'
import { type Database, jsonOf, numberOf, optional, type Row, type SqlValue, textOf } from './database.ts'
import { mentions } from './mentions.ts'
import type { Owners } from './owners.ts'

type Queries = Pick<
  Journal,
  | 'claim'
  | 'endUnattended'
  | 'reopen'
  | 'claimQueued'
  | 'release'
  | 'abandoned'
  | 'get'
  | 'list'
  | 'steps'
  | 'events'
  | 'prune'
>

/** A run waits where a wait is open somewhere in its tree. */
const WAITING = `EXISTS (
  SELECT 1 FROM waits w WHERE w.status = 'open' AND (w.run = r.id OR substr(w.run, 1, length(r.id) + 1) = r.id || '/'))`
const LISTED = `r.id, r.workflow, r.version, r.title, r.parent, r.status, r.queue, r.priority, r.created_at, r.started_at, r.ended_at, r.fault,
  CASE WHEN r.ended_at IS NULL AND ${WAITING} THEN 1 ELSE 0 END AS waits,
  (SELECT o.owner FROM runs o WHERE o.id = r.root) AS root_owner`
/** A run is spoken of in itself, or in an analysis that was made in it or in one of its children. */
const SPOKEN_OF = [
  `(CASE WHEN r.status = 'running' AND ${WAITING} THEN 'waiting' ELSE r.status END) {word}`,
  `r.id IN (SELECT c.root FROM incident_analyses i JOIN runs c ON c.id = i.run
    WHERE lower(i.headline) {word} OR lower(i.component) {word} OR lower(i.cause) {word})`,
]
const UNENDED = "('running', 'halted')"
const DEFAULT_LIMIT = 50

/** Who has which run, and what there is to see of runs. */
export function runQueries({ query, batch }: Database, owners: Owners): Queries {
  /** Who had a run that nobody is at work on, or that is the asker's own already; undefined where somebody is. */
  async function unattended(root: string, self: string | undefined, now: number) {
    const [row] = await query('SELECT owner FROM runs WHERE id = ? AND ended_at IS NULL', [root])
    if (!row) return undefined
    const owner = row.owner === null ? null : String(row.owner)
    return owner === null || owner === self || !(await owners.isLive(owner, now)) ? { owner } : undefined
  }

  return {
    async claim(root, owner, now) {
      const seen = await unattended(root, owner, now)
      if (!seen) return false
      const rows = await query(
        `UPDATE runs SET owner = ?, status = 'running', started_at = coalesce(started_at, ?)
         WHERE id = ? AND ended_at IS NULL AND owner IS NOT DISTINCT FROM ? RETURNING id`,
        [owner, now, root, seen.owner],
      )
      return rows.length > 0
    },

    async endUnattended(root, at) {
      const seen = await unattended(root, undefined, at)
      if (!seen) return false
      const [rows = []] = await batch(
        [
          {
            sql: `UPDATE runs SET status = 'cancelled', ended_at = ?
                  WHERE id = ? AND ended_at IS NULL AND owner IS NOT DISTINCT FROM ? RETURNING id`,
            values: [at, root, seen.owner],
          },
          {
            sql: `INSERT INTO events (run, root, told, at, type, body)
                  SELECT id, root, 0, ?, 'run_cancelled', '{}' FROM runs WHERE id = ? OR (root = ? AND ended_at IS NULL)`,
            values: [at, root, root],
          },
          {
            sql: `UPDATE runs SET status = 'cancelled', ended_at = ? WHERE root = ? AND ended_at IS NULL`,
            values: [at, root],
          },
        ],
        { onlyIfFirst: true },
      )
      return rows.length > 0
    },

    async reopen(root, owner, now) {
      const failed = "SELECT id FROM runs WHERE root = ? AND status IN ('failed', 'timed-out', 'cancelled')"
      const [rows = []] = await batch([
        {
          sql: `UPDATE runs SET owner = ?, started_at = ? WHERE id = ? AND status IN ('failed', 'timed-out') RETURNING id`,
          values: [owner, now, root],
        },
        { sql: `DELETE FROM steps WHERE outcome = 'failed' AND run IN (${failed})`, values: [root] },
        {
          sql: `UPDATE runs SET status = 'running', ended_at = NULL, fault = NULL, partial = NULL, cancel_requested = 0
                WHERE root = ? AND status IN ('failed', 'timed-out', 'cancelled')`,
          values: [root],
        },
      ])
      return rows.length > 0
    },

    async claimQueued(queue, { concurrency, rate, since }, owner, now) {
      const [rows = []] = await batch(
        [
          {
            sql: `UPDATE runs SET status = 'running', owner = ?, started_at = ? WHERE id = (
                    SELECT id FROM runs WHERE status = 'queued' AND queue = ?
                      AND (SELECT count(*) FROM runs WHERE queue = ? AND started_at IS NOT NULL AND ended_at IS NULL) < ?
                      AND (SELECT count(*) FROM runs WHERE queue = ? AND started_at > ?) < ?
                    ORDER BY priority, created_at, id LIMIT 1) AND status = 'queued' RETURNING id`,
            values: [owner, now, queue, queue, concurrency, queue, since, rate],
          },
        ],
        { exclusive: `queue ${queue}` },
      )
      return rows[0] && textOf(rows[0], 'id')
    },

    async release(root, owner, halted) {
      await query(
        `UPDATE runs SET owner = NULL, status = CASE WHEN ended_at IS NULL THEN ? ELSE status END WHERE id = ? AND owner = ?`,
        [halted ? 'halted' : 'running', root, owner],
      )
    },

    async abandoned(owner, now) {
      const others = (await owners.live(now)).filter((one) => one !== owner)
      const isOthers = others.length === 0 ? 'FALSE' : `owner IN (${others.map(() => '?').join(', ')})`
      const rows = await query(
        `SELECT id FROM runs WHERE parent IS NULL AND status IN ${UNENDED} AND (owner IS NULL OR NOT ${isOthers})
         ORDER BY created_at, id`,
        others,
      )
      return rows.map((row) => textOf(row, 'id'))
    },

    async get(id, now) {
      const [row] = await query(`SELECT ${LISTED}, r.input, r.result FROM runs r WHERE r.id = ?`, [id])
      return row && recordOf(row, await owners.live(now))
    },

    async list(filter, now) {
      const conditions: string[] = []
      const values: SqlValue[] = []
      const where = (condition: string, ...more: SqlValue[]) => {
        conditions.push(condition)
        values.push(...more)
      }
      if (filter.parent !== undefined) where('r.parent = ?', filter.parent)
      else if (!filter.children) where('r.parent IS NULL')
      if (filter.workflow !== undefined) where('r.workflow = ?', filter.workflow)
      if (filter.status === 'waiting') where(`r.ended_at IS NULL AND ${WAITING}`)
      else if (filter.status === 'running') where(`r.status = 'running' AND NOT ${WAITING}`)
      else if (filter.status !== undefined) where('r.status = ?', filter.status)
      if (filter.from !== undefined) where('r.created_at >= ?', filter.from)
      if (filter.to !== undefined) where('r.created_at <= ?', filter.to)
      if (filter.before)
        where(
          '(r.created_at < ? OR (r.created_at = ? AND r.id < ?))',
          filter.before.createdAt,
          filter.before.createdAt,
          filter.before.id,
        )
      const words = mentions(filter.text, ['r.title', 'r.workflow'], ['r.id'], SPOKEN_OF)
      conditions.push(...words.conditions)
      values.push(...words.values)
      const rows = await query(
        `SELECT ${LISTED} FROM runs r ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
         ORDER BY r.created_at DESC, r.id DESC LIMIT ?`,
        [...values, filter.limit ?? DEFAULT_LIMIT],
      )
      const live = await owners.live(now)
      return rows.map((row) => recordOf(row, live))
    },

    async steps(run) {
      const rows = await query('SELECT * FROM steps WHERE run = ? ORDER BY number', [run])
      return rows.map((row) => ({
        run,
        name: textOf(row, 'name'),
        outcome: row.outcome === 'failed' ? 'failed' : 'completed',
        at: numberOf(row, 'at'),
        milliseconds: numberOf(row, 'milliseconds'),
        value: jsonOf(row.value),
      }))
    },

    async events(run, after) {
      const rows = await query('SELECT * FROM events WHERE (root = ? OR run = ?) AND number > ? ORDER BY number', [
        run,
        run,
        after,
      ])
      return rows.map(eventOf)
    },

    async prune(olderThan) {
      const ended = 'SELECT id FROM runs WHERE parent IS NULL AND ended_at IS NOT NULL AND ended_at < ?'
      const [, rows = []] = await batch([
        { sql: `DELETE FROM runs WHERE parent IS NOT NULL AND root IN (${ended})`, values: [olderThan] },
        { sql: `DELETE FROM runs WHERE id IN (${ended}) RETURNING id`, values: [olderThan] },
      ])
      return rows.length
    },
  }
}

function recordOf(row: Row, live: readonly string[]): RunRecord {
  const status = textOf(row, 'status') as RunRecord['status']
  const ended = row.ended_at !== null
  return {
    id: textOf(row, 'id'),
    workflow: textOf(row, 'workflow'),
    version: numberOf(row, 'version'),
    ...optional(row, 'title', 'title', String),
    ...optional(row, 'parent', 'parent', String),
    status: status === 'running' && Number(row.waits) === 1 ? 'waiting' : status,
    ...optional(row, 'queue', 'queue', String),
    priority: numberOf(row, 'priority'),
    createdAt: numberOf(row, 'created_at'),
    ...optional(row, 'started_at', 'startedAt', Number),
    ...optional(row, 'ended_at', 'endedAt', Number),
    attended: !ended && row.root_owner !== null && live.includes(String(row.root_owner)),
    ...optional(row, 'input', 'input', jsonOf),
    ...optional(row, 'result', 'result', jsonOf),
    ...optional(row, 'fault', 'fault', (text) => JSON.parse(String(text)) as FaultRecord),
  }
}

function eventOf(row: Row): StoredEvent {
  return {
    number: numberOf(row, 'number'),
    event: {
      at: numberOf(row, 'at'),
      run: textOf(row, 'run'),
      type: row.type,
      ...JSON.parse(textOf(row, 'body')),
    } as RunEvent,
  }
}
