import { randomBytes } from 'node:crypto'
import type { Role, Tokens } from '../../core/access.ts'
import { type Database, numberOf, textOf } from './database.ts'
import { tokenHash } from './token-hash.ts'

const PREFIX = 'wf_'

/** Tokens of 32 random bytes: a plain hash of one says nothing about it. */
export function sqlTokens({ query }: Database, clock: () => number): Tokens {
  return {
    async create(name, role) {
      const token = `${PREFIX}${randomBytes(32).toString('base64url')}`
      const id = randomBytes(6).toString('hex')
      await query('INSERT INTO tokens (id, hash, name, role, created_at) VALUES (?, ?, ?, ?, ?)', [
        id,
        tokenHash(token),
        name,
        role,
        clock(),
      ])
      return { id, token }
    },
    async find(token) {
      const [row] = await query('SELECT name, role FROM tokens WHERE hash = ?', [tokenHash(token)])
      return row && { name: textOf(row, 'name'), role: textOf(row, 'role') as Role }
    },
    async list() {
      const rows = await query('SELECT id, name, role, created_at FROM tokens ORDER BY created_at, id')
      return rows.map((row) => ({
        id: textOf(row, 'id'),
        name: textOf(row, 'name'),
        role: textOf(row, 'role') as Role,
        createdAt: numberOf(row, 'created_at'),
      }))
    },
    async revoke(id) {
      return (await query('DELETE FROM tokens WHERE id = ? RETURNING id', [id])).length > 0
    },
  }
}
