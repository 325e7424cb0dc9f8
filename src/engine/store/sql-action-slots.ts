import type { ActionLimit, ActionSlots } from '../../core/gate.ts'
import { type Database, numberOf, type Statement } from './database.ts'

/** Room for actions, counted in the store: exact over all processes that share it. */
export function sqlActionSlots({ query, batch }: Database, clock: () => number): ActionSlots {
  return {
    async take(action, run, limits) {
      if (limits.length === 0) return undefined
      const now = clock()
      const fits = limits.map((limit) => roomIn(limit, action, now))
      const room = fits.map(({ sql }) => sql).join(' AND ')
      const values = fits.flatMap((fit) => fit.values ?? [])
      // One statement for all limits: either there is room in each of them, or none is taken.
      const rows = limits.map(() => '(CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT))').join(', ')
      const columns = limits.flatMap(({ name }) => [action, name, run, now])
      const [, held = []] = await batch(
        [
          {
            sql: `INSERT INTO action_slots (action, limit_name, run, taken_at)
                  SELECT * FROM (VALUES ${rows}) AS wanted WHERE ${room} ON CONFLICT DO NOTHING`,
            values: [...columns, ...values],
          },
          { sql: 'SELECT limit_name FROM action_slots WHERE action = ?', values: [action] },
        ],
        { exclusive: 'action slots' },
      )
      if (held.length >= limits.length) return undefined
      return (await firstFull(limits, action, now)) ?? { limit: 'limits', reason: 'there was no room a moment ago' }
    },
    async release(action) {
      await query('UPDATE action_slots SET released_at = ? WHERE action = ? AND released_at IS NULL', [clock(), action])
    },
  }

  async function firstFull(limits: readonly ActionLimit[], action: string, now: number) {
    for (const { name, rate, concurrency } of limits) {
      if (rate !== undefined) {
        const [row] = await query(BEGUN, [name, now - rate.periodMilliseconds, action])
        if (row && numberOf(row, 'n') >= rate.limit)
          return {
            limit: `limit "${name}"`,
            reason: `${rate.limit} actions in ${rate.periodMilliseconds / 60_000} minutes were begun already`,
          }
      }
      if (concurrency !== undefined) {
        const [row] = await query(UNDER_WAY, [name, action])
        if (row && numberOf(row, 'n') >= concurrency)
          return { limit: `limit "${name}"`, reason: `${concurrency} actions are under way already` }
      }
    }
    return undefined
  }
}

const BEGUN = 'SELECT count(*) AS n FROM action_slots WHERE limit_name = ? AND taken_at > ? AND action <> ?'
/** What a run that has ended still holds does not count. */
const UNDER_WAY = `SELECT count(*) AS n FROM action_slots s JOIN runs r ON r.id = s.run
  WHERE s.limit_name = ? AND s.released_at IS NULL AND r.ended_at IS NULL AND s.action <> ?`

function roomIn({ name, rate, concurrency }: ActionLimit, action: string, now: number): Statement {
  const conditions: string[] = []
  const values: (string | number)[] = []
  if (rate) {
    conditions.push(`(${BEGUN}) < ?`)
    values.push(name, now - rate.periodMilliseconds, action, rate.limit)
  }
  if (concurrency !== undefined) {
    conditions.push(`(${UNDER_WAY}) < ?`)
    values.push(name, action, concurrency)
  }
  return { sql: conditions.join(' AND '), values }
}
