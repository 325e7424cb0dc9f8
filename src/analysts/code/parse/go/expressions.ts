import { own } from '../../../../core/own.ts'
import type { Expression } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { lowerCall, lowerConversion } from './calls.ts'
import { lowerComposite } from './composites.ts'
import { LITERAL_TYPES, literalOf } from './literals.ts'
import { type Lowering, packageNamed } from './lowering.ts'
import { lowerBinary, lowerUnary } from './operators.ts'
import { typeText } from './types.ts'

type LowerExpression = (node: SyntaxNode, lowering: Lowering) => Expression

const BY_TYPE: Readonly<Record<string, LowerExpression>> = {
  ...Object.fromEntries(LITERAL_TYPES.map((type) => [type, literalOf])),
  identifier: nameOf,
  field_identifier: nameOf,
  package_identifier: nameOf,
  type_identifier: nameOf,
  blank_identifier: nameOf,
  selector_expression: lowerSelector,
  qualified_type: lowerQualified,
  call_expression: lowerCall,
  type_conversion_expression: lowerConversion,
  composite_literal: lowerComposite,
  binary_expression: lowerBinary,
  unary_expression: lowerUnary,
  index_expression: lowerIndex,
  slice_expression: lowerSlice,
  type_assertion_expression: lowerAssertion,
  type_instantiation_expression: lowerFirst,
  generic_type: lowerFirst,
  parenthesized_expression: lowerFirst,
  literal_element: lowerFirst,
  variadic_argument: (node, lowering) => ({ kind: 'spread', at: spanOf(node), value: lowerFirst(node, lowering) }),
  func_literal: (node, lowering) => ({ kind: 'function', at: spanOf(node), function: lowering.function(node) }),
  expression_list: (node, lowering) => listOf(node, lowering),
}

/** Types that stand where a value could: there is nothing in them for the flow of data. */
const TYPES = /_type$|^type_/

/** Any expression; what has no word here becomes what its parts are. */
export function lowerExpression(node: SyntaxNode, lowering: Lowering): Expression {
  const lower = BY_TYPE[node.type]
  if (lower !== undefined) return lower(node, lowering)
  if (TYPES.test(node.type)) return otherExpression(spanOf(node), [])
  return otherExpression(
    spanOf(node),
    partsOf(node).map((part) => lowering.expression(part)),
  )
}

/** One expression as itself, several as a list: what is assigned, returned or declared. */
export function listOf(node: SyntaxNode, lowering: Lowering): Expression {
  const items = partsOf(node).map((part) => lowering.expression(part))
  const [only] = items
  return only !== undefined && items.length === 1 ? only : { kind: 'list', at: spanOf(node), items }
}

function nameOf(node: SyntaxNode): Expression {
  return { kind: 'name', at: spanOf(node), name: node.text }
}

function lowerFirst(node: SyntaxNode, lowering: Lowering): Expression {
  const [inner] = partsOf(node)
  return inner === undefined ? otherExpression(spanOf(node), []) : lowering.expression(inner)
}

/** Constants of `crypto/tls`, as the protocol numbers its versions (RFC 8446, 4.2.1). */
const TLS_VERSIONS: Readonly<Record<string, number>> = {
  VersionSSL30: 0x300,
  VersionTLS10: 0x301,
  VersionTLS11: 0x302,
  VersionTLS12: 0x303,
  VersionTLS13: 0x304,
}

function lowerSelector(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const operand = fieldOf(node, 'operand')
  const field = fieldOf(node, 'field')
  const version = packageNamed(operand, lowering) === 'crypto/tls' ? own(TLS_VERSIONS, field?.text ?? '') : undefined
  if (version !== undefined) return { kind: 'literal', at, value: version }
  const object = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  return field === undefined ? object : { kind: 'member', at, object, property: field.text }
}

/** `pkg.Type` where a value stands: a conversion's callee, a method of a type. */
function lowerQualified(node: SyntaxNode): Expression {
  const at = spanOf(node)
  const object: Expression = { kind: 'name', at, name: fieldOf(node, 'package')?.text ?? '' }
  return { kind: 'member', at, object, property: fieldOf(node, 'name')?.text ?? '' }
}

/** `a[b]`; of a generic function it is the function. */
function lowerIndex(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const operand = fieldOf(node, 'operand')
  const key = fieldOf(node, 'index')
  const object = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  return key === undefined ? object : { kind: 'index', at, object, index: lowering.expression(key) }
}

/** A start that is left out is zero. */
function lowerSlice(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const operand = fieldOf(node, 'operand')
  const object = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  const start = fieldOf(node, 'start')
  const ends = ['end', 'capacity'].map((name) => fieldOf(node, name)).filter((end) => end !== undefined)
  const first: Expression = start === undefined ? { kind: 'literal', at, value: 0 } : lowering.expression(start)
  return { kind: 'slice', at, object, parts: [first, ...ends.map((end) => lowering.expression(end))] }
}

function lowerAssertion(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const operand = fieldOf(node, 'operand')
  const value = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  return { kind: 'cast', at, type: typeText(fieldOf(node, 'type')), value }
}
