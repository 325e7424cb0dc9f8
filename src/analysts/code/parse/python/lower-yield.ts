import type { Expression } from '../../program.ts'
import { methodCall, nameOf } from '../build.ts'
import { partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression } from './frame.ts'

/** Under this name, which no program can use, a generator gathers what it yields in a list, and a context manager keeps its one value. */
export const YIELDED = 'yield'

export function lowerYield(node: SyntaxNode, frame: Frame): Expression {
  frame.yields = true
  const at = spanOf(node)
  const value = lowerExpression(partsOf(node)[0], frame, node)
  if (frame.yielding === 'value') return { kind: 'assign', at, target: { kind: 'name', at, name: YIELDED }, value }
  const from = node.children.some((child) => child?.type === 'from')
  return methodCall(at, nameOf(at, YIELDED), from ? 'extend' : 'append', [value])
}
