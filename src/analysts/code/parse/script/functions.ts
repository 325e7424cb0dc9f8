import type { Expression, FunctionCode, Parameter, Statement } from '../../program.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'
import { keyText, withDefault } from './patterns.ts'
import { typeName } from './types.ts'

/** A function, arrow function or method. */
export function lowerFunction(node: SyntaxNode, lowering: Lowering, given?: string): FunctionCode {
  const parameters = parameterNodes(node)
  const name = fieldOf(node, 'name')
  const words = modifiers(node)
  const returns = typeName(fieldOf(node, 'return_type'))
  return {
    name: given ?? (name === undefined ? '' : (keyText(name) ?? '')),
    at: spanOf(node),
    parameters: parameters.map((one) => lowerParameter(one, lowering)),
    body: [...ownFields(parameters), ...bodyOf(node, lowering)],
    annotations: [],
    ...(returns !== undefined && { returns }),
    async: words.has('async'),
    static: words.has('static'),
    visibility: visibilityOf(node, words),
  }
}

/** TypeScript's `this` is no parameter. */
function parameterNodes(node: SyntaxNode): SyntaxNode[] {
  const single = fieldOf(node, 'parameter')
  if (single !== undefined) return [single]
  const list = fieldOf(node, 'parameters')
  return list === undefined ? [] : partsOf(list).filter((one) => fieldOf(one, 'pattern')?.type !== 'this')
}

/** An arrow function's expression is what it gives back. */
function bodyOf(node: SyntaxNode, lowering: Lowering): Statement[] {
  const body = fieldOf(node, 'body')
  if (body === undefined) return []
  if (body.type === 'statement_block') return lowering.statements(body)
  return [{ kind: 'return', at: spanOf(body), value: lowering.expression(body) }]
}

function modifiers(node: SyntaxNode): Set<string> {
  const words = new Set<string>()
  for (const child of node.children) {
    if (child === null || child.type === 'formal_parameters') break
    words.add(child.type === 'accessibility_modifier' ? child.text : child.type)
  }
  return words
}

function visibilityOf(node: SyntaxNode, words: ReadonlySet<string>): FunctionCode['visibility'] {
  if (words.has('private') || fieldOf(node, 'name')?.type === 'private_property_identifier') return 'private'
  return words.has('protected') ? 'protected' : 'public'
}

function lowerParameter(node: SyntaxNode, lowering: Lowering): Parameter {
  const pattern = fieldOf(node, 'pattern') ?? node
  const [target, own] = withDefault(pattern, lowering)
  const value = fieldOf(node, 'value')
  const preset = value === undefined ? own : lowering.expression(value)
  const type = typeName(fieldOf(node, 'type'))
  return {
    target,
    ...(type !== undefined && { type }),
    ...(preset && { default: preset }),
    ...(pattern.type === 'rest_pattern' && { rest: 'list' as const }),
    annotations: fieldsOf(node, 'decorator').flatMap((one) => decorator(one, lowering)),
  }
}

/** What stands behind the `@`. */
export function decorator(node: SyntaxNode, lowering: Lowering): Expression[] {
  const [inner] = partsOf(node)
  return inner === undefined ? [] : [lowering.expression(inner)]
}

/** `constructor(private readonly db: Database)` assigns `this.db`. */
function ownFields(parameters: readonly SyntaxNode[]): Statement[] {
  return parameters.filter(isField).flatMap((node) => {
    const pattern = fieldOf(node, 'pattern')
    if (pattern?.type !== 'identifier') return []
    const at = spanOf(node)
    const value: Expression = { kind: 'name', at, name: pattern.text }
    const place: Expression = { kind: 'member', at, object: { kind: 'name', at, name: 'this' }, property: value.name }
    return [{ kind: 'expression', at, value: { kind: 'assign', at, target: { kind: 'place', at, place }, value } }]
  })
}

/** Whether a parameter of a constructor is a field as well. */
export function isField(node: SyntaxNode): boolean {
  return node.children.some((child) => child?.type === 'accessibility_modifier' || child?.type === 'readonly')
}
