import type { Expression, Statement } from '../program.ts'
import { functionOf, packagesIn, parametersOf, structsIn } from './go/declarations.ts'
import { lowerExpression } from './go/expressions.ts'
import type { Lowering } from './go/lowering.ts'
import { lowerStatement } from './go/statements.ts'
import { depthGuard, type Lower, otherExpression, partsOf, type SyntaxNode, spanOf } from './syntax.ts'

/** Go's syntax tree (tree-sitter-go) as a program. */
export const lowerGo: Lower = (root) => {
  const lowering = openLowering(root)
  const clause = partsOf(root).find(({ type }) => type === 'package_clause')
  return {
    package: (clause && partsOf(clause)[0]?.text) ?? '',
    body: partsOf(root).flatMap((node) => lowering.statement(node)),
  }
}

function openLowering(root: SyntaxNode): Lowering {
  const deeper = depthGuard()
  const nested = (lower: () => Expression, node: SyntaxNode) => deeper(lower, () => otherExpression(spanOf(node), []))
  const lowering: Lowering = {
    expression: (node) => nested(() => lowerExpression(node, lowering), node),
    statement: (node) =>
      deeper(
        () => lowerStatement(node, lowering),
        (): Statement[] => [],
      ),
    block: (node) => (node === undefined ? [] : listedIn(node).flatMap((part) => lowering.statement(part))),
    nested,
    function: (node) => functionOf(node, lowering),
    parameters: parametersOf,
    structs: structsIn(root),
    packages: packagesIn(root),
  }
  return lowering
}

/** The statements of a block stand in a list inside it. */
function listedIn(node: SyntaxNode): SyntaxNode[] {
  return partsOf(node).flatMap((part) => (part.type === 'statement_list' ? partsOf(part) : [part]))
}
