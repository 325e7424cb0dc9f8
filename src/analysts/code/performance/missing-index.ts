import type { CodeFinding } from '../../../core/review.ts'
import { findingIn, type TouchedFile } from '../change/code-change.ts'
import { textIn } from '../describe-expression.ts'
import { isTestPath } from '../path-role.ts'
import { walkProgram } from '../walk-program.ts'
import { readSql } from './read-sql.ts'

interface Text {
  touched: TouchedFile
  sql: string
  /** Line of the file in which the text begins. */
  line: number
}

const LOOKS_LIKE_SQL = /^\s*(?:--[^\n]*\n\s*)*(?:select|update|delete|with|create|alter|insert)\s/i

/** Columns that a change adds and filters by in the same breath, without an index for them. */
export function missingIndexes(files: readonly TouchedFile[]): CodeFinding[] {
  const texts = files.filter(({ file }) => !isTestPath(file.path)).flatMap(sqlIn)
  if (texts.length === 0) return []
  const readings = texts.map((text) => ({ ...text, reading: readSql(text.sql) }))
  const indexed = new Set(readings.flatMap(({ reading }) => reading.indexed))
  const filtered = new Map(
    readings.flatMap(({ reading, touched }) =>
      reading.filtered
        .map(({ table, columns }) => columns.map((column) => `${table}.${column}`))
        .filter((names) => !names.some((name) => indexed.has(name)))
        .flatMap((names) => names.map((name): [string, string] => [name, touched.file.path])),
    ),
  )
  return readings.flatMap(({ reading, touched, line: first }) =>
    reading.added.flatMap(({ table, column, line }) => {
      const name: string = `${table}.${column}`
      const by = filtered.get(name)
      const at = first + line
      if (by === undefined || indexed.has(name) || !touched.changed.isNew(at)) return []
      return [
        findingIn(touched.file.path, 'performance', {
          rule: 'performance/missing-index',
          confidence: 0.6,
          cwe: [1067],
          line: at,
          message: `Column \`${name}\` is new and ${by} filters by it, but it has no index: the query reads the whole table.`,
          fix: `Add an index on \`${table} (${column})\` in the same migration, unless the table stays small.`,
          effort: 'minutes',
        }),
      ]
    }),
  )
}

function sqlIn(touched: TouchedFile): Text[] {
  if (/\.sql$/i.test(touched.file.path)) return [{ touched, sql: touched.text, line: 1 }]
  const { module } = touched
  if (module === undefined) return []
  const texts: Text[] = []
  walkProgram(module, {
    node(node, { parent }) {
      if (node.kind !== 'literal' && node.kind !== 'template' && node.kind !== 'binary') return
      if (parent?.kind === 'binary' || parent?.kind === 'template') return
      const sql = textIn(node)
      if (sql !== undefined && LOOKS_LIKE_SQL.test(sql)) texts.push({ touched, sql, line: node.at.line })
    },
  })
  return texts
}
