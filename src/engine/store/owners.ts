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

export interface Owners {
  beat(owner: string, now: number): Promise<void>
  leave(owner: string): Promise<void>
  isLive(owner: string, now: number): Promise<boolean>
  /** Those that are not gone. */
  live(now: number): Promise<string[]>
}

/** Processes that own runs. On the same host a dead process is known at once, elsewhere by its silence. */
export function liveOwners({ query }: Database, self: ProcessName): Owners {
  const isLiveRow = (row: Row, now: number) =>
    row.host === self.host
      ? self.isRunning(Number(row.pid)) && now - Number(row.beat_at) <= STALE_HERE
      : now - Number(row.beat_at) <= STALE
  return {
    async beat(owner, now) {
      await query(
        `INSERT INTO owners (id, host, pid, beat_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
        [owner, self.host, self.pid, now],
      )
    },
    async leave(owner) {
      await query('DELETE FROM owners WHERE id = ?', [owner])
    },
    async isLive(owner, now) {
      const [row] = await query('SELECT * FROM owners WHERE id = ?', [owner])
      return row !== undefined && isLiveRow(row, now)
    },
    async live(now) {
      const rows = await query('SELECT * FROM owners')
      return rows.filter((row) => isLiveRow(row, now)).map((row) => String(row.id))
    },
  }
}
