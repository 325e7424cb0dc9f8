import type { SqlValue } from './database.ts'
import type { Mentions } from './mentions.ts'

/** A WHERE clause of those conditions whose value is given, and of the words. The conditions are ours; only values come from callers. */
export function conditions(
  wanted: Readonly<Record<string, SqlValue | undefined>>,
  words: Mentions = { conditions: [], values: [] },
): { where: string; values: SqlValue[] } {
  const given = Object.entries(wanted).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined)
  const all = [...given.map(([condition]) => condition), ...words.conditions]
  return {
    where: all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`,
    values: [...given.map(([, value]) => value), ...words.values],
  }
}
