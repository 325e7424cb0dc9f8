import { createHash } from 'node:crypto'
import type { Incident, IncomingAlert, Intake, KeptAlert } from '../../core/intake.ts'
import { type Database, jsonOf, jsonText, numberOf, optional, type Row, textOf } from './database.ts'

const DEFAULT_LIMIT = 100

export function sqlIntake({ query, batch }: Database, clock: () => number): Intake {
  return {
    async keep(source, alerts) {
      const at = clock()
      await batch(
        alerts.map((alert) => ({
          sql: `INSERT INTO alerts (id, source, status, body, starts_at, ends_at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET status = excluded.status, ends_at = excluded.ends_at
                WHERE excluded.status = 'resolved' AND alerts.status = 'firing'`,
          values: [
            idOf(source, alert),
            source,
            alert.status,
            jsonText(alert),
            alert.startsAt,
            alert.endsAt ?? null,
            at,
          ],
        })),
      )
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
          sql: `INSERT INTO incidents (id, status, title, severity, opened_at) VALUES (?, 'open', ?, ?, ?) ON CONFLICT DO NOTHING`,
          values: [id, title, severity ?? null, openedAt],
        },
        ...alerts.map((alert) => ({
          sql: 'UPDATE alerts SET incident = ? WHERE id = ? AND incident IS NULL',
          values: [id, alert],
        })),
      ])
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

    async incidents({ status, limit = DEFAULT_LIMIT } = {}) {
      const rows = await query(
        `${COUNTED} ${status === undefined ? '' : 'WHERE i.status = ?'} ORDER BY i.opened_at DESC, i.id LIMIT ?`,
        [...(status === undefined ? [] : [status]), limit],
      )
      return rows.map(incidentOf)
    },

    async incident(id) {
      const [row] = await query(`${COUNTED} WHERE i.id = ?`, [id])
      return row && incidentOf(row)
    },

    async alertsOf(incident) {
      return (await query('SELECT * FROM alerts WHERE incident = ? ORDER BY starts_at, id', [incident])).map(alertOf)
    },

    async lease(name, owner, milliseconds) {
      const now = clock()
      const rows = await query(
        `INSERT INTO leases (name, owner, until_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_at = excluded.until_at
         WHERE leases.owner = excluded.owner OR leases.until_at < ? RETURNING name`,
        [name, owner, now + milliseconds, now],
      )
      return rows.length > 0
    },
  }
}

const COUNTED = 'SELECT i.*, (SELECT count(*) FROM alerts a WHERE a.incident = i.id) AS alerts FROM incidents i'

/** One telling of an alert from its beginning: when it fires anew, that is another. */
function idOf(source: string, { fingerprint, startsAt }: IncomingAlert): string {
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
    alerts: numberOf(row, 'alerts'),
  }
}
