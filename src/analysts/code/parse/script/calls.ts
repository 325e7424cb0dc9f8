import type { CallExpression, Expression } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { templateParts } from './literals.ts'
import type { Lowering } from './lowering.ts'

/** A call, or a tagged template. */
export function lowerCall(node: SyntaxNode, lowering: Lowering): Expression {
  const given = fieldOf(node, 'arguments')
  if (given?.type === 'template_string') return tagged(node, given, lowering)
  return call(node, fieldOf(node, 'function'), given, false, lowering)
}

export function lowerNew(node: SyntaxNode, lowering: Lowering): Expression {
  return call(node, fieldOf(node, 'constructor'), fieldOf(node, 'arguments'), true, lowering)
}

function call(
  node: SyntaxNode,
  callee: SyntaxNode | undefined,
  given: SyntaxNode | undefined,
  isNew: boolean,
  lowering: Lowering,
): CallExpression {
  return {
    kind: 'call',
    at: spanOf(node),
    callee: calleeOf(node, callee, lowering),
    arguments: given === undefined ? [] : partsOf(given).map(lowering.expression),
    named: [],
    new: isNew,
  }
}

function calleeOf(node: SyntaxNode, callee: SyntaxNode | undefined, lowering: Lowering): Expression {
  return callee === undefined ? otherExpression(spanOf(node), []) : lowering.expression(callee)
}

function tagged(node: SyntaxNode, template: SyntaxNode, lowering: Lowering): CallExpression {
  const parts = templateParts(template, lowering)
  const isText = (part: Expression) => part.kind === 'literal' && typeof part.value === 'string'
  const texts: Expression = { kind: 'list', at: spanOf(template), items: parts.filter(isText) }
  return {
    kind: 'call',
    at: spanOf(node),
    callee: calleeOf(node, fieldOf(node, 'function'), lowering),
    arguments: [texts, ...parts.filter((part) => !isText(part))],
    named: [],
    new: false,
  }
}
