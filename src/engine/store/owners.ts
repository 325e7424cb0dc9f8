import type { Database, Row } from './database.ts'

/** Names a process among those that share a store. */
export interface ProcessName {
  host: string
  pid: number
  /** Whether a process of this host is there. */
  isRunning(pid: number): boolean
}

/** A process elsewhere that has not been heard of for so long is gone. Milliseconds. */
const STALE = 5_000
/** On this host we can look; the silence counts only against another process that got the same number. */
const STALE_HERE = 60_000

const FORGOTTEN = 7 * 86_400_000

export interface Owners {
  beat(owner: string, now: number): Promise<void>
  /** Processes that were killed long ago are forgotten with it. */
  leave(owner: string, now: number): Promise<void>
  isLive(owner: string, now: number): Promise<boolean>
  /** Those that are not gone. */
  live(now: number): Promise<string[]>
}

/** Processes that own runs. On the same host a dead process is known at once, elsewhere by its silence. */
export function liveOwners({ query, dialect }: Database, self: ProcessName): Owners {
  // Hosts that share a server also share its clock; processes that share a file share theirs.
  const clock =
    dialect === 'sqlite' ? '?' : 'CAST(? AS BIGINT) * 0 + CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)'
  const rowsWithAge = `SELECT id, host, pid, ${clock} - beat_at AS age FROM owners`
  const isLiveRow = (row: Row) =>
    row.host === self.host ? self.isRunning(Number(row.pid)) && Number(row.age) <= STALE_HERE : Number(row.age) <= STALE
  return {
    async beat(owner, now) {
      await query(
        `INSERT INTO owners (id, host, pid, beat_at) VALUES (?, ?, ?, ${clock})
         ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
        [owner, self.host, self.pid, now],
      )
    },
    async leave(owner, now) {
      await query(`DELETE FROM owners WHERE id = ? OR beat_at < ${clock} - ?`, [owner, now, FORGOTTEN])
    },
    async isLive(owner, now) {
      const [row] = await query(`${rowsWithAge} WHERE id = ?`, [now, owner])
      return row !== undefined && isLiveRow(row)
    },
    async live(now) {
      const rows = await query(rowsWithAge, [now])
      return rows.filter((row) => isLiveRow(row)).map((row) => String(row.id))
    },
  }
}
