import { type ProgramNode, partsOfNode } from '../parts-of-node.ts'
import type { BinaryOperator, Expression, Pattern, Span, Statement } from '../program.ts'
import { otherExpression } from './syntax.ts'

/** Small makers of program nodes for what a language says in one word and the common form in several. */
export function nameOf(at: Span, name: string): Expression {
  return { kind: 'name', at, name }
}

export function literalOf(at: Span, value: string | number | boolean | null): Expression {
  return { kind: 'literal', at, value }
}

export function callOf(at: Span, callee: Expression, values: readonly Expression[]): Expression {
  return { kind: 'call', at, callee, arguments: values, named: [], new: false }
}

export function methodCall(at: Span, object: Expression, property: string, values: readonly Expression[]): Expression {
  return callOf(at, { kind: 'member', at, object, property }, values)
}

export function binaryOf(at: Span, operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', at, operator, left, right }
}

/** All of them; undefined where there is none, which is always true. */
export function allOf(at: Span, tests: readonly Expression[]): Expression | undefined {
  if (tests.length === 0) return undefined
  return tests.reduce((left, right) => ({ kind: 'logical', at, operator: 'and', left, right }))
}

export function declareName(at: Span, name: string, value: Expression, exported = false): Statement {
  return { kind: 'declare', at, target: { kind: 'name', at, name }, value, exported }
}

export function namePattern(at: Span, name: string): Pattern {
  return { kind: 'name', at, name }
}

/** `route` of `@app.route('/')`. */
export function lastWord(annotation: Expression): string {
  if (annotation.kind === 'call') return lastWord(annotation.callee)
  if (annotation.kind === 'member') return annotation.property
  return annotation.kind === 'name' ? annotation.name : ''
}

/** More parts than this are not written twice. */
const MOST_AGAIN = 50

/**
 * An expression that stands in the program once more than in the text. What is large is a hole there: with one inside of another, each
 * level would double all that is below it.
 */
export function again(value: Expression): Expression {
  return isSmall([value]) ? value : otherExpression(value.at, [])
}

/** The same for statements, which are left out. */
export function allAgain(statements: readonly Statement[]): readonly Statement[] {
  return isSmall(statements) ? statements : []
}

function isSmall(nodes: readonly ProgramNode[]): boolean {
  const open = [...nodes]
  let count = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++count > MOST_AGAIN || next.kind === 'function' || next.kind === 'class') return false
    for (const part of partsOfNode(next)) open.push(part)
  }
  return true
}
