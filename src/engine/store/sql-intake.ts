import { createHash } from 'node:crypto'
import type { Incident, IncomingAlert, Intake, KeptAlert } from '../../core/intake.ts'
import { conditions } from './conditions.ts'
import { type Database, jsonOf, jsonText, numberOf, optional, type Row, type Statement, textOf } from './database.ts'
import { mentions } from './mentions.ts'

const DEFAULT_LIMIT = 100
/** That an alert fires, from the beginning it had before its end, is taken for a late telling so soon after that end was kept. Milliseconds. */
const LATE = 60_000

export function sqlIntake({ query, batch }: Database, clock: () => number): Intake {
  return {
    async keep(source, alerts) {
      const at = clock()
      const results = await batch(
        alerts.map((alert) => (alert.status === 'resolved' ? ending(source, alert, at) : opening(source, alert, at))),
      )
      return results.reduce((sum, rows) => sum + rows.length, 0)
    },

    async ungrouped(limit) {
      const rows = await query(
        "SELECT * FROM alerts WHERE incident IS NULL AND status = 'firing' ORDER BY received_at, id LIMIT ?",
        [limit],
      )
      return rows.map(alertOf)
    },

    async assign({ id, title, severity, openedAt }, alerts) {
      await batch([
        {
          sql: `INSERT INTO incidents (id, status, title, severity, opened_at) VALUES (?, 'open', ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, severity = excluded.severity`,
          values: [id, title, severity ?? null, openedAt],
        },
        ...alerts.map((alert) => ({
          sql: 'UPDATE alerts SET incident = ? WHERE id = ? AND incident IS NULL',
          values: [id, alert],
        })),
      ])
    },

    async unbegun(limit) {
      const rows = await query(
        `${COUNTED} WHERE i.status = 'open' AND i.run IS NULL
         ORDER BY CASE lower(i.severity) WHEN 'critical' THEN 0 WHEN 'page' THEN 0 WHEN 'error' THEN 1 WHEN 'high' THEN 1 WHEN 'info' THEN 3 ELSE 2 END,
           i.opened_at, i.id LIMIT ?`,
        [limit],
      )
      return rows.map(incidentOf)
    },

    async begun(id, run) {
      await query('UPDATE incidents SET run = ? WHERE id = ?', [run, id])
    },

    async closeResolved() {
      const rows = await query(
        `UPDATE incidents SET status = 'closed', closed_at = ? WHERE status = 'open'
           AND EXISTS (SELECT 1 FROM alerts a WHERE a.incident = incidents.id)
           AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.incident = incidents.id AND a.status = 'firing') RETURNING *`,
        [clock()],
      )
      return rows.map((row) => incidentOf({ ...row, alerts: 0 }))
    },

    async incidents({ status, text, limit = DEFAULT_LIMIT } = {}) {
      const { where, values } = conditions(
        { 'i.status = ?': status },
        mentions(text, ['i.title', 'i.severity'], ['i.id']),
      )
      const rows = await query(`${COUNTED} ${where} ORDER BY i.opened_at DESC, i.id LIMIT ?`, [...values, limit])
      return rows.map(incidentOf)
    },

    async incident(id) {
      const [row] = await query(`${COUNTED} WHERE i.id = ?`, [id])
      return row && incidentOf(row)
    },

    async alertsOf(incident, limit = Number.MAX_SAFE_INTEGER) {
      const rows = await query('SELECT * FROM alerts WHERE incident = ? ORDER BY starts_at, id LIMIT ?', [
        incident,
        limit,
      ])
      return rows.map(alertOf)
    },

    async prune(olderThan) {
      const over = "SELECT id FROM incidents WHERE status = 'closed' AND closed_at < ?"
      const [, , rows = []] = await batch([
        { sql: `DELETE FROM alerts WHERE incident IN (${over})`, values: [olderThan] },
        // Resolved before anybody looked: it is of no incident.
        {
          sql: "DELETE FROM alerts WHERE incident IS NULL AND status = 'resolved' AND received_at < ?",
          values: [olderThan],
        },
        { sql: `DELETE FROM incidents WHERE id IN (${over}) RETURNING id`, values: [olderThan] },
      ])
      return rows.length
    },

    async lease(name, owner, milliseconds) {
      const now = clock()
      const renewed = await query(
        'UPDATE leases SET until_at = ? WHERE name = ? AND owner = ? AND until_at >= ? RETURNING name',
        [now + milliseconds, name, owner, now],
      )
      if (renewed.length > 0) return 'renewed'
      const taken = await query(
        `INSERT INTO leases (name, owner, until_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_at = excluded.until_at
         WHERE leases.until_at < ? RETURNING name`,
        [name, owner, now + milliseconds, now],
      )
      return taken.length > 0 ? 'taken' : 'no'
    },
  }
}

