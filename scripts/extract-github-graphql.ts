import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Takes the types that are used here out of GitHub's GraphQL schema (`schema.json` of the npm package @octokit/graphql-schema), for the stand-in in
 * `test/stand-ins/github-threads.ts`: `node scripts/extract-github-graphql.ts SCHEMA`.
 */

/** Fields of a type; all of them where none is named. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  Query: ['repository'],
  Mutation: ['resolveReviewThread', 'unresolveReviewThread'],
  Repository: ['pullRequest', 'name'],
  PullRequest: ['reviewThreads', 'number', 'headRefOid'],
  PullRequestReviewThreadConnection: [],
  PullRequestReviewThread: [],
  PullRequestReviewCommentConnection: [],
  PullRequestReviewComment: ['id', 'databaseId', 'fullDatabaseId', 'body', 'author', 'viewerDidAuthor', 'outdated'],
  PageInfo: [],
  User: ['login', 'databaseId', 'id'],
  ResolveReviewThreadPayload: [],
  ResolveReviewThreadInput: [],
}
const OUT = 'test/stand-ins/github-graphql.json'

interface TypeReference {
  kind: string
  name: string | null
  ofType: TypeReference | null
}
interface Field {
  name: string
  type: TypeReference
  args?: Field[]
}
interface Introspection {
  __schema: { types: { name: string; fields: Field[] | null; inputFields: Field[] | null }[] }
}

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: node scripts/extract-github-graphql.ts schema.json')
  process.exit(2)
}
const file = JSON.parse(readFileSync(resolve(path), 'utf8')) as Introspection & { data?: Introspection }
const { types } = (file.data ?? file).__schema
const rows = Object.entries(TYPES).map(([name, wanted]) => {
  const type = types.find((one) => one.name === name)
  if (!type) throw new Error(`The schema has no ${name}.`)
  const fields = [...(type.fields ?? []), ...(type.inputFields ?? [])].filter(
    (field) => wanted.length === 0 || wanted.includes(field.name),
  )
  const missing = wanted.filter((field) => !fields.some((one) => one.name === field))
  if (missing.length > 0) throw new Error(`${name} has no ${missing.join(', ')}.`)
  const shapes = fields.map((field) => [field.name, { type: written(field.type), args: argumentsOf(field) }])
  return `${JSON.stringify(name)}:${JSON.stringify(Object.fromEntries(shapes))}`
})
const text = `{\n${rows.join(',\n')}\n}\n`
writeFileSync(OUT, text)
console.log(`${OUT}: ${rows.length} types, ${text.length} bytes`)

function argumentsOf({ args = [] }: Field): Record<string, string> {
  return Object.fromEntries(args.map((one) => [one.name, written(one.type)]))
}

/** As the language of schemas writes it: `[String!]!`. */
function written({ kind, name, ofType }: TypeReference): string {
  if (!ofType) return name ?? ''
  return kind === 'NON_NULL' ? `${written(ofType)}!` : `[${written(ofType)}]`
}
