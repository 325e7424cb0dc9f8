import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

type Schema = Record<string, unknown>

interface Operation {
  method: string
  path: string
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  body?: Schema
  /** Null where the answer has no body. */
  responses: Record<string, Schema | null>
}

interface Description {
  version: string
  operations: Record<string, Operation>
  definitions: Record<string, Schema>
}

export interface CheckedRequest {
  /** Undefined where the description has no such operation. */
  id: string | undefined
  /** What the path names, such as `owner`. */
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** What does not fit the description, in words. */
  faults: string[]
}

/** Checks requests and answers against what `scripts/extract-github-schema.ts` took out of GitHub's published description. */
export function openApiChecks(file: string) {
  const { operations, definitions } = JSON.parse(readFileSync(file, 'utf8')) as Description
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const compiled = new Map<Schema, ValidateFunction>()
  const routes = Object.entries(operations)
    .map(([id, operation]) => ({ id, operation, form: formOf(operation.path) }))
    // What is written out comes before what is a parameter.
    .sort((a, b) => (a.operation.path.match(/\{/g)?.length ?? 0) - (b.operation.path.match(/\{/g)?.length ?? 0))

  function faultsOf(schema: Schema, value: unknown, what: string): string[] {
    const validate = compiled.get(schema) ?? ajv.compile({ ...schema, definitions })
    compiled.set(schema, validate)
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`)
  }

  function checkQuery(operation: Operation, query: Readonly<Record<string, string>>): string[] {
    const known = operation.parameters.filter((one) => one.in === 'query')
    const unknown = Object.keys(query).filter((name) => !known.some((one) => one.name === name))
    return [
      ...unknown.map((name) => `there is no parameter ${name}`),
      ...known.flatMap(({ name, required, schema }) => {
        const text = query[name]
        if (text === undefined) return required ? [`the parameter ${name} is missing`] : []
        return faultsOf(schema, schema.type === 'integer' ? Number(text) : text, name)
      }),
    ]
  }

  function checkBody({ body: schema }: Operation, body: unknown): string[] {
    if (schema === undefined) return body === undefined ? [] : ['it takes no body']
    const properties = schema.properties
    const names = typeof body === 'object' && body !== null ? Object.keys(body) : []
    // GitHub passes by what it does not know, which is then a mistake of ours.
    const unknown = names.filter(
      (name) => typeof properties === 'object' && properties !== null && !(name in properties),
    )
    return [...unknown.map((name) => `the body has an unknown ${name}`), ...faultsOf(schema, body ?? {}, 'body')]
  }

  return {
    request(method: string, url: string, body: unknown): CheckedRequest {
      const { pathname, searchParams } = new URL(url, 'http://stand-in')
      const query = Object.fromEntries(searchParams)
      for (const { id, operation, form } of routes) {
        const found = operation.method === method ? form.exec(pathname) : null
        if (found)
          return {
            id,
            params: found.groups ?? {},
            query,
            faults: [...checkQuery(operation, query), ...checkBody(operation, body)],
          }
      }
      return { id: undefined, params: {}, query, faults: ['there is no such operation'] }
    },

    answer(id: string, status: number, body: unknown): string[] {
      const responses = operations[id]?.responses ?? {}
      if (!(status in responses)) return [`${status} is not among its answers`]
      const schema = responses[status]
      return schema ? faultsOf(schema, body, 'answer') : []
    },

    /** An object of that definition: what is given, and the plainest values for what else it must have. */
    make(definition: string, given: object): Record<string, unknown> {
      return { ...(plainest({ $ref: `#/definitions/${definition}` }, definitions) as object), ...given }
    },
  }
}

function formOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>[^/]+)`)}$`)
}

function plainest(schema: Schema, definitions: Record<string, Schema>): unknown {
  const { $ref, type, format, properties, required, enum: values, anyOf, oneOf, allOf } = schema
  if (typeof $ref === 'string') return plainest(definitions[$ref.slice('#/definitions/'.length)] ?? {}, definitions)
  if (Array.isArray(values)) return values[0]
  if (Array.isArray(type)) return type.includes('null') ? null : plainest({ ...schema, type: type[0] }, definitions)
  if (type === undefined)
    for (const choice of [anyOf, oneOf, allOf]) if (Array.isArray(choice)) return plainest(choice[0], definitions)
  if (type === 'array') return []
  if (type === 'boolean') return false
  if (type === 'integer' || type === 'number') return 1
  if (type === 'string')
    return format === 'uri' ? 'https://example.org/' : format === 'date-time' ? '2026-01-01T00:00:00Z' : ''
  const shapes = properties as Record<string, Schema> | undefined
  const names = Array.isArray(required) ? (required as string[]) : []
  return Object.fromEntries(names.map((name) => [name, plainest(shapes?.[name] ?? {}, definitions)]))
}
