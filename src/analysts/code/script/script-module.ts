import type { CodeFinding } from '../../../core/review.ts'
import type { Expression, ModuleCode, Span } from '../program.ts'
import { partsOfExpression } from '../program-parts.ts'
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

/** Whether the expression, or a part of it, fits. Functions inside are another matter. */
export function holds(expression: Expression, fits: (one: Expression) => boolean): boolean {
  const waiting = [expression]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (fits(one)) return true
    waiting.push(...partsOfExpression(one))
  }
  return false
}

/** `f` of `f()` and of `a.f()`. */
export function calleeName(callee: Expression): string {
  if (callee.kind === 'name') return callee.name
  return callee.kind === 'member' ? callee.property : ''
}

export function isLiteral(expression: Expression | undefined, value: string | number | boolean | null): boolean {
  return expression?.kind === 'literal' && expression.value === value
}

export function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined
}
