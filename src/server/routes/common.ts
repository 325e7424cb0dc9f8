import { z } from 'zod'

export const LIMIT = z.coerce.number().int().min(1).max(1_000).default(50)
export const time = z.number().describe('milliseconds since the epoch')
export const oneRun = z.object({ id: z.string().min(1).max(200) })
export const TEXT = z.string().max(200).optional()

/** What was asked for, without what was left out. */
export function given<T extends object>(filter: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
