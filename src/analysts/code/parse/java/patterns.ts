import type { Expression, Pattern } from '../../program.ts'
import { again } from '../build.ts'
import { otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { declaredType } from './types.ts'

/** A name that a pattern binds, and the type it says. */
export interface BoundName {
  target: Pattern
  type?: string
  /** The whole value, not a component of it. */
  whole: boolean
}

const DEEPEST = 100

/** All names that a type or record pattern binds, nested ones too. */
export function namesBound(pattern: SyntaxNode, whole = true, depth = 0): BoundName[] {
  if (depth > DEEPEST) return []
  const parts = partsOf(pattern)
  switch (pattern.type) {
    case 'type_pattern':
    case 'record_pattern_component': {
      const name = parts.at(-1)
      const type = declaredType(parts.at(-2))
      if (name?.type !== 'identifier') return []
      const target: Pattern = { kind: 'name', at: spanOf(name), name: name.text }
      return [type === undefined ? { target, whole } : { target, type, whole }]
    }
    case 'pattern':
      return parts.flatMap((part) => namesBound(part, whole, depth + 1))
    case 'record_pattern':
    case 'record_pattern_body':
      return parts.flatMap((part) => namesBound(part, false, depth + 1))
    default:
      return []
  }
}

/** What a bound name gets of the value: a cast of it, or something out of it. */
export function boundValue(bound: BoundName, value: Expression): Expression {
  const { at } = bound.target
  const got = bound.whole ? value : otherExpression(at, [value])
  return bound.type === undefined ? got : { kind: 'cast', at, type: bound.type, value: got }
}

/** `value instanceof pattern`: binds what the pattern names; whether it holds is not known. */
export function bindPatterns(pattern: SyntaxNode, value: Expression): Expression {
  const parts = namesBound(pattern).map<Expression>((bound, index) => ({
    kind: 'assign',
    at: bound.target.at,
    target: bound.target,
    value: boundValue(bound, index === 0 ? value : again(value)),
  }))
  return otherExpression(spanOf(pattern), parts.length === 0 ? [value] : parts)
}
