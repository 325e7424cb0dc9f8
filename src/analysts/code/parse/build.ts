import { type ProgramNode, partsOfNode } from '../parts-of-node.ts'
import {
  BINARY_OPERATORS,
  type BinaryOperator,
  type Expression,
  type FunctionCode,
  type Pattern,
  type Span,
  type Statement,
} from '../program.ts'
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

const WORDS: ReadonlySet<string> = new Set(BINARY_OPERATORS)

function isOperator(word: string): word is BinaryOperator {
  return WORDS.has(word)
}

/** An operator as it is written, `>>>` among the shifts. */
export function binaryOperator(word: string): BinaryOperator {
  if (word === '>>>') return '>>'
  return isOperator(word) ? word : 'other'
}

/** A function of which nothing else is said. */
export function plainFunction(at: Span, parts: Partial<FunctionCode>): FunctionCode {
  return {
    name: '',
    at,
    parameters: [],
    body: [],
    annotations: [],
    async: false,
    static: false,
    visibility: 'public',
    ...parts,
  }
}

/** Whether the last of these statements leads on to nothing that stands after them. */
export function leaves(body: readonly Statement[]): boolean {
  const last = body.at(-1)
  if (last?.kind === 'block') return leaves(last.body)
  if (last?.kind === 'if') return leaves(last.consequent) && leaves(last.alternate)
  return last !== undefined && LEAVING.has(last.kind)
}

const LEAVING: ReadonlySet<Statement['kind']> = new Set(['break', 'return', 'throw', 'continue'])

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
