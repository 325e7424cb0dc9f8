import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Takes the operations that are used here out of GitHub's OpenAPI description (`generated/api.github.com.json` of the npm package @octokit/openapi), for
 * the stand-in in `test/stand-ins/github-api.ts`: `node scripts/extract-github-schema.ts DESCRIPTION`. Schemas become JSON Schema (draft 2020-12).
 */

const OPERATIONS = [
  'checks/create',
  'checks/update',
  'code-scanning/upload-sarif',
  'git/get-blob',
  'issues/create',
  'issues/create-comment',
  'issues/list-comments',
  'issues/list-for-repo',
  'issues/update',
  'issues/update-comment',
  'pulls/create-review',
  'pulls/delete-review-comment',
  'pulls/dismiss-review',
  'pulls/get',
  'pulls/list',
  'pulls/list-files',
  'pulls/list-review-comments',
  'pulls/list-reviews',
  'pulls/update-review',
  'pulls/update-review-comment',
  'repos/compare-commits-with-basehead',
  'repos/create-commit-status',
  'repos/get-collaborator-permission-level',
  'repos/get-commit',
  'repos/get-content',
  'repos/list-commits',
  'repos/list-deployments',
  'repos/list-releases',
  'users/get-authenticated',
]
const OUT = 'test/stand-ins/github-schema.json'
const MOST_BYTES = 300_000
const SCHEMA = /^#\/components\/schemas\/(.+)$/
/** What says nothing that could be checked. */
const WORDS = /^(?:description|examples?|summary|externalDocs|deprecated|title|default|readOnly|x-.*)$/

type Json = null | boolean | number | string | Json[] | JsonObject
interface JsonObject {
  [key: string]: Json
}

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: node scripts/extract-github-schema.ts generated/api.github.com.json')
  process.exit(2)
}
const description = JSON.parse(readFileSync(resolve(path), 'utf8')) as JsonObject
const definitions: JsonObject = {}
const operations: JsonObject = {}
for (const [route, methods] of Object.entries(objectIn(description, 'paths')))
  for (const [method, operation] of Object.entries(objectOf(methods))) {
    const id = objectOf(operation).operationId
    if (typeof id === 'string' && OPERATIONS.includes(id)) operations[id] = extract(route, method, objectOf(operation))
  }
const missing = OPERATIONS.filter((id) => !(id in operations))
if (missing.length > 0) throw new Error(`The description has no ${missing.join(', ')}.`)

const version = objectIn(description, 'info').version ?? ''
const rows = (table: JsonObject) =>
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',\n')
const text = `{"version":${JSON.stringify(version)},\n"operations":{\n${rows(operations)}\n},\n"definitions":{\n${rows(definitions)}\n}}\n`
if (text.length > MOST_BYTES) throw new Error(`${text.length} bytes are more than ${MOST_BYTES}.`)
writeFileSync(OUT, text)
console.log(`${OUT}: ${Object.keys(operations).length} operations, ${text.length} bytes`)

function extract(route: string, method: string, operation: JsonObject): JsonObject {
  const parameters = arrayOf(operation.parameters).map((one) => {
    const { name = '', in: place = '', required = false, schema = {} } = resolved(objectOf(one))
    return { name, in: place, required, schema: schemaOf(schema) }
  })
  const body = jsonContent(resolved(objectOf(operation.requestBody ?? {})))
  const responses = Object.entries(objectIn(operation, 'responses')).map(([status, response]) => {
    const content = jsonContent(resolved(objectOf(response)))
    return [status, content === undefined ? null : schemaOf(content)] as const
  })
  return {
    method: method.toUpperCase(),
    path: route,
    parameters,
    ...(body !== undefined && { body: schemaOf(body) }),
    responses: Object.fromEntries(responses),
  }
}

function jsonContent(holder: JsonObject): Json | undefined {
  const content = objectOf(holder.content ?? {})
  return objectOf(content['application/json'] ?? {}).schema
}

/** Where a reference leads, followed to its end. */
function resolved(value: JsonObject): JsonObject {
  const reference = value.$ref
  if (typeof reference !== 'string') return value
  const target = reference
    .slice(2)
    .split('/')
    .reduce<Json>((inner, key) => objectOf(inner)[key] ?? {}, description)
  return resolved(objectOf(target))
}

/** A schema of OpenAPI 3.0 as JSON Schema: references lead to `#/definitions/`, and what may be null says so in its type. */
function schemaOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(schemaOf)
  if (typeof value !== 'object' || value === null) return value
  const name = typeof value.$ref === 'string' ? SCHEMA.exec(value.$ref)?.[1] : undefined
  if (name !== undefined) {
    define(name)
    return { $ref: `#/definitions/${name}` }
  }
  const { nullable, ...rest } = value
  const schema = Object.fromEntries(Object.entries(rest).flatMap(([key, inner]) => keyword(key, inner)))
  return nullable === true ? orNull(schema) : schema
}

function keyword(key: string, value: Json): [string, Json][] {
  // Names of properties are not keywords.
  if (key === 'properties')
    return [[key, Object.fromEntries(Object.entries(objectOf(value)).map(([name, one]) => [name, schemaOf(one)]))]]
  if (key === 'enum' || key === 'required') return [[key, value]]
  return WORDS.test(key) ? [] : [[key, schemaOf(value)]]
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values, ...rest } = schema
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  return {
    ...rest,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }),
  }
}

function define(name: string): void {
  if (name in definitions) return
  // Before it is read, since it may refer to itself.
  definitions[name] = {}
  const schemas = objectIn(objectIn(description, 'components'), 'schemas')
  definitions[name] = schemaOf(schemas[name] ?? {})
}

function objectIn(value: JsonObject, key: string): JsonObject {
  return objectOf(value[key] ?? null)
}

function objectOf(value: Json): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`No object: ${JSON.stringify(value).slice(0, 80)}`)
  return value
}

function arrayOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