const COUNTED = 'SELECT i.*, (SELECT count(*) FROM alerts a WHERE a.incident = i.id) AS alerts FROM incidents i'

/** What fires anew after that is another telling, and stays. */
function ending(source: string, { fingerprint, startsAt, endsAt }: IncomingAlert, at: number): Statement {
  return {
    sql: `UPDATE alerts SET status = 'resolved', ends_at = ?, resolved_at = ?
          WHERE source = ? AND fingerprint = ? AND status = 'firing' AND starts_at <= ? RETURNING id`,
    values: [endsAt ?? at, at, source, fingerprint, startsAt],
  }
}

function opening(source: string, alert: IncomingAlert, at: number): Statement {
  const telling = tellingOf(source, alert)
  // A clock ahead of ours would put its beginning behind its end.
  const startsAt = Math.min(alert.startsAt, at)
  const body = jsonText({ ...alert, startsAt })
  return {
    // The end before it makes the id another; so it is the same one whoever keeps it.
    sql: `INSERT INTO alerts (id, telling, source, fingerprint, status, body, starts_at, received_at)
          SELECT ? || coalesce('.' || (SELECT max(resolved_at) FROM alerts WHERE telling = ?), ''), ?, ?, ?, 'firing', ?, ?, ?
          WHERE NOT EXISTS (SELECT 1 FROM alerts WHERE source = ? AND fingerprint = ? AND status = 'firing')
            AND NOT EXISTS (SELECT 1 FROM alerts WHERE telling = ? AND (resolved_at > ? OR ends_at >= ?))
          ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      ...[telling, telling],
      ...[telling, source, alert.fingerprint, body, startsAt, at],
      ...[source, alert.fingerprint],
      ...[telling, at - LATE, alert.toldAt ?? null],
    ],
  }
}

/** An alert from its beginning, as its sender has it. It may fire from there again after its end. */
function tellingOf(source: string, { fingerprint, startsAt }: IncomingAlert): string {
  return createHash('sha256')
    .update(JSON.stringify([source, fingerprint, startsAt]))
    .digest('hex')
    .slice(0, 32)
}

function alertOf(row: Row): KeptAlert {
  return {
    ...(jsonOf(row.body) as IncomingAlert),
    id: textOf(row, 'id'),
    source: textOf(row, 'source'),
    status: textOf(row, 'status') as KeptAlert['status'],
    receivedAt: numberOf(row, 'received_at'),
    ...optional(row, 'ends_at', 'endsAt', Number),
    ...optional(row, 'incident', 'incident', String),
  }
}

function incidentOf(row: Row): Incident {
  return {
    id: textOf(row, 'id'),
    status: textOf(row, 'status') as Incident['status'],
    title: textOf(row, 'title'),
    ...optional(row, 'severity', 'severity', String),
    openedAt: numberOf(row, 'opened_at'),
    ...optional(row, 'closed_at', 'closedAt', Number),
    ...optional(row, 'run', 'run', String),
    alerts: numberOf(row, 'alerts'),
  }
}
