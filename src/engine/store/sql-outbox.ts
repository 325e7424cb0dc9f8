import type { Outbox } from '../../core/shared-context.ts'
import { type Database, jsonOf, jsonText, numberOf, optional, textOf } from './database.ts'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 3_600_000
const LONGEST_TRIED = 3 * 86_400_000

export function sqlOutbox({ query, dialect }: Database, clock: () => number): Outbox {
  const skipping = dialect === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''
  return {
    async put({ id, channel, body, topic }) {
      const now = clock()
      const rows = await query(
        `INSERT INTO outbox (id, channel, body, topic, status, attempts, created_at, next_at)
         VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
        [id, channel, jsonText(body), topic ?? null, now, now],
      )
      return rows.length > 0
    },
    async take(limit, leaseMilliseconds) {
      const now = clock()
      const rows = await query(
        `UPDATE outbox SET attempts = attempts + 1, next_at = ? WHERE id IN (
           SELECT id FROM outbox o WHERE status = 'waiting' AND next_at <= ? AND NOT EXISTS (
             SELECT 1 FROM outbox e WHERE e.topic = o.topic AND e.channel = o.channel AND e.status = 'waiting'
               AND (e.created_at < o.created_at OR e.created_at = o.created_at AND e.id < o.id))
           ORDER BY next_at, id LIMIT ? ${skipping})
         RETURNING id, channel, body, attempts, progress`,
        [now + leaseMilliseconds, now, limit],
      )
      return rows.map((row) => ({
        id: textOf(row, 'id'),
        channel: textOf(row, 'channel'),
        body: jsonOf(row.body),
        attempt: numberOf(row, 'attempts'),
        ...optional(row, 'progress', 'progress', (value) => jsonOf(value)),
      }))
    },
    async delivered(id) {
      await query("UPDATE outbox SET status = 'delivered', fault = NULL WHERE id = ?", [id])
    },
    async progressed(id, progress) {
      await query("UPDATE outbox SET progress = ? WHERE id = ? AND status = 'waiting'", [jsonText(progress), id])
    },
    async refused(id, why) {
      await query("UPDATE outbox SET status = 'undeliverable', fault = ? WHERE id = ? AND status = 'waiting'", [
        why,
        id,
      ])
    },
    async failed(id, why) {
      const now = clock()
      const givenUp = await query(
        `UPDATE outbox SET status = 'undeliverable', fault = ? WHERE id = ? AND status = 'waiting' AND created_at < ? RETURNING id`,
        [why, id, now - LONGEST_TRIED],
      )
      if (givenUp.length > 0) return true
      const [row] = await query('SELECT attempts FROM outbox WHERE id = ?', [id])
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, Number(row?.attempts ?? 1) - 1))
      await query("UPDATE outbox SET next_at = ?, fault = ? WHERE id = ? AND status = 'waiting'", [
        now + pause,
        why,
        id,
      ])
      return false
    },
    async prune(olderThan) {
      const rows = await query("DELETE FROM outbox WHERE status <> 'waiting' AND created_at < ? RETURNING id", [
        olderThan,
      ])
      return rows.length
    },
    async count() {
      const rows = await query('SELECT status, count(*) AS n FROM outbox GROUP BY status')
      const of = (status: string) => Number(rows.find((row) => row.status === status)?.n ?? 0)
      return { waiting: of('waiting'), delivered: of('delivered'), undeliverable: of('undeliverable') }
    },
  }
}
