import type { Expression, Pattern } from '../../program.ts'
import { again, binaryOperator } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'

const LOGICAL: Readonly<Record<string, 'and' | 'or' | 'nullish'>> = { '&&': 'and', '||': 'or', '??': 'nullish' }

/** A chain to the left is walked, not recursed into: `a + b + …` goes on for thousands of terms. */
export function lowerBinary(node: SyntaxNode, lowering: Lowering): Expression {
  const chain: SyntaxNode[] = []
  let first: SyntaxNode | undefined = node
  while (first?.type === 'binary_expression') {
    chain.push(first)
    first = fieldOf(first, 'left')
  }
  const start = first === undefined ? otherExpression(spanOf(node), []) : lowering.expression(first)
  return chain.reduceRight((left, one) => combined(one, left, lowering), start)
}

function combined(node: SyntaxNode, left: Expression, lowering: Lowering): Expression {
  const word = fieldOf(node, 'operator')?.type ?? ''
  const operand = fieldOf(node, 'right')
  const at = spanOf(node)
  const right = operand === undefined ? otherExpression(at, []) : lowering.expression(operand)
  const logical = LOGICAL[word]
  if (logical !== undefined) return { kind: 'logical', at, operator: logical, left, right }
  return { kind: 'binary', at, operator: binaryOperator(word), left, right }
}

const UNARY: Readonly<Record<string, 'not' | 'minus' | 'typeof'>> = { '!': 'not', '-': 'minus', typeof: 'typeof' }

/** `void 0` is how minifiers write undefined; `+x` is a number. */
export function lowerUnary(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const argument = fieldOf(node, 'argument')
  if (argument === undefined) return otherExpression(at, [])
  const word = fieldOf(node, 'operator')?.type ?? ''
  if (word === 'void' && argument.type === 'number') return { kind: 'literal', at, value: null }
  const operand = lowering.expression(argument)
  if (word === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
    return { kind: 'literal', at, value: -operand.value }
  }
  if (word === '+') return numberOf(operand)
  // `~text.indexOf(part)` is how it was asked whether the part is there.
  if (word === '~' && operand.kind === 'call') {
    return { kind: 'binary', at, operator: '!==', left: operand, right: { kind: 'literal', at, value: -1 } }
  }
  return { kind: 'unary', at, operator: UNARY[word] ?? 'other', operand }
}

function numberOf(operand: Expression): Expression {
  const { at } = operand
  if (operand.kind === 'literal' && typeof operand.value === 'number') return operand
  const callee: Expression = { kind: 'name', at, name: 'Number' }
  return { kind: 'call', at, callee, arguments: [operand], named: [], new: false }
}

/** `i++` is `i += 1`. */
export function lowerUpdate(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const argument = fieldOf(node, 'argument')
  if (argument === undefined) return otherExpression(at, [])
  const operator = fieldOf(node, 'operator')?.type === '--' ? '-' : '+'
  return { kind: 'assign', at, target: lowering.pattern(argument), operator, value: { kind: 'literal', at, value: 1 } }
}

/** `a = b = c = …` goes to the right and is short in practice. */
export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Expression {
  const [target, value] = [fieldOf(node, 'left'), fieldOf(node, 'right')]
  const at = spanOf(node)
  if (target === undefined || value === undefined) return otherExpression(at, partsOf(node).map(lowering.expression))
  return { kind: 'assign', at, target: lowering.pattern(target), value: lowering.expression(value) }
}

/** `a += b`; `a ||= b` is `a = a || b`. */
export function lowerAugmented(node: SyntaxNode, lowering: Lowering): Expression {
  const [target, value] = [fieldOf(node, 'left'), fieldOf(node, 'right')]
  const at = spanOf(node)
  if (target === undefined || value === undefined) return otherExpression(at, partsOf(node).map(lowering.expression))
  const word = (fieldOf(node, 'operator')?.type ?? '').slice(0, -1)
  const right = lowering.expression(value)
  const logical = LOGICAL[word]
  const pattern = lowering.pattern(target)
  if (logical === undefined)
    return { kind: 'assign', at, target: pattern, operator: binaryOperator(word), value: right }
  return {
    kind: 'assign',
    at,
    target: pattern,
    value: { kind: 'logical', at, operator: logical, left: readOf(pattern), right },
  }
}

/** What stands in a place before it is assigned to. */
function readOf(target: Pattern): Expression {
  if (target.kind === 'name') return { kind: 'name', at: target.at, name: target.name }
  return target.kind === 'place' ? again(target.place) : otherExpression(target.at, [])
}
