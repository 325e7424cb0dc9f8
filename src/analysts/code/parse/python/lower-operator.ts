import { own } from '../../../../core/own.ts'
import type { BinaryOperator, Expression } from '../../program.ts'
import { again, allOf, binaryOf, binaryOperator, literalOf } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression } from './frame.ts'

/** Words and signs that only Python has. */
const OWN: Readonly<Record<string, BinaryOperator>> = { '<>': '!=', 'not in': 'not-in', is: '===', 'is not': '!==' }

/** The operator of an operation or, with its `=`, of an assignment. */
export function operatorOf(text: string): BinaryOperator {
  return own(OWN, text) ?? binaryOperator(text)
}

interface Step {
  operator: string
  right: SyntaxNode | undefined
  node: SyntaxNode
}

/** Walks down the left side without recursion: a sum of thousands of terms is a chain as deep. */
function leftChain(node: SyntaxNode, type: string): { first: SyntaxNode | undefined; steps: Step[] } {
  const steps: Step[] = []
  let first: SyntaxNode | undefined = node
  while (first !== undefined && first.type === type) {
    const operator = fieldOf(first, 'operator')?.type ?? ''
    steps.push({ operator, right: fieldOf(first, 'right'), node: first })
    first = fieldOf(first, 'left')
  }
  return { first, steps: steps.reverse() }
}

export function lowerBinary(node: SyntaxNode, frame: Frame): Expression {
  const { first, steps } = leftChain(node, 'binary_operator')
  return steps.reduce<Expression>(
    (left, step) => arithmetic(step, left, lowerExpression(step.right, frame, step.node)),
    lowerExpression(first, frame, node),
  )
}

/** Floor division has no operator in the common form: it is worked out where both sides are numbers. */
function arithmetic({ operator, node }: Step, left: Expression, right: Expression): Expression {
  const numbers = left.kind === 'literal' && right.kind === 'literal'
  if (operator !== '//' || !numbers) return binaryOf(spanOf(node), operatorOf(operator), left, right)
  const value = Math.floor(Number(left.value) / Number(right.value))
  return Number.isFinite(value) ? literalOf(spanOf(node), value) : otherExpression(spanOf(node), [])
}

export function lowerBoolean(node: SyntaxNode, frame: Frame): Expression {
  const { first, steps } = leftChain(node, 'boolean_operator')
  return steps.reduce<Expression>(
    (left, { operator, right, node: at }) => {
      const logical = operator === 'and' ? 'and' : 'or'
      return { kind: 'logical', at: spanOf(at), operator: logical, left, right: lowerExpression(right, frame, at) }
    },
    lowerExpression(first, frame, node),
  )
}

/** `a < b <= c` is `a < b and b <= c`. */
export function lowerComparison(node: SyntaxNode, frame: Frame): Expression {
  const at = spanOf(node)
  const operands = partsOf(node).map((part) => lowerExpression(part, frame, node))
  const operators = node.childrenForFieldName('operators').map((child) => child?.type ?? '')
  const tests = operands.slice(1).map((right, index) => {
    const left = operands[index] ?? right
    return binaryOf(at, operatorOf(operators[index] ?? ''), index === 0 ? left : again(left), right)
  })
  return allOf(at, tests) ?? otherExpression(at, operands)
}

export function lowerUnary(node: SyntaxNode, frame: Frame): Expression {
  const at = spanOf(node)
  const operand = lowerExpression(fieldOf(node, 'argument'), frame, node)
  if (node.type === 'not_operator') return { kind: 'unary', at, operator: 'not', operand }
  const operator = fieldOf(node, 'operator')?.type
  if (operator === '+') return operand
  if (operator !== '-') return { kind: 'unary', at, operator: 'other', operand }
  if (operand.kind === 'literal' && typeof operand.value === 'number') return literalOf(at, -operand.value)
  return { kind: 'unary', at, operator: 'minus', operand }
}
