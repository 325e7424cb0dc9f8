import type { Finding } from '../../core/finding.ts'
import type { Findings } from '../../core/shared-context.ts'
import { conditions } from './conditions.ts'
import { type Database, jsonOf, jsonText, numberOf, textOf } from './database.ts'
import { mentions } from './mentions.ts'

const DEFAULT_LIMIT = 100

export function sqlFindings({ query, batch }: Database): Findings {
  return {
    async record(run, agent, at, findings) {
      await batch(
        findings.map((finding, ordinal) => ({
          sql: `INSERT INTO agent_findings (run, agent, ordinal, at, component, cause, body)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          values: [run, agent, ordinal, at, finding.component, finding.cause, jsonText(finding)],
        })),
      )
    },
    async list({ since, component, run, text, limit = DEFAULT_LIMIT } = {}) {
      const { where, values } = conditions(
        { 'at >= ?': since, 'component = ?': component, 'run = ?': run },
        mentions(text, ['component', 'cause', 'agent']),
      )
      const rows = await query(
        `SELECT run, at, body FROM agent_findings ${where} ORDER BY at DESC, run, agent, ordinal LIMIT ?`,
        [...values, limit],
      )
      return rows.map((row) => ({
        run: textOf(row, 'run'),
        at: numberOf(row, 'at'),
        finding: jsonOf(row.body) as Finding,
      }))
    },
  }
}
