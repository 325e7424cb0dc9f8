import type { Expression, ObjectEntry } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { lowerCall, lowerNew } from './calls.ts'
import { lowerElement } from './elements.ts'
import { lowerNumber, lowerRegex, lowerString, lowerTemplate } from './literals.ts'
import type { Lowering } from './lowering.ts'
import { lowerAssignment, lowerAugmented, lowerBinary, lowerUnary, lowerUpdate } from './operators.ts'
import { keyText } from './patterns.ts'
import { typeName } from './types.ts'

type LowerExpression = (node: SyntaxNode, lowering: Lowering) => Expression

/** An expression; what is not in the table holds what its parts hold. */
export function lowerExpression(node: SyntaxNode, lowering: Lowering): Expression {
  const lower = EXPRESSIONS[node.type]
  return lower === undefined ? otherOf(node, lowering) : lower(node, lowering)
}

function otherOf(node: SyntaxNode, lowering: Lowering): Expression {
  return otherExpression(
    spanOf(node),
    partsOf(node)
      .filter(({ type }) => !type.includes('type') || type === 'type_assertion')
      .map(lowering.expression),
  )
}

function constant(value: boolean | null): LowerExpression {
  return (node) => ({ kind: 'literal', at: spanOf(node), value })
}

function name(node: SyntaxNode): Expression {
  return { kind: 'name', at: spanOf(node), name: node.text }
}

function inner(node: SyntaxNode, lowering: Lowering): Expression {
  const [first] = partsOf(node)
  return first === undefined ? otherExpression(spanOf(node), []) : lowering.expression(first)
}

/** `(0, module.call)` is how compilers write a call without `this`. */
function sequence(node: SyntaxNode, lowering: Lowering): Expression {
  const parts = partsOf(node)
  const last = parts.at(-1)
  if (parts.length === 2 && parts[0]?.type === 'number' && last !== undefined) return lowering.expression(last)
  return otherOf(node, lowering)
}

function member(node: SyntaxNode, lowering: Lowering): Expression {
  const object = fieldOf(node, 'object')
  const property = fieldOf(node, 'property')
  if (object === undefined || property === undefined) return inner(node, lowering)
  return {
    kind: 'member',
    at: spanOf(node),
    object: lowering.expression(object),
    property: property.text,
    ...(fieldOf(node, 'optional_chain') && { optional: true }),
  }
}

function index(node: SyntaxNode, lowering: Lowering): Expression {
  const object = fieldOf(node, 'object')
  const at = fieldOf(node, 'index')
  if (object === undefined || at === undefined) return inner(node, lowering)
  return { kind: 'index', at: spanOf(node), object: lowering.expression(object), index: lowering.expression(at) }
}

function conditional(node: SyntaxNode, lowering: Lowering): Expression {
  const [test, then, otherwise] = [
    fieldOf(node, 'condition'),
    fieldOf(node, 'consequence'),
    fieldOf(node, 'alternative'),
  ]
  if (test === undefined || then === undefined || otherwise === undefined) return otherOf(node, lowering)
  return {
    kind: 'conditional',
    at: spanOf(node),
    test: lowering.expression(test),
    consequent: lowering.expression(then),
    alternate: lowering.expression(otherwise),
  }
}

function list(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'list', at: spanOf(node), items: partsOf(node).map(lowering.expression) }
}

function object(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'object', at: spanOf(node), entries: partsOf(node).map((one) => entry(one, lowering)) }
}

function entry(node: SyntaxNode, lowering: Lowering): ObjectEntry {
  if (node.type === 'spread_element') return { value: spread(node, lowering) }
  if (node.type === 'shorthand_property_identifier') return { key: node.text, value: name(node) }
  const key = fieldOf(node, 'key') ?? fieldOf(node, 'name')
  const value = node.type === 'pair' ? fieldOf(node, 'value') : node
  return { ...keyOf(key, lowering), value: value === undefined ? inner(node, lowering) : lowering.expression(value) }
}

function keyOf(key: SyntaxNode | undefined, lowering: Lowering): Pick<ObjectEntry, 'key' | 'computed'> {
  if (key === undefined) return {}
  const text = keyText(key)
  return text === undefined ? { computed: inner(key, lowering) } : { key: text }
}

function waited(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'await', at: spanOf(node), value: inner(node, lowering) }
}

function spread(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'spread', at: spanOf(node), value: inner(node, lowering) }
}

function cast(node: SyntaxNode, lowering: Lowering): Expression {
  const [value, type] = partsOf(node)
  if (value === undefined) return otherExpression(spanOf(node), [])
  return { kind: 'cast', at: spanOf(node), type: typeName(type) ?? '', value: lowering.expression(value) }
}

/** `<Type>value`. */
function assertion(node: SyntaxNode, lowering: Lowering): Expression {
  const [type, value] = partsOf(node)
  if (value === undefined) return otherExpression(spanOf(node), [])
  const [named] = type === undefined ? [] : partsOf(type)
  return { kind: 'cast', at: spanOf(node), type: typeName(named) ?? '', value: lowering.expression(value) }
}

function functionValue(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'function', at: spanOf(node), function: lowering.function(node) }
}

function classValue(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'class', at: spanOf(node), class: lowering.class(node) }
}

const EXPRESSIONS: Readonly<Record<string, LowerExpression>> = {
  identifier: name,
  type_identifier: name,
  property_identifier: name,
  nested_identifier: member,
  this: name,
  super: name,
  import: name,
  meta_property: name,
  undefined: constant(null),
  null: constant(null),
  true: constant(true),
  false: constant(false),
  string: lowerString,
  number: lowerNumber,
  regex: lowerRegex,
  template_string: lowerTemplate,
  parenthesized_expression: inner,
  non_null_expression: inner,
  satisfies_expression: inner,
  instantiation_expression: inner,
  sequence_expression: sequence,
  member_expression: member,
  subscript_expression: index,
  call_expression: lowerCall,
  new_expression: lowerNew,
  binary_expression: lowerBinary,
  unary_expression: lowerUnary,
  update_expression: lowerUpdate,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAugmented,
  ternary_expression: conditional,
  array: list,
  object,
  spread_element: spread,
  await_expression: waited,
  yield_expression: waited,
  as_expression: cast,
  type_assertion: assertion,
  arrow_function: functionValue,
  function_expression: functionValue,
  generator_function: functionValue,
  method_definition: functionValue,
  class: classValue,
  jsx_element: lowerElement,
  jsx_self_closing_element: lowerElement,
  jsx_expression: inner,
}
