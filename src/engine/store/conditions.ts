import type { SqlValue } from './database.ts'

/** A WHERE clause of those conditions whose value is given. The conditions are ours; only values come from callers. */
export function conditions(wanted: Readonly<Record<string, SqlValue | undefined>>): {
  where: string
  values: SqlValue[]
} {
  const given = Object.entries(wanted).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined)
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`,
    values: given.map(([, value]) => value),
  }
}
