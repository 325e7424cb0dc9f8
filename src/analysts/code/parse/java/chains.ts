import type { Expression } from '../../program.ts'
import { binaryOperator } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { JavaLowering } from './java-lowering.ts'

/** Expressions that grow to the left, `a + b + c` and `a.b().c()`: the field that holds what stands left. */
const LEFT: Readonly<Record<string, string>> = {
  binary_expression: 'left',
  method_invocation: 'object',
  field_access: 'object',
  array_access: 'array',
}

const CHAINED: Readonly<
  Record<string, (node: SyntaxNode, left: Expression | undefined, on: JavaLowering) => Expression>
> = {
  binary_expression: (node, left, on) => {
    const at = spanOf(node)
    const right = fieldOf(node, 'right')
    if (left === undefined || right === undefined) return otherExpression(at, left === undefined ? [] : [left])
    const operator = node.childForFieldName('operator')?.type ?? ''
    const value = on.expression(right)
    if (operator === '&&') return { kind: 'logical', at, operator: 'and', left, right: value }
    if (operator === '||') return { kind: 'logical', at, operator: 'or', left, right: value }
    return { kind: 'binary', at, operator: binaryOperator(operator), left, right: value }
  },
  method_invocation: (node, left, on) => {
    const at = spanOf(node)
    const property = fieldOf(node, 'name')?.text ?? ''
    const callee: Expression =
      left === undefined ? { kind: 'name', at, name: property } : { kind: 'member', at, object: left, property }
    return { kind: 'call', at, callee, arguments: callArguments(node, on), named: [], new: false }
  },
  field_access: (node, left) => {
    const at = spanOf(node)
    const field = fieldOf(node, 'field')
    if (left === undefined) return otherExpression(at, [])
    // `Outer.this` is this object as far as its fields are looked at by name.
    if (field === undefined || field.type === 'this') return { kind: 'name', at, name: 'this' }
    return { kind: 'member', at, object: left, property: field.text }
  },
  array_access: (node, left, on) => {
    const at = spanOf(node)
    const index = fieldOf(node, 'index')
    if (left === undefined || index === undefined) return otherExpression(at, left === undefined ? [] : [left])
    return { kind: 'index', at, object: left, index: on.expression(index) }
  },
}

export function callArguments(node: SyntaxNode, on: JavaLowering): Expression[] {
  const list = fieldOf(node, 'arguments')
  return list === undefined ? [] : partsOf(list).map((part) => on.expression(part))
}

export function isChain(type: string): boolean {
  return type in LEFT
}

/** Such an expression, however long, without a deep stack. */
export function chain(node: SyntaxNode, on: JavaLowering): Expression {
  const links: SyntaxNode[] = []
  let current: SyntaxNode | undefined = node
  let type = node.type
  while (current !== undefined && isChain(type)) {
    links.push(current)
    current = fieldOf(current, LEFT[type] ?? '')
    type = current?.type ?? ''
  }
  let value = current === undefined ? undefined : on.expression(current)
  for (let at = links.length - 1; at >= 0; at--) {
    const link = links[at]
    if (link !== undefined) value = CHAINED[link.type]?.(link, value, on)
  }
  return value ?? otherExpression(spanOf(node), [])
}
