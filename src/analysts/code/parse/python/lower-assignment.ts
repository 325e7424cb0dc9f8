import type { DeclareStatement, Expression, Pattern, Statement } from '../../program.ts'
import { fieldOf, otherExpression, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression } from './frame.ts'
import { operatorOf } from './lower-operator.ts'
import { lowerPattern } from './lower-pattern.ts'
import { writtenType } from './written-type.ts'

/** `x := 1`, and an assignment where an expression is looked for. */
export function lowerAssignExpression(node: SyntaxNode, frame: Frame): Expression {
  const target = lowerPattern(fieldOf(node, 'name') ?? fieldOf(node, 'left'), frame)
  const value = lowerExpression(fieldOf(node, 'value') ?? fieldOf(node, 'right'), frame, node)
  return target === undefined ? value : { kind: 'assign', at: spanOf(node), target, value }
}

/** `x += 1`. */
export function lowerAugmented(node: SyntaxNode, frame: Frame): Expression {
  const target = lowerPattern(fieldOf(node, 'left'), frame)
  const value = lowerExpression(fieldOf(node, 'right'), frame, node)
  const at = spanOf(node)
  if (target === undefined) return otherExpression(at, [value])
  const operator = operatorOf((fieldOf(node, 'operator')?.type ?? '').replace(/=$/, ''))
  return { kind: 'assign', at, target, operator, value }
}

/** `a = b = value`: the last name takes the value, the others take it from there. */
export function lowerAssignment(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const targets: (Pattern | undefined)[] = []
  let last: SyntaxNode | undefined = node
  let type: string | undefined
  while (last?.type === 'assignment') {
    targets.push(lowerPattern(fieldOf(last, 'left'), frame))
    type ??= writtenType(fieldOf(last, 'type'), frame).type
    last = fieldOf(last, 'right')
  }
  let value = last === undefined ? undefined : lowerExpression(last, frame, node)
  for (const target of byNameLast(targets)) {
    into.push(assignmentOf(node, target, type, value, frame))
    if (target.kind === 'name') value = target
  }
}

/** Names first, for the rest to take the value from. */
function byNameLast(targets: readonly (Pattern | undefined)[]): Pattern[] {
  const known = targets.filter((target) => target !== undefined)
  return [...known.filter(({ kind }) => kind === 'name'), ...known.filter(({ kind }) => kind !== 'name')]
}

function assignmentOf(
  node: SyntaxNode,
  target: Pattern,
  type: string | undefined,
  value: Expression | undefined,
  frame: Frame,
): Statement {
  const at = spanOf(node)
  const outside = target.kind === 'place' || (target.kind === 'name' && frame.outer.has(target.name))
  if (outside && value !== undefined) return { kind: 'expression', at, value: { kind: 'assign', at, target, value } }
  const declared: DeclareStatement = { kind: 'declare', at, target, exported: frame.kind === 'module' }
  return { ...declared, ...(type === undefined ? {} : { type }), ...(value === undefined ? {} : { value }) }
}
