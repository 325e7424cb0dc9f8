import type { Expression } from '../../program.ts'
import { literalOf, nameOf } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression, oneDeeper, tokenSpan } from './frame.ts'
import { lowerConcatenated, lowerNumber, lowerString } from './literals.ts'
import { lowerAssignExpression, lowerAugmented } from './lower-assignment.ts'
import { lowerCall, lowerPrint } from './lower-call.ts'
import { lowerComprehension, lowerDictionary, lowerList } from './lower-collection.ts'
import { lowerLambda } from './lower-function.ts'
import { lowerBinary, lowerBoolean, lowerComparison, lowerUnary } from './lower-operator.ts'
import { lowerYield } from './lower-yield.ts'

type LowerExpression = (node: SyntaxNode, frame: Frame) => Expression

/** What each kind of expression becomes. */
const EXPRESSIONS: Readonly<Record<string, LowerExpression>> = {
  identifier: (node) => nameOf(tokenSpan(node), node.text),
  keyword_identifier: (node) => nameOf(tokenSpan(node), node.text),
  dotted_name: lowerDottedName,
  string: lowerString,
  concatenated_string: lowerConcatenated,
  integer: lowerNumber,
  float: lowerNumber,
  true: (node) => literalOf(tokenSpan(node), true),
  false: (node) => literalOf(tokenSpan(node), false),
  none: (node) => literalOf(tokenSpan(node), null),
  ellipsis: (node) => otherExpression(tokenSpan(node), []),
  attribute: lowerAttribute,
  subscript: lowerSubscript,
  call: lowerCall,
  print_statement: lowerPrint,
  binary_operator: lowerBinary,
  boolean_operator: lowerBoolean,
  comparison_operator: lowerComparison,
  not_operator: lowerUnary,
  unary_operator: lowerUnary,
  conditional_expression: lowerConditional,
  parenthesized_expression: lowerOnly,
  type: lowerOnly,
  list: lowerList,
  tuple: lowerList,
  set: lowerList,
  expression_list: lowerList,
  dictionary: lowerDictionary,
  list_comprehension: lowerComprehension,
  set_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
  list_splat: lowerSpread,
  dictionary_splat: lowerSpread,
  lambda: lowerLambda,
  named_expression: lowerAssignExpression,
  assignment: lowerAssignExpression,
  augmented_assignment: lowerAugmented,
  await: (node, frame) => ({ kind: 'await', at: spanOf(node), value: lowerOnly(node, frame) }),
  yield: lowerYield,
}

/** Any expression of Python; a kind that has no word here becomes a hole with its parts. */
export function lowerAnyExpression(node: SyntaxNode, frame: Frame): Expression {
  const lower = EXPRESSIONS[node.type] ?? lowerOther
  return oneDeeper(node, frame, () => lower(node, frame))
}

function lowerOther(node: SyntaxNode, frame: Frame): Expression {
  return otherExpression(
    spanOf(node),
    partsOf(node).map((part) => lowerExpression(part, frame, part)),
  )
}

function lowerOnly(node: SyntaxNode, frame: Frame): Expression {
  return lowerExpression(partsOf(node)[0], frame, node)
}

/** `a.b` in a pattern or a decorator; a module that was imported by its dotted name is one name. */
function lowerDottedName(node: SyntaxNode, frame: Frame): Expression {
  const [first, ...rest] = partsOf(node)
  const start = nameOf(spanOf(node), first?.text ?? '')
  return rest.reduce((object, part) => memberOf(node, object, part.text, frame), start)
}

function lowerAttribute(node: SyntaxNode, frame: Frame): Expression {
  const object = lowerExpression(fieldOf(node, 'object'), frame, node)
  const property = fieldOf(node, 'attribute')
  return property === undefined ? object : memberOf(node, object, property.text, frame)
}

function memberOf(node: SyntaxNode, object: Expression, property: string, frame: Frame): Expression {
  if (object.kind === 'name' && frame.dotted.size > 0) {
    const dotted = `${object.name}.${property}`
    if (frame.dotted.has(dotted)) return nameOf(spanOf(node), dotted)
  }
  return { kind: 'member', at: spanOf(node), object, property }
}

/** `a[b]`, `a[b, c]` (a tuple as index) and `a[b:c]` (parts with null for what is left out). */
function lowerSubscript(node: SyntaxNode, frame: Frame): Expression {
  const [value, ...indexes] = partsOf(node)
  const object = lowerExpression(value, frame, node)
  const [index] = indexes
  const at = spanOf(node)
  if (index === undefined) return otherExpression(at, [object])
  if (index.type === 'slice' && indexes.length === 1)
    return { kind: 'slice', at, object, parts: sliceParts(index, frame) }
  if (indexes.length === 1) return { kind: 'index', at, object, index: lowerExpression(index, frame, node) }
  const items = indexes.map((part) => lowerExpression(part, frame, node))
  return { kind: 'index', at, object, index: { kind: 'list', at, items } }
}

function sliceParts(node: SyntaxNode, frame: Frame): Expression[] {
  const parts: Expression[] = []
  let open = true
  for (const child of node.children) {
    if (child === null) continue
    if (child.type === ':') {
      if (open) parts.push(literalOf(tokenSpan(child), null))
      open = true
    } else if (child.isNamed && !child.isExtra) {
      parts.push(lowerExpression(child, frame, child))
      open = false
    }
  }
  if (open) parts.push(literalOf(tokenSpan(node), null))
  return parts
}

function lowerConditional(node: SyntaxNode, frame: Frame): Expression {
  const [then, test, otherwise] = partsOf(node)
  return {
    kind: 'conditional',
    at: spanOf(node),
    test: lowerExpression(test, frame, node),
    consequent: lowerExpression(then, frame, node),
    alternate: lowerExpression(otherwise, frame, node),
  }
}

function lowerSpread(node: SyntaxNode, frame: Frame): Expression {
  return { kind: 'spread', at: spanOf(node), value: lowerOnly(node, frame) }
}
