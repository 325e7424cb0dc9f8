import { createHash } from 'node:crypto'

/** How tokens and sessions are kept. They are 32 random bytes: a plain hash of one says nothing about it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
