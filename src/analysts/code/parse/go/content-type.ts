import { own } from '../../../../core/own.ts'
import type { CallExpression, Expression, Statement } from '../../program.ts'

const SETTERS = new Set(['Set', 'Add', 'Header', 'SetHeader', 'SetContentType', 'Type'])

/** What a browser may run a script of. */
const RUNS = /html|xml|svg|javascript|ecmascript|multipart/i

/**
 * Setting the type of a response decides whether what follows is markup. `w.Header().Set("Content-Type", …)` is followed by an assignment of
 * `markup` or `data` to `w.contentType`, which rules ask for as a field of the response. None where the call says nothing of it.
 */
export function contentTypeSet(value: Expression): Statement[] {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || !SETTERS.has(value.callee.property)) return []
  const type = typeIn(value, value.callee.property)
  if (type === undefined) return []
  const { at } = value
  const place: Expression = { kind: 'member', at, object: responseOf(value.callee.object), property: 'contentType' }
  const kind: Expression = { kind: 'literal', at, value: RUNS.test(type) ? 'markup' : 'data' }
  return [{ kind: 'expression', at, value: { kind: 'assign', at, target: { kind: 'place', at, place }, value: kind } }]
}

function typeIn({ arguments: values }: CallExpression, setter: string): string | undefined {
  const [name, type] = setter === 'SetContentType' || setter === 'Type' ? [undefined, values[0]] : values
  if (name !== undefined && !(constantOf(name) ?? '').toLowerCase().startsWith('content-type')) return undefined
  return type === undefined ? undefined : constantOf(type)
}

function constantOf(value: Expression): string | undefined {
  if (value.kind === 'member')
    return constantOf({ kind: 'literal', at: value.at, value: own(NAMES, value.property) ?? null })
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}

/** Constants that web frameworks give these words. */
const NAMES: Readonly<Record<string, string>> = {
  HeaderContentType: 'Content-Type',
  MIMEApplicationJSON: 'application/json',
  MIMEApplicationJSONCharsetUTF8: 'application/json',
  MIMETextPlain: 'text/plain',
  MIMETextPlainCharsetUTF8: 'text/plain',
  MIMETextHTML: 'text/html',
  MIMETextHTMLCharsetUTF8: 'text/html',
}

/** The response behind `w.Header()`. */
function responseOf(headers: Expression): Expression {
  return headers.kind === 'call' && headers.callee.kind === 'member' && headers.callee.property === 'Header'
    ? headers.callee.object
    : headers
}
