import { createHash } from 'node:crypto'
import type { AuditEntry, AuditLog, AuditRecord } from '../../core/gate.ts'
import { type Database, jsonOf, jsonText, numberOf, type Row, textOf } from './database.ts'

const FIRST = '0'.repeat(64)
const DEFAULT_LIMIT = 100
/** Of several processes that write at once all but one try again. */
const MOST_ATTEMPTS = 200
const BLOCK = 1_000

export function sqlAuditLog({ query }: Database, clock: () => number): AuditLog {
  async function head(): Promise<{ number: number; hash: string } | undefined> {
    const [row] = await query('SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1')
    return row && { number: numberOf(row, 'number'), hash: textOf(row, 'hash') }
  }

  return {
    async add(entry, key) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        if (key !== undefined) {
          const known = await query('SELECT number FROM audit_log WHERE once_key = ?', [key])
          if (known.length > 0) return
        }
        const { number, hash: previous } = (await head()) ?? { number: 0, hash: FIRST }
        const at = clock()
        const detail = jsonText(entry.detail)
        const hash = hashOf({ ...entry, number: number + 1, at, previous, detail })
        const added = await query(
          `INSERT INTO audit_log (number, at, actor, event, subject, detail, once_key, previous, hash)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING number`,
          [number + 1, at, entry.actor, entry.event, entry.subject, detail, key ?? null, previous, hash],
        )
        if (added.length > 0) return
      }
      throw new Error('The audit log is too busy to be written.')
    },

    async list({ subject, limit = DEFAULT_LIMIT } = {}) {
      const rows =
        subject === undefined
          ? await query('SELECT * FROM audit_log ORDER BY number DESC LIMIT ?', [limit])
          : await query('SELECT * FROM audit_log WHERE subject = ? ORDER BY number DESC LIMIT ?', [subject, limit])
      return rows.map(recordOf).reverse()
    },

    head,
    async hashOf(number) {
      const [row] = await query('SELECT hash FROM audit_log WHERE number = ?', [number])
      return row && textOf(row, 'hash')
    },

    async findBreak() {
      let previous = FIRST
      let number = 0
      for (;;) {
        const rows = await query('SELECT * FROM audit_log WHERE number > ? ORDER BY number LIMIT ?', [number, BLOCK])
        for (const row of rows) {
          number++
          const record = { ...recordOf(row), detail: row.detail === null ? null : textOf(row, 'detail') }
          if (record.number !== number || record.previous !== previous || record.hash !== hashOf(record)) return number
          previous = record.hash
        }
        if (rows.length < BLOCK) return undefined
      }
    },
  }
}

type Hashed = Omit<AuditEntry, 'detail'> & Pick<AuditRecord, 'number' | 'at' | 'previous'> & { detail: string | null }

function hashOf({ number, at, actor, event, subject, detail, previous }: Hashed): string {
  return createHash('sha256')
    .update(JSON.stringify([number, at, actor, event, subject, detail, previous]))
    .digest('hex')
}

function recordOf(row: Row): AuditRecord {
  return {
    number: numberOf(row, 'number'),
    at: numberOf(row, 'at'),
    actor: textOf(row, 'actor'),
    event: textOf(row, 'event'),
    subject: textOf(row, 'subject'),
    detail: jsonOf(row.detail),
    previous: textOf(row, 'previous'),
    hash: textOf(row, 'hash'),
  }
}
