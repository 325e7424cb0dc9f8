import type { KillSwitch } from '../../core/gate.ts'
import { type Database, numberOf, textOf } from './database.ts'

/** Every turn of the switch is kept; the last one counts. */
export function sqlKillSwitch({ query }: Database, clock: () => number): KillSwitch {
  return {
    async state() {
      const [row] = await query('SELECT engaged, by_whom, reason, at FROM kill_switch ORDER BY id DESC LIMIT 1')
      return (
        row && {
          engaged: numberOf(row, 'engaged') === 1,
          by: textOf(row, 'by_whom'),
          reason: textOf(row, 'reason'),
          at: numberOf(row, 'at'),
        }
      )
    },
    async set(engaged, by, reason) {
      const at = clock()
      await query('INSERT INTO kill_switch (engaged, by_whom, reason, at) VALUES (?, ?, ?, ?)', [
        engaged ? 1 : 0,
        by,
        reason,
        at,
      ])
      return { engaged, by, reason, at }
    },
  }
}
