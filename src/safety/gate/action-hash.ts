import { createHash } from 'node:crypto'
import type { Prepared } from '../../core/operation.ts'

/** Of all that an approval binds to: the operation, its subject, its commands and what must still be so. SHA-256, hexadecimal. */
export function hashOf({ executor, operation, subject, commands, precondition, undo }: Prepared): string {
  const bound = canonical({ executor, operation, subject, commands, precondition, undo })
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex')
}

/** The same structure with its keys in order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, canonical(item)]),
  )
}
