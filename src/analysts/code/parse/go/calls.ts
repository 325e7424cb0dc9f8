import { own } from '../../../../core/own.ts'
import type { Expression, Span } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { formatParts, spaced } from './formats.ts'
import { type Lowering, packageNamed } from './lowering.ts'
import { typeText } from './types.ts'

/** A call of something known: its arguments lowered, its place, and the nodes where types stand. Undefined where it is a call like any other. */
type Known = (values: readonly Expression[], at: Span, nodes: readonly SyntaxNode[]) => Expression | undefined

const NUMBERS = ['int', 'int8', 'int16', 'int32', 'int64', 'uint', 'uint8', 'uint16', 'uint32', 'uint64', 'uintptr']
const CONVERSIONS = [...NUMBERS, 'float32', 'float64', 'byte', 'rune', 'bool', 'string', 'any', 'error']

const BUILTINS: Readonly<Record<string, Known>> = {
  ...Object.fromEntries(CONVERSIONS.map((type) => [type, conversionTo(type)])),
  append: ([first, ...more], at) =>
    first && { kind: 'list', at, items: [{ kind: 'spread', at: first.at, value: first }, ...more] },
  make: (_, at, [type]) =>
    type?.type === 'map_type' ? { kind: 'object', at, entries: [] } : { kind: 'list', at, items: [] },
  new: (_, at, [type]) =>
    type && { kind: 'cast', at, type: typeText(type), value: { kind: 'object', at, entries: [] } },
}

/** Text that is put together, and writing to what stands first: the same as a method of it, so that its type says what it is. */
const STANDARD: Readonly<Record<string, Known>> = {
  'fmt.Sprintf': (values, at) => templateOf(formatted(values), at),
  'fmt.Sprint': (values, at) => templateOf(plain(values), at),
  'fmt.Sprintln': (values, at) => templateOf(plain(values) && spaced(values), at),
  'fmt.Fprintf': ([to, ...values], at) => writing('Fprintf', to, formatted(values), at),
  'fmt.Fprint': ([to, ...values], at) => writing('Fprint', to, plain(values), at),
  'fmt.Fprintln': ([to, ...values], at) => writing('Fprint', to, plain(values) && spaced(values), at),
  'io.WriteString': ([to, ...values], at) => writing('WriteString', to, plain(values), at),
  'regexp.MustCompile': compiled,
  'regexp.Compile': compiled,
  'path.Clean': ([path], at) => path && rooted('path', path, at),
  'path/filepath.Clean': ([path], at) => path && rooted('filepath', path, at),
  'io.Copy': ([to, from], at) => copying(to, from, at),
  'io.CopyN': ([to, from], at) => copying(to, from, at),
}

function compiled([source]: readonly Expression[], at: Span): Expression | undefined {
  return source?.kind === 'literal' && typeof source.value === 'string'
    ? { kind: 'regex', at, source: source.value, flags: 'g' }
    : undefined
}

/** Cleaning what begins with a slash leaves no `..` that leads out: `path.Clean("/" + name)`. */
function rooted(local: string, path: Expression, at: Span): Expression | undefined {
  const begins = path.kind === 'binary' && path.operator === '+' ? firstTerm(path) : undefined
  if (begins?.kind !== 'literal' || typeof begins.value !== 'string' || !begins.value.startsWith('/')) return undefined
  return methodCall({ kind: 'name', at, name: local }, 'cleanRooted', [path], at)
}

function firstTerm(chain: Expression): Expression {
  let first = chain
  while (first.kind === 'binary') first = first.left
  return first
}

function conversionTo(type: string): Known {
  return (values, at) => {
    const [value] = values
    return value === undefined || values.length > 1 ? undefined : { kind: 'cast', at, type, value }
  }
}

function plain(values: readonly Expression[]): readonly Expression[] | undefined {
  return values.some(({ kind }) => kind === 'spread') ? undefined : values
}

function formatted([format, ...values]: readonly Expression[]): readonly Expression[] | undefined {
  return format && plain(values) && formatParts(format, values)
}

function templateOf(parts: readonly Expression[] | undefined, at: Span): Expression | undefined {
  return parts && { kind: 'template', at, parts }
}

function writing(
  method: string,
  to: Expression | undefined,
  parts: readonly Expression[] | undefined,
  at: Span,
): Expression | undefined {
  return to && parts && methodCall(to, method, [{ kind: 'template', at, parts }], at)
}

function copying(to: Expression | undefined, from: Expression | undefined, at: Span): Expression | undefined {
  return to && from && methodCall(to, 'ReadFrom', [from], at)
}

function methodCall(object: Expression, property: string, values: readonly Expression[], at: Span): Expression {
  const callee: Expression = { kind: 'member', at: object.at, object, property }
  return { kind: 'call', at, callee, arguments: values, named: [], new: false }
}

function knownCall(callee: SyntaxNode, lowering: Lowering): Known | undefined {
  if (callee.type === 'identifier') return own(BUILTINS, callee.text)
  if (callee.type !== 'selector_expression') return undefined
  const from = packageNamed(fieldOf(callee, 'operand'), lowering)
  return from === undefined ? undefined : own(STANDARD, `${from}.${fieldOf(callee, 'field')?.text}`)
}

/** A call; conversions become casts, `append` a list, what `fmt` puts together a template. */
export function lowerCall(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const callee = fieldOf(node, 'function')
  const list = fieldOf(node, 'arguments')
  const nodes = list === undefined ? [] : partsOf(list)
  const values = nodes.map((argument) => lowering.expression(argument))
  if (callee === undefined) return otherExpression(at, values)
  return (
    knownCall(callee, lowering)?.(values, at, nodes) ?? {
      kind: 'call',
      at,
      callee: lowering.expression(callee),
      arguments: values,
      named: [],
      new: false,
    }
  )
}

/** `[]byte(x)`; `f[int](x)` looks the same and is a call. */
export function lowerConversion(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const operand = fieldOf(node, 'operand')
  const type = fieldOf(node, 'type')
  const value = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  if (type?.type !== 'generic_type') return { kind: 'cast', at, type: typeText(type), value }
  const callee = genericCallee(fieldOf(type, 'type'))
  return callee === undefined
    ? otherExpression(at, [value])
    : { kind: 'call', at, callee, arguments: [value], named: [], new: false }
}

function genericCallee(type: SyntaxNode | undefined): Expression | undefined {
  if (type === undefined) return undefined
  const at = spanOf(type)
  const [owner, property] = type.type === 'qualified_type' ? partsOf(type) : [type, undefined]
  if (owner === undefined) return undefined
  const object: Expression = { kind: 'name', at, name: owner.text }
  return property === undefined ? object : { kind: 'member', at, object, property: property.text }
}
