import type { IncidentProfile, Memory, RememberedIncident } from '../../core/memory.ts'
import { type Database, jsonOf, jsonText, optional, type Row } from './database.ts'

const MOST = 2_000

export function sqlMemory({ query }: Database): Memory {
  return {
    async keep(profile) {
      await query('INSERT INTO incident_memory (run, at, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
        profile.run,
        profile.at,
        jsonText(profile),
      ])
    },
    async list(limit = MOST) {
      const rows = await query(
        `SELECT m.body, f.verdict, f.component, f.cause, f.note FROM incident_memory m
         LEFT JOIN feedback f ON f.id = (SELECT max(id) FROM feedback WHERE run = m.run)
         ORDER BY m.at DESC, m.run LIMIT ?`,
        [limit],
      )
      return rows.map(rememberedOf)
    },
  }
}

function rememberedOf(row: Row): RememberedIncident {
  const profile = jsonOf(row.body) as IncidentProfile
  if (row.verdict !== 'right' && row.verdict !== 'wrong') return profile
  const judged = {
    verdict: row.verdict,
    ...optional(row, 'component', 'component', String),
    ...optional(row, 'cause', 'cause', String),
    ...optional(row, 'note', 'note', String),
  } as const
  return { ...profile, judged }
}
