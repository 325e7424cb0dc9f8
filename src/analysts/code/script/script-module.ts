import type { CodeFinding } from '../../../core/review.ts'
import { some } from '../parts-of-node.ts'
import type { Expression, ModuleCode, Span } from '../program.ts'
import type { Scope, ScopeTree } from '../scopes/scopes.ts'

/** A module of JavaScript or TypeScript with its scopes: what the analysts look at that need no flow. */
export interface ScriptModule {
  module: ModuleCode
  tree: ScopeTree
}

/** What is said of a place, without the place. */
export type Said = Omit<CodeFinding, 'at' | 'reviewer'>

export function findingAt(said: Said, { line, endLine, column }: Span, { module }: ScriptModule): CodeFinding {
  return { ...said, reviewer: 'security', at: { file: module.file, line, endLine, column } }
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>

/** All expressions of a kind in the module, with the scope that they stand in. */
export function expressionsOf<Kind extends Expression['kind']>(
  { tree }: ScriptModule,
  kind: Kind,
): { node: Of<Kind>; scope: Scope }[] {
  return tree.all.flatMap((scope) =>
    scope.nodes.expressions.flatMap((node) => (node.kind === kind ? [{ node: node as Of<Kind>, scope }] : [])),
  )
}

/** Whether the expression, or a part of it, fits. Functions and classes inside are another matter. */
export function holds(expression: Expression, fits: (one: Expression) => boolean): boolean {
  // Of an expression all parts are expressions.
  return some([expression], (node) => fits(node as Expression))
}

/** Whether it is a response of a web framework, by how it is called everywhere, or what its methods give. */
export function isResponse(expression: Expression): boolean {
  let root = expression
  while (root.kind === 'call' || root.kind === 'member') root = root.kind === 'call' ? root.callee : root.object
  return root.kind === 'name' && /^(?:res|response|reply)$/.test(root.name)
}

export function isLiteral(expression: Expression | undefined, value: string | number | boolean | null): boolean {
  return expression?.kind === 'literal' && expression.value === value
}
