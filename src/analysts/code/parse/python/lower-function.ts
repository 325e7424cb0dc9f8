import type { Expression, FunctionCode, Parameter, Statement } from '../../program.ts'
import { declareName, lastWord, literalOf, nameOf, namePattern, plainFunction } from '../build.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, innerFrame, lowerBlock, lowerExpression, tokenSpan } from './frame.ts'
import { lowerPattern } from './lower-pattern.ts'
import { YIELDED } from './lower-yield.ts'
import { routeTypes } from './route-types.ts'
import { writtenType } from './written-type.ts'

export function lowerFunction(node: SyntaxNode, annotations: readonly Expression[], frame: Frame): FunctionCode {
  const marks = new Set(annotations.map(lastWord))
  const inner = innerFrame(frame, 'function', isContextManager(marks) ? 'value' : 'list')
  const name = fieldOf(node, 'name')?.text ?? ''
  const body = lowerBlock(fieldOf(node, 'body'), inner)
  const { type: returns } = writtenType(fieldOf(node, 'return_type'), frame)
  return {
    name,
    at: spanOf(node),
    parameters: withRouteTypes(lowerParameters(fieldOf(node, 'parameters'), frame), annotations),
    body: inner.yields ? generatorBody(node, inner, body) : body,
    annotations,
    ...(returns === undefined ? {} : { returns }),
    async: node.firstChild?.type === 'async',
    static: marks.has('staticmethod'),
    visibility: name.startsWith('_') && !name.endsWith('__') ? 'private' : 'public',
  }
}

/** What the route says of a parameter's type, where the parameter does not. */
function withRouteTypes(parameters: Parameter[], annotations: readonly Expression[]): Parameter[] {
  const types = routeTypes(annotations)
  if (types.size === 0) return parameters
  return parameters.map((one) => {
    const type = one.target.kind === 'name' ? types.get(one.target.name) : undefined
    return type === undefined || one.type !== undefined ? one : { ...one, type }
  })
}

function isContextManager(marks: ReadonlySet<string>): boolean {
  return marks.has('contextmanager') || marks.has('asynccontextmanager')
}

function generatorBody(node: SyntaxNode, inner: Frame, body: readonly Statement[]): Statement[] {
  const at = spanOf(node)
  const start: Expression = inner.yielding === 'list' ? { kind: 'list', at, items: [] } : literalOf(at, null)
  for (const one of inner.bareReturns) one.value = nameOf(at, YIELDED)
  return [declareName(at, YIELDED, start), ...body, { kind: 'return', at, value: nameOf(at, YIELDED) }]
}

export function lowerLambda(node: SyntaxNode, frame: Frame): Expression {
  const inner = innerFrame(frame, 'function')
  const body = fieldOf(node, 'body')
  const at = spanOf(node)
  const value = lowerExpression(body, inner, node)
  return {
    kind: 'function',
    at,
    function: plainFunction(at, {
      parameters: lowerParameters(fieldOf(node, 'parameters'), frame),
      body: [{ kind: 'return', at, value }],
    }),
  }
}

function lowerParameters(node: SyntaxNode | undefined, frame: Frame): Parameter[] {
  if (node === undefined) return []
  return partsOf(node).flatMap((part) => lowerParameter(part, frame) ?? [])
}

function lowerParameter(node: SyntaxNode, frame: Frame): Parameter | undefined {
  switch (node.type) {
    case 'identifier':
      return { target: namePattern(tokenSpan(node), node.text), annotations: [] }
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return restParameter(node)
    case 'typed_parameter':
      return withType(node, partsOf(node)[0], frame)
    case 'default_parameter':
    case 'typed_default_parameter':
      return withDefault(node, frame)
    case 'tuple_pattern': {
      const target = lowerPattern(node, frame)
      return target === undefined ? undefined : { target, annotations: [] }
    }
    default:
      return undefined
  }
}

function restParameter(node: SyntaxNode): Parameter {
  const name = partsOf(node)[0]
  const target = namePattern(tokenSpan(node), name?.text ?? '')
  return { target, rest: node.type === 'list_splat_pattern' ? 'list' : 'map', annotations: [] }
}

function withType(node: SyntaxNode, name: SyntaxNode | undefined, frame: Frame): Parameter | undefined {
  const plain = name === undefined ? undefined : lowerParameter(name, frame)
  if (plain === undefined) return undefined
  return { ...plain, ...writtenType(fieldOf(node, 'type'), frame) }
}

function withDefault(node: SyntaxNode, frame: Frame): Parameter | undefined {
  const typed = withType(node, fieldOf(node, 'name'), frame)
  const value = fieldOf(node, 'value')
  if (typed === undefined || value === undefined) return typed
  return { ...typed, default: lowerExpression(value, frame, value) }
}
