import type { Outbox } from '../../core/shared-context.ts'
import { type Database, jsonOf, jsonText, numberOf, textOf } from './database.ts'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 3_600_000

export function sqlOutbox({ query, dialect }: Database, clock: () => number): Outbox {
  const skipping = dialect === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''
  return {
    async put({ id, channel, body }) {
      const now = clock()
      const rows = await query(
        `INSERT INTO outbox (id, channel, body, status, attempts, created_at, next_at)
         VALUES (?, ?, ?, 'waiting', 0, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
        [id, channel, jsonText(body), now, now],
      )
      return rows.length > 0
    },
    async take(limit, leaseMilliseconds) {
      const now = clock()
      const rows = await query(
        `UPDATE outbox SET attempts = attempts + 1, next_at = ? WHERE id IN (
           SELECT id FROM outbox WHERE status = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT ? ${skipping})
         RETURNING id, channel, body, attempts`,
        [now + leaseMilliseconds, now, limit],
      )
      return rows.map((row) => ({
        id: textOf(row, 'id'),
        channel: textOf(row, 'channel'),
        body: jsonOf(row.body),
        attempt: numberOf(row, 'attempts'),
      }))
    },
    async delivered(id) {
      await query("UPDATE outbox SET status = 'delivered', fault = NULL WHERE id = ?", [id])
    },
    async failed(id, why) {
      const [row] = await query('SELECT attempts FROM outbox WHERE id = ?', [id])
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, Number(row?.attempts ?? 1) - 1))
      await query("UPDATE outbox SET next_at = ?, fault = ? WHERE id = ? AND status = 'waiting'", [
        clock() + pause,
        why,
        id,
      ])
    },
    async count() {
      const rows = await query('SELECT status, count(*) AS n FROM outbox GROUP BY status')
      const of = (status: string) => Number(rows.find((row) => row.status === status)?.n ?? 0)
      return { waiting: of('waiting'), delivered: of('delivered') }
    },
  }
}
