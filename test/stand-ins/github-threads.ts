import { readFileSync } from 'node:fs'
import type { PostedComment } from './github-reviews.ts'

type Types = Readonly<Record<string, Readonly<Record<string, { type: string; args: Record<string, string> }>>>>

const TYPES = JSON.parse(readFileSync('test/stand-ins/github-graphql.json', 'utf8')) as Types
const PAGE = 100

interface Field {
  name: string
  args: Record<string, unknown>
  fields: Field[]
}

/**
 * Answers what is asked of the conversations of a pull request. Names of fields and arguments are checked against GitHub's schema (`github-graphql.json`).
 * Refuses all where it is given none.
 */
export function answerThreads(
  body: unknown,
  comments: PostedComment[] | undefined,
): { status: number; body: unknown; faults: string[] } {
  const { query, variables } = body as { query: string; variables: Record<string, unknown> }
  const root = query.startsWith('mutation') ? 'Mutation' : 'Query'
  const fields = parse(query, variables)
  const faults = fields.flatMap((field) => faultsOf(field, root))
  if (!comments) return { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'no' }] }, faults }
  const data = Object.fromEntries(
    fields.map((field) => [field.name, project(field, rootOf(comments)[field.name]?.(field))]),
  )
  return { status: 200, body: { data }, faults }
}

function rootOf(comments: PostedComment[]): Record<string, (field: Field) => unknown> {
  const firsts = comments.filter(({ answers }) => answers === undefined)
  const shown = ({ id, isResolved = false, resolvedBy }: PostedComment) => ({
    id: `PRRT_${id}`,
    isResolved,
    resolvedBy: resolvedBy === undefined ? null : { login: resolvedBy },
    comments: { nodes: [{ fullDatabaseId: String(id) }] },
  })
  return {
    repository: ({ fields }) => {
      const { after } = find(fields, 'reviewThreads')?.args ?? {}
      const from = Number(after ?? 0)
      const pageInfo = { hasNextPage: from + PAGE < firsts.length, endCursor: String(from + PAGE) }
      return { pullRequest: { reviewThreads: { pageInfo, nodes: firsts.slice(from, from + PAGE).map(shown) } } }
    },
    resolveReviewThread: ({ args }) => {
      const thread = firsts.find(({ id }) => `PRRT_${id}` === (args.input as { threadId: string }).threadId)
      if (thread) Object.assign(thread, { isResolved: true })
      return { thread: thread ? shown(thread) : null }
    },
  }
}

function find(fields: readonly Field[], name: string): Field | undefined {
  for (const field of fields) {
    const found = field.name === name ? field : find(field.fields, name)
    if (found) return found
  }
  return undefined
}

function project(field: Field, value: unknown): unknown {
  if (value === null || value === undefined || field.fields.length === 0) return value ?? null
  if (Array.isArray(value)) return value.map((one) => project(field, one))
  return Object.fromEntries(
    field.fields.map((inner) => [inner.name, project(inner, (value as Record<string, unknown>)[inner.name])]),
  )
}

function faultsOf({ name, args, fields }: Field, type: string): string[] {
  const known = TYPES[type]?.[name]
  if (!known) return [`${type} has no ${name}`]
  const inner = known.type.replace(/[[\]!]/g, '')
  const required = Object.entries(known.args).filter(([, one]) => one.endsWith('!'))
  return [
    ...Object.keys(args).flatMap((one) => (one in known.args ? [] : [`${type}.${name} takes no ${one}`])),
    ...required.flatMap(([one]) => (args[one] === undefined ? [`${type}.${name} needs ${one}`] : [])),
    ...(inner in TYPES && fields.length === 0 ? [`${type}.${name} needs fields`] : []),
    ...fields.flatMap((one) => faultsOf(one, inner)),
  ]
}

/** The fields of the one operation in a document, with the values of its variables put in. Knows neither fragments nor lists. */
function parse(query: string, variables: Readonly<Record<string, unknown>>): Field[] {
  const tokens: string[] = query.match(/[{}():!]|\$?[A-Za-z_]\w*|\d+/g) ?? []
  let at = tokens.indexOf('{')
  const next = () => tokens[at++] ?? ''
  const readValue = (): unknown => {
    const token = next()
    if (token === '{') {
      const entries: [string, unknown][] = []
      while (tokens[at] !== '}') entries.push(entry())
      at++
      return Object.fromEntries(entries)
    }
    return token.startsWith('$') ? variables[token.slice(1)] : Number(token)
  }
  const entry = (): [string, unknown] => {
    const name = next()
    at++
    return [name, readValue()]
  }
  const selection = (): Field[] => {
    at++
    const fields: Field[] = []
    while (tokens[at] !== '}') {
      const name = next()
      const args: [string, unknown][] = []
      if (tokens[at] === '(') {
        at++
        while (tokens[at] !== ')') args.push(entry())
        at++
      }
      fields.push({ name, args: Object.fromEntries(args), fields: tokens[at] === '{' ? selection() : [] })
    }
    at++
    return fields
  }
  return selection()
}
