import type { Expression } from '../../program.ts'
import { binaryOperator } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'

/** A chain `a + b + c …` hangs to the left as deep as it is long, so it is walked and not descended. */
export function lowerBinary(node: SyntaxNode, lowering: Lowering): Expression {
  const links: SyntaxNode[] = []
  let first: SyntaxNode | undefined = node
  while (first?.type === 'binary_expression') {
    links.push(first)
    first = fieldOf(first, 'left')
  }
  let value = first === undefined ? otherExpression(spanOf(node), []) : lowering.expression(first)
  for (const link of links.reverse()) value = joined(link, value, lowering)
  return value
}

function joined(link: SyntaxNode, left: Expression, lowering: Lowering): Expression {
  const at = spanOf(link)
  const written = fieldOf(link, 'operator')?.type ?? ''
  const node = fieldOf(link, 'right')
  if (node === undefined) return otherExpression(at, [left])
  const right = lowering.expression(node)
  if (written === '&&' || written === '||')
    return { kind: 'logical', at, operator: written === '&&' ? 'and' : 'or', left, right }
  return { kind: 'binary', at, operator: binaryOperator(written), left, right }
}

/** A pointer and what it points to are one value; receiving takes some element of the channel. */
export function lowerUnary(node: SyntaxNode, lowering: Lowering): Expression {
  const at = spanOf(node)
  const [inner] = partsOf(node)
  if (inner === undefined) return otherExpression(at, [])
  const operand = lowering.expression(inner)
  switch (fieldOf(node, 'operator')?.type) {
    case '&':
    case '*':
      return operand
    case '!':
      return { kind: 'unary', at, operator: 'not', operand }
    case '-':
      return { kind: 'unary', at, operator: 'minus', operand }
    case '<-':
      return elementOf(operand)
    default:
      return { kind: 'unary', at, operator: 'other', operand }
  }
}

/** Some element of a channel: nobody knows which. */
export function elementOf(channel: Expression): Expression {
  return { kind: 'index', at: channel.at, object: channel, index: otherExpression(channel.at, []) }
}
