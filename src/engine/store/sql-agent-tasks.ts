import type { AgentTasks } from '../../core/shared-context.ts'
import { type Database, jsonOf, jsonText, numberOf, textOf } from './database.ts'

export function sqlAgentTasks({ query, dialect }: Database, clock: () => number): AgentTasks {
  // Claims do not wait for each other: each takes the first that nobody else is just taking.
  const skipping = dialect === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''
  return {
    async add({ id, kind, priority, body }) {
      const rows = await query(
        `INSERT INTO agent_tasks (id, kind, priority, body, status, attempts, created_at)
         VALUES (?, ?, ?, ?, 'open', 0, ?) ON CONFLICT DO NOTHING RETURNING id`,
        [id, kind, priority, jsonText(body), clock()],
      )
      return rows.length > 0
    },
    async claim(kind, agent, leaseMilliseconds) {
      const now = clock()
      const [row] = await query(
        `UPDATE agent_tasks SET status = 'claimed', claimed_by = ?, claimed_until = ?, attempts = attempts + 1
         WHERE id = (SELECT id FROM agent_tasks WHERE kind = ? AND (status = 'open' OR (status = 'claimed' AND claimed_until < ?))
                     ORDER BY priority, created_at, id LIMIT 1 ${skipping})
         RETURNING id, kind, priority, body, attempts`,
        [agent, now + leaseMilliseconds, kind, now],
      )
      return (
        row && {
          id: textOf(row, 'id'),
          kind: textOf(row, 'kind'),
          priority: numberOf(row, 'priority'),
          body: jsonOf(row.body),
          attempt: numberOf(row, 'attempts'),
        }
      )
    },
    complete: (id, agent, result) => settle(id, agent, 'done', jsonText(result)),
    giveBack: (id, agent) => settle(id, agent, 'open', null),
    async result(id) {
      const [row] = await query('SELECT status, result FROM agent_tasks WHERE id = ?', [id])
      return row?.status === 'done' ? { done: true, result: jsonOf(row.result) } : { done: false }
    },
  }

  async function settle(id: string, agent: string, status: string, result: string | null): Promise<boolean> {
    const rows = await query(
      `UPDATE agent_tasks SET status = ?, result = ?, claimed_until = NULL
       WHERE id = ? AND status = 'claimed' AND claimed_by = ? RETURNING id`,
      [status, result, id, agent],
    )
    return rows.length > 0
  }
}
