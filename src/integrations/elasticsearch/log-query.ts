import type { TimeWindow } from '../../core/evidence.ts'
import type { EvidenceQuestion } from '../../core/live-source.ts'
import { FIELDS } from './log-fields.ts'

/** A query of the query DSL that both Elasticsearch and OpenSearch read. */
export type Query = Readonly<Record<string, unknown>>

const SEVERE_LEVELS = ['error', 'err', 'fatal', 'critical', 'crit', 'panic', 'emerg', 'alert', 'severe']
const SEVERE_WORDS = ['error', 'exception', 'fatal', 'panic', 'critical', 'traceback']

/** Of the lines that are asked for, best first: by namespace, else by service, else all. Fields differ from house to house, and those that an index has not find nothing. */
export function subjectsOf({ namespace, services }: EvidenceQuestion): Query[] {
  const subjects = [
    ...(namespace ? [anyField(FIELDS.namespace, [namespace])] : []),
    ...(services.length > 0 ? [anyField(FIELDS.service, services)] : []),
  ]
  return subjects.length > 0 ? subjects : [{ match_all: {} }]
}

/** A name may be a keyword, or a text with a keyword beside it. */
function anyField(fields: readonly string[], values: readonly string[]): Query {
  return oneOf(fields.flatMap((field) => [field, `${field}.keyword`].map((name) => ({ terms: { [name]: values } }))))
}

function oneOf(should: readonly Query[]): Query {
  return { bool: { should, minimum_should_match: 1 } }
}

/** Lines that say of themselves that something failed. Lenient, since a level is a number in some houses. */
export const SEVERE: Query = oneOf([
  anyWord(
    FIELDS.level.flatMap((field) => [field, `${field}.keyword`]),
    SEVERE_LEVELS.flatMap((word) => [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`]),
  ),
  anyWord(FIELDS.message, SEVERE_WORDS),
])

function anyWord(fields: readonly string[], words: readonly string[]): Query {
  return { query_string: { query: words.join(' OR '), fields, lenient: true } }
}

/** The subject in a stretch of time; `from` is in it, `to` is not. */
export function within(timeField: string, { from, to }: TimeWindow, subject: Query, more: Query = {}): Query {
  const range = { [timeField]: { gte: Math.floor(from), lt: Math.floor(to), format: 'epoch_millis' } }
  return { bool: { filter: [{ range }, subject], ...more } }
}
