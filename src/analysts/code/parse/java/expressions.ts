import type { Expression, Pattern } from '../../program.ts'
import { binaryOperator, plainFunction } from '../build.ts'
import { fieldOf, fieldsOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { annotation } from './annotations.ts'
import { callArguments, chain, isChain } from './chains.ts'
import { dottedName } from './dotted-name.ts'
import type { JavaLowering } from './java-lowering.ts'
import { numberLiteral, stringLiteral } from './literals.ts'
import { bindPatterns } from './patterns.ts'
import { switchValue } from './switches.ts'
import { typeName } from './types.ts'

type LowerOne = (node: SyntaxNode, on: JavaLowering) => Expression

const EXPRESSIONS: Readonly<Record<string, LowerOne>> = {
  identifier: (node) => ({ kind: 'name', at: spanOf(node), name: node.text }),
  this: (node) => ({ kind: 'name', at: spanOf(node), name: 'this' }),
  super: (node) => ({ kind: 'name', at: spanOf(node), name: 'super' }),
  scoped_identifier: (node) => dottedName(node.text, spanOf(node)),
  type_identifier: (node) => ({ kind: 'name', at: spanOf(node), name: node.text }),
  scoped_type_identifier: typeAsName,
  generic_type: typeAsName,
  array_type: typeAsName,
  true: (node) => ({ kind: 'literal', at: spanOf(node), value: true }),
  false: (node) => ({ kind: 'literal', at: spanOf(node), value: false }),
  null_literal: (node) => ({ kind: 'literal', at: spanOf(node), value: null }),
  string_literal: stringLiteral,
  character_literal: stringLiteral,
  decimal_integer_literal: numberLiteral,
  hex_integer_literal: numberLiteral,
  octal_integer_literal: numberLiteral,
  binary_integer_literal: numberLiteral,
  decimal_floating_point_literal: numberLiteral,
  hex_floating_point_literal: numberLiteral,
  parenthesized_expression: (node, on) => only(node, on),
  assignment_expression: assignment,
  update_expression: update,
  unary_expression: unary,
  ternary_expression: ternary,
  cast_expression: (node, on) => {
    const type = fieldOf(node, 'type')
    const value = fieldOf(node, 'value')
    if (type === undefined || value === undefined) return other(node, on)
    return { kind: 'cast', at: spanOf(node), type: typeName(type), value: on.expression(value) }
  },
  instanceof_expression: instanceOf,
  object_creation_expression: creation,
  array_creation_expression: arrayCreation,
  array_initializer: listOf,
  element_value_array_initializer: listOf,
  class_literal: (node) => {
    const type = partsOf(node)[0]
    const object = dottedName(type === undefined ? '' : typeName(type), spanOf(node))
    return { kind: 'member', at: spanOf(node), object, property: 'class' }
  },
  lambda_expression: (node, on) => ({ kind: 'function', at: spanOf(node), function: on.lambda(node) }),
  method_reference: methodReference,
  switch_expression: switchValue,
  annotation,
  marker_annotation: annotation,
}

/** An expression, long chains to the left without a deep stack; what is unknown becomes `other`. */
export function lowerExpression(node: SyntaxNode, on: JavaLowering): Expression {
  const { type } = node
  if (isChain(type)) return chain(node, on)
  return (EXPRESSIONS[type] ?? other)(node, on)
}

function other(node: SyntaxNode, on: JavaLowering): Expression {
  return otherExpression(
    spanOf(node),
    partsOf(node).map((part) => on.expression(part)),
  )
}

function only(node: SyntaxNode, on: JavaLowering): Expression {
  const [part] = partsOf(node)
  return part === undefined ? otherExpression(spanOf(node), []) : on.expression(part)
}

function typeAsName(node: SyntaxNode): Expression {
  return dottedName(typeName(node), spanOf(node))
}

function listOf(node: SyntaxNode, on: JavaLowering): Expression {
  return { kind: 'list', at: spanOf(node), items: partsOf(node).map((part) => on.expression(part)) }
}

/** Where a value goes: a name, a member or an element. */
function targetOf(node: SyntaxNode, on: JavaLowering): Pattern {
  const at = spanOf(node)
  if (node.type === 'identifier') return { kind: 'name', at, name: node.text }
  return { kind: 'place', at, place: on.expression(node) }
}

function assignment(node: SyntaxNode, on: JavaLowering): Expression {
  const left = fieldOf(node, 'left')
  const right = fieldOf(node, 'right')
  if (left === undefined || right === undefined) return other(node, on)
  const operator = node.childForFieldName('operator')?.type ?? '='
  const at = spanOf(node)
  const target = targetOf(left, on)
  const value = on.expression(right)
  if (operator === '=') return { kind: 'assign', at, target, value }
  return { kind: 'assign', at, target, operator: binaryOperator(operator.slice(0, -1)), value }
}

function update(node: SyntaxNode, on: JavaLowering): Expression {
  const [operand] = partsOf(node)
  const at = spanOf(node)
  if (operand === undefined) return otherExpression(at, [])
  const operator = node.children.some((child) => child?.type === '--') ? '-' : '+'
  return { kind: 'assign', at, target: targetOf(operand, on), operator, value: { kind: 'literal', at, value: 1 } }
}

const UNARY: Readonly<Record<string, 'not' | 'minus'>> = { '!': 'not', '-': 'minus' }

function unary(node: SyntaxNode, on: JavaLowering): Expression {
  const inner = fieldOf(node, 'operand')
  if (inner === undefined) return other(node, on)
  const at = spanOf(node)
  const sign = node.childForFieldName('operator')?.type ?? ''
  const operand = on.expression(inner)
  if (operand.kind === 'literal' && typeof operand.value === 'number' && (sign === '-' || sign === '+'))
    return { kind: 'literal', at, value: sign === '-' ? -operand.value : operand.value }
  return { kind: 'unary', at, operator: UNARY[sign] ?? 'other', operand }
}

function ternary(node: SyntaxNode, on: JavaLowering): Expression {
  const test = fieldOf(node, 'condition')
  const then = fieldOf(node, 'consequence')
  const last = fieldOf(node, 'alternative')
  if (test === undefined || then === undefined || last === undefined) return other(node, on)
  return {
    kind: 'conditional',
    at: spanOf(node),
    test: on.expression(test),
    consequent: on.expression(then),
    alternate: on.expression(last),
  }
}

/** `x instanceof T t` binds `t` on the way: the left side becomes `t = (T) x`. */
function instanceOf(node: SyntaxNode, on: JavaLowering): Expression {
  const left = fieldOf(node, 'left')
  if (left === undefined) return other(node, on)
  const at = spanOf(node)
  const pattern = fieldOf(node, 'pattern')
  const value = on.expression(left)
  if (pattern !== undefined) return bindPatterns(pattern, value)
  const type = fieldOf(node, 'right')
  const name = fieldOf(node, 'name')
  if (type === undefined) return otherExpression(at, [value])
  const bound: Expression =
    name === undefined
      ? value
      : {
          kind: 'assign',
          at,
          target: { kind: 'name', at: spanOf(name), name: name.text },
          value: { kind: 'cast', at, type: typeName(type), value },
        }
  return { kind: 'binary', at, operator: 'instanceof', left: bound, right: dottedName(typeName(type), spanOf(type)) }
}

function creation(node: SyntaxNode, on: JavaLowering): Expression {
  const type = fieldOf(node, 'type')
  const name = type === undefined ? '' : typeName(type)
  const at = spanOf(node)
  const callee = dottedName(name, at)
  const args = callArguments(node, on)
  const body = node.lastNamedChild
  if (body?.type !== 'class_body') return { kind: 'call', at, callee, arguments: args, named: [], new: true }
  return { kind: 'call', at, callee, arguments: args, named: [], new: true, body: on.anonymousClass(body, name) }
}

const LONGEST_ARRAY = 64

/** `new T[]{…}` is its elements, `new T[3]` three times null; an array of unknown length begins empty. */
function arrayCreation(node: SyntaxNode, on: JavaLowering): Expression {
  const at = spanOf(node)
  const value = fieldOf(node, 'value')
  if (value !== undefined) return on.expression(value)
  const [size] = fieldsOf(node, 'dimensions')
    .filter((dimension) => dimension.type === 'dimensions_expr')
    .map((dimension) => only(dimension, on))
  const length = size?.kind === 'literal' && typeof size.value === 'number' ? size.value : 0
  if (length < 0 || length > LONGEST_ARRAY) return { kind: 'list', at, items: [] }
  return { kind: 'list', at, items: Array.from({ length }, () => ({ kind: 'literal', at, value: null })) }
}

/** `X::new` is a function that makes one; any other is the method itself. */
function methodReference(node: SyntaxNode, on: JavaLowering): Expression {
  const at = spanOf(node)
  const [object, ...rest] = partsOf(node)
  if (object === undefined) return otherExpression(at, [])
  const method = rest.at(-1)
  if (method !== undefined && method.type === 'identifier')
    return { kind: 'member', at, object: on.expression(object), property: method.text }
  const given: Expression = { kind: 'spread', at, value: { kind: 'name', at, name: 'given' } }
  const made: Expression = {
    kind: 'call',
    at,
    callee: dottedName(typeName(object), at),
    arguments: [given],
    named: [],
    new: true,
  }
  return {
    kind: 'function',
    at,
    function: plainFunction(at, {
      parameters: [{ target: { kind: 'name', at, name: 'given' }, rest: 'list', annotations: [] }],
      body: [{ kind: 'return', at, value: made }],
    }),
  }
}
