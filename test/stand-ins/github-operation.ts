import { type CheckedRequest, openApiChecks } from './openapi-checks.ts'

/** Schemas are compiled once for all stand-ins. */
export const checks = openApiChecks('test/stand-ins/github-schema.json')

export interface Answered {
  status: number
  body: unknown
}
export type Operation = (request: CheckedRequest, body: unknown) => Answered

export const NOT_FOUND: Answered = { status: 404, body: { message: 'Not Found', documentation_url: '' } }

/** Entries of one page, where nothing is asked for. */
const PAGE = 30

export function page<T>(all: readonly T[], { query }: CheckedRequest): T[] {
  const size = Number(query.per_page ?? PAGE)
  const from = (Number(query.page ?? 1) - 1) * size
  return all.slice(from, from + size)
}
