import type { ApprovalAnswer, ApprovalRecord, ApprovalRequest, ApprovalStatus, Approvals } from '../../core/gate.ts'
import { type Database, jsonOf, jsonText, type Row } from './database.ts'

const DEFAULT_LIMIT = 100
/** The wait of the run is the one place that knows whether it was answered. */
const JOINED = `SELECT a.request, w.status, w.value, w.at, r.ended_at FROM approvals a
  JOIN runs r ON r.id = a.run LEFT JOIN waits w ON w.run = a.run AND w.name = a.wait`

export function sqlApprovals({ query }: Database, clock: () => number): Approvals {
  return {
    async request(request) {
      await query(
        'INSERT INTO approvals (id, run, wait, requested_at, request) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [request.id, request.run, request.wait, request.requestedAt, jsonText(request)],
      )
    },
    async get(id) {
      const [row] = await query(`${JOINED} WHERE a.id = ?`, [id])
      return row && recordOf(row, clock())
    },
    async list({ status, limit = DEFAULT_LIMIT } = {}) {
      // The rest of what makes a status is decided in one place, below; this leaves out nearly all of the history.
      const candidates = status === 'pending' ? "WHERE r.ended_at IS NULL AND coalesce(w.status, '') <> 'answered'" : ''
      const rows = await query(`${JOINED} ${candidates} ORDER BY a.requested_at DESC, a.id DESC LIMIT ?`, [
        status === undefined ? limit : Number.MAX_SAFE_INTEGER,
      ])
      const now = clock()
      return rows
        .map((row) => recordOf(row, now))
        .filter((record) => status === undefined || record.status === status)
        .slice(0, limit)
    },
  }
}

function recordOf(row: Row, now: number): ApprovalRecord {
  const request = jsonOf(row.request) as ApprovalRequest
  const answer = row.status === 'answered' ? (jsonOf(row.value) as ApprovalAnswer) : undefined
  return {
    ...request,
    status: statusOf(row, request, answer, now),
    ...(answer && { answer: { ...answer, at: Number(row.at) } }),
  }
}

function statusOf(row: Row, request: ApprovalRequest, answer: ApprovalAnswer | undefined, now: number): ApprovalStatus {
  if (answer) return answer.decision
  if (row.status === 'timed-out' || now >= request.expiresAt) return 'expired'
  return row.ended_at === null ? 'pending' : 'withdrawn'
}
