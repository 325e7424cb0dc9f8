import type { Expression, Pattern, Statement } from '../../program.ts'
import { again, binaryOperator } from '../build.ts'
import { fieldOf, fieldsOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { listOf } from './expressions.ts'
import { type Lowering, patternOf } from './lowering.ts'
import { elementOf } from './operators.ts'
import { typeText } from './types.ts'

/** `a, b = x, y` and `a += b`. */
export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const left = fieldOf(node, 'left')
  const right = fieldOf(node, 'right')
  if (left === undefined || right === undefined) return []
  const targets = partsOf(left)
  const target = targetOf(targets, lowering)
  const value = valueFor(targets.length, right, lowering)
  if (target === undefined) return [{ kind: 'expression', at, value }]
  const written = fieldOf(node, 'operator')?.type ?? '='
  const assigned: Expression =
    written === '='
      ? { kind: 'assign', at, target, value }
      : { kind: 'assign', at, target, operator: binaryOperator(written.slice(0, -1)), value }
  return [{ kind: 'expression', at, value: assigned }]
}

/** `a, b := x, y`. */
export function lowerShortDeclaration(node: SyntaxNode, lowering: Lowering): Statement[] {
  const left = fieldOf(node, 'left')
  const right = fieldOf(node, 'right')
  if (left === undefined || right === undefined) return []
  const targets = partsOf(left)
  return declared(node, targetOf(targets, lowering), valueFor(targets.length, right, lowering))
}

/** `var a, b T = x, y`, and `const`. */
export function lowerSpecification(node: SyntaxNode, lowering: Lowering): Statement[] {
  const names = fieldsOf(node, 'name')
  const right = fieldOf(node, 'value')
  const type = typeText(fieldOf(node, 'type'))
  if (right === undefined) return names.flatMap((name) => declared(node, targetOf([name], lowering), undefined, type))
  return declared(node, targetOf(names, lowering), valueFor(names.length, right, lowering), type)
}

function declared(node: SyntaxNode, target: Pattern | undefined, value?: Expression, type = ''): Statement[] {
  const at = spanOf(node)
  if (target === undefined) return value === undefined ? [] : [{ kind: 'expression', at, value }]
  const exported = target.kind === 'name' && isExported(target.name)
  return [
    {
      kind: 'declare',
      at,
      target,
      exported,
      ...(type === '' ? {} : { type }),
      ...(value === undefined ? {} : { value }),
    },
  ]
}

/** Whether other packages see the name. */
export function isExported(name: string): boolean {
  const [first = ''] = name
  return first !== first.toLowerCase()
}

/** Undefined where nothing is kept: every target is `_`. */
export function targetOf(targets: readonly SyntaxNode[], lowering: Lowering): Pattern | undefined {
  const patterns = targets.map((target) => patternOf(lowering.expression(target)))
  const [first] = targets
  if (patterns.length === 1 || first === undefined) return patterns[0]
  return patterns.every((pattern) => pattern === undefined)
    ? undefined
    : { kind: 'list', at: spanOf(first), items: patterns }
}

/** What is assigned to so many targets. */
function valueFor(targets: number, right: SyntaxNode, lowering: Lowering): Expression {
  const nodes = partsOf(right)
  const [only] = nodes
  const value = listOf(right, lowering)
  return only !== undefined && nodes.length === 1 && targets === 2 ? withPresence(only, value) : value
}

/** `v, ok := m[k]`, `x.(T)` and `<-c` give a second value: whether it was there. For a map that is a test of the key. */
function withPresence(node: SyntaxNode, value: Expression): Expression {
  const { at } = value
  if (node.type === 'index_expression' && value.kind === 'index') {
    const ok: Expression = { kind: 'binary', at, operator: 'in', left: again(value.index), right: again(value.object) }
    return { kind: 'list', at, items: [value, ok] }
  }
  const isTwofold = node.type === 'type_assertion_expression' || node.type === 'unary_expression'
  return isTwofold ? { kind: 'list', at, items: [value, otherExpression(at, [])] } : value
}

/** `x++` and `x--`. */
export function lowerStep(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const target = targetOf(partsOf(node), lowering)
  if (target === undefined) return []
  const operator = node.type === 'inc_statement' ? '+' : '-'
  const value: Expression = { kind: 'literal', at, value: 1 }
  return [{ kind: 'expression', at, value: { kind: 'assign', at, target, operator, value } }]
}

/** `c <- v` puts the value among the elements of the channel. */
export function lowerSend(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const channel = fieldOf(node, 'channel')
  const sent = fieldOf(node, 'value')
  if (channel === undefined || sent === undefined) return []
  const target: Pattern = { kind: 'place', at, place: elementOf(lowering.expression(channel)) }
  return [{ kind: 'expression', at, value: { kind: 'assign', at, target, value: lowering.expression(sent) } }]
}
