import type { Analysis } from '../../core/analysis.ts'
import type { Analyses, Feedback, FeedbackEntry, KeptAnalysis } from '../../core/shared-context.ts'
import { conditions } from './conditions.ts'
import { type Database, jsonOf, jsonText, numberOf, optional, type Row, textOf } from './database.ts'

const DEFAULT_LIMIT = 50

export function sqlAnalyses({ query }: Database): Analyses {
  return {
    async save(run, at, analysis) {
      const first = analysis.hypotheses[0]
      await query(
        `INSERT INTO incident_analyses (run, at, incident, title, verdict, component, cause, confidence, severity, headline, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [
          run,
          at,
          analysis.incidentId,
          analysis.title,
          analysis.verdict,
          first?.component ?? null,
          first?.cause ?? null,
          analysis.confidence,
          analysis.severity,
          analysis.headline,
          jsonText(analysis),
        ],
      )
    },
    async get(run) {
      const [row] = await query('SELECT run, at, body FROM incident_analyses WHERE run = ?', [run])
      return row && keptAnalysis(row)
    },
    async list({ since, incident, component, cause, limit = DEFAULT_LIMIT } = {}) {
      const { where, values } = conditions({
        'at >= ?': since,
        'incident = ?': incident,
        'component = ?': component,
        'cause = ?': cause,
      })
      const rows = await query(`SELECT run, at, body FROM incident_analyses ${where} ORDER BY at DESC, run LIMIT ?`, [
        ...values,
        limit,
      ])
      return rows.map(keptAnalysis)
    },
  }
}

function keptAnalysis(row: Row): KeptAnalysis {
  return { run: textOf(row, 'run'), at: numberOf(row, 'at'), analysis: jsonOf(row.body) as Analysis }
}

export function sqlFeedback({ query }: Database, clock: () => number): Feedback {
  return {
    async add({ run, by, verdict, component, cause, note }) {
      await query(
        'INSERT INTO feedback (run, at, by_whom, verdict, component, cause, note) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [run, clock(), by, verdict, component ?? null, cause ?? null, note ?? null],
      )
    },
    async list(run) {
      const { where, values } = conditions({ 'run = ?': run })
      const rows = await query(`SELECT * FROM feedback ${where} ORDER BY id`, values)
      return rows.map((row) => ({
        run: textOf(row, 'run'),
        at: numberOf(row, 'at'),
        by: textOf(row, 'by_whom'),
        verdict: textOf(row, 'verdict') as FeedbackEntry['verdict'],
        ...optional(row, 'component', 'component', String),
        ...optional(row, 'cause', 'cause', String),
        ...optional(row, 'note', 'note', String),
      }))
    },
  }
}
