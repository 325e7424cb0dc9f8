import type { Expression, Pattern, Statement } from '../program.ts'
import { lowerClass } from './script/classes.ts'
import { lowerExpression } from './script/expressions.ts'
import { lowerFunction } from './script/functions.ts'
import type { Lowering } from './script/lowering.ts'
import { lowerPattern } from './script/patterns.ts'
import { lowerStatement, statementNodes } from './script/statements.ts'
import { depthGuard, type Lower, otherExpression, type SyntaxNode, spanOf } from './syntax.ts'

/** JavaScript's and TypeScript's syntax tree (tree-sitter-javascript, -typescript, -tsx) as a program. */
export const lowerScript: Lower = (root) => ({ package: '', body: openLowering().statements(root) })

const BLOCKS = new Set(['program', 'statement_block', 'ERROR'])

function openLowering(): Lowering {
  const deeper = depthGuard()
  const lowering: Lowering = {
    expression: (node): Expression =>
      deeper(
        () => lowerExpression(node, lowering),
        () => otherExpression(spanOf(node), []),
      ),
    pattern: (node): Pattern =>
      deeper(
        () => lowerPattern(node, lowering),
        () => ({ kind: 'name', at: spanOf(node), name: '' }),
      ),
    statements: (node): Statement[] =>
      deeper(
        () => (BLOCKS.has(node.type) ? statementNodes(node) : [node]).flatMap((one) => lowerStatement(one, lowering)),
        () => [],
      ),
    function: (node: SyntaxNode, name) => lowerFunction(node, lowering, name),
    class: (node) => lowerClass(node, lowering),
  }
  return lowering
}
