import { createHash, randomBytes } from 'node:crypto'
import type { Role, Sessions } from '../../core/access.ts'
import { type Database, textOf } from './database.ts'
import { tokenHash } from './token-hash.ts'

/** A working day. Milliseconds. */
const LIFE = 12 * 3_600_000

/** Sessions are kept as hashes, and are gone with the token that opened them. */
export function sqlSessions({ query }: Database, clock: () => number): Sessions {
  return {
    async open(token) {
      const [known] = await query('SELECT id FROM tokens WHERE hash = ?', [tokenHash(token)])
      if (!known) return undefined
      const secret = randomBytes(32).toString('base64url')
      const now = clock()
      await query('DELETE FROM sessions WHERE expires_at < ?', [now])
      await query('INSERT INTO sessions (hash, token, expires_at) VALUES (?, ?, ?)', [
        tokenHash(secret),
        textOf(known, 'id'),
        now + LIFE,
      ])
      return { secret, csrf: csrfOf(secret), expiresAt: now + LIFE }
    },
    async find(secret) {
      const [row] = await query(
        'SELECT t.name, t.role FROM sessions s JOIN tokens t ON t.id = s.token WHERE s.hash = ? AND s.expires_at >= ?',
        [tokenHash(secret), clock()],
      )
      return row && { actor: { name: textOf(row, 'name'), role: textOf(row, 'role') as Role }, csrf: csrfOf(secret) }
    },
    async end(secret) {
      await query('DELETE FROM sessions WHERE hash = ?', [tokenHash(secret)])
    },
  }
}

/** A second secret that only a page of ours can have read; whoever knows it does not know the session. */
function csrfOf(secret: string): string {
  return createHash('sha256').update(`csrf ${secret}`).digest('base64url')
}
