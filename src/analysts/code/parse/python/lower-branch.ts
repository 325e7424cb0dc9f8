import type { Statement } from '../../program.ts'
import { fieldOf, fieldsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { DEEPEST_LADDER, type Frame, lowerBlock, lowerExpression } from './frame.ts'

/** `if`, `elif`, `else`. */
export function lowerIf(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const alternatives = fieldsOf(node, 'alternative')
  const rungs = [node, ...alternatives.filter(({ type }) => type === 'elif_clause')]
  const last = alternatives.find(({ type }) => type === 'else_clause')
  let rest = last === undefined ? [] : lowerBlock(fieldOf(last, 'body'), frame)
  rungs.reverse().forEach((rung, index) => {
    const nested = index % DEEPEST_LADDER !== DEEPEST_LADDER - 1
    const branch: Statement = {
      kind: 'if',
      at: spanOf(rung),
      test: lowerExpression(fieldOf(rung, 'condition'), frame, rung),
      consequent: lowerBlock(fieldOf(rung, 'consequence'), frame),
      alternate: nested ? rest : [],
    }
    rest = nested ? [branch] : [branch, ...rest]
  })
  into.push(...rest)
}

/** `while`; its `else` runs after it. */
export function lowerWhile(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  into.push({
    kind: 'loop',
    at: spanOf(node),
    init: [],
    test: lowerExpression(fieldOf(node, 'condition'), frame, node),
    update: [],
    body: lowerBlock(fieldOf(node, 'body'), frame),
    testLast: false,
  })
  into.push(...lowerElse(node, frame))
}

/** What stands in the `else` of a loop or a `try`. */
export function lowerElse(node: SyntaxNode, frame: Frame): Statement[] {
  const clause = fieldOf(node, 'alternative')
  return clause === undefined ? [] : lowerBlock(fieldOf(clause, 'body'), frame)
}
