import { z } from 'zod'
import { FAULT_CODES } from '../core/fault.ts'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

/** The description of the API (OpenAPI 3.1), from the same routes that are served. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Watchfloor', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Fault: FAULT },
    },
  }
}

const FAULT: Json = {
  type: 'object',
  required: ['code', 'message', 'hint'],
  properties: {
    code: { type: 'string', enum: [...Object.keys(FAULT_CODES), 'unauthenticated', 'forbidden', 'too-many'] },
    message: { type: 'string' },
    hint: { type: 'string' },
  },
}

function operationOf({ method, path, role, summary, params, query, body, response, status = 200 }: Route): Json {
  const fault = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
  })
  const content =
    response instanceof z.ZodType
      ? { 'application/json': { schema: schemaOf(response, 'output') } }
      : { [response.media]: {} }
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/{}._-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    'x-role': role,
    ...(role !== 'public' && role !== 'signed' && { security: [{ token: [] }] }),
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [status]: { description: summary, content },
      ...((params || query || body) && { 400: fault('The request does not fit.') }),
      ...(role !== 'public' && {
        401: fault('Nobody, or a token that is none.'),
        403: fault('The role is not enough.'),
      }),
    },
  }
}

function parametersOf(where: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: own,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
