import type { ClassCode, Expression, FunctionCode, ObjectEntry, Pattern, Statement } from './program.ts'

/** What stands directly inside of a piece of a program, in order. Functions and classes are handed over whole: what is in them is another scope. */
export interface Parts {
  expressions: Expression[]
  statements: Statement[]
}

type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>
type ExpressionOf<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>
type Given = readonly (Expression | undefined)[]

function parts(expressions: Given, ...statements: readonly (readonly Statement[])[]): Parts {
  return { expressions: expressions.filter((one) => one !== undefined), statements: statements.flat() }
}

function values(entries: readonly ObjectEntry[]): Given {
  return entries.flatMap(({ computed, value }) => [computed, value])
}

/** What the fields of a class begin with. */
function fieldValues(code: ClassCode): Given {
  return code.fields.map(({ value }) => value)
}

/** The expressions inside of what is assigned to: places and defaults. */
export function partsOfPattern(pattern: Pattern | undefined): Expression[] {
  const found: Expression[] = []
  const waiting: (Pattern | undefined)[] = [pattern]
  for (let one = waiting.pop(); waiting.length > 0 || one !== undefined; one = waiting.pop()) {
    if (one?.kind === 'place') found.push(one.place)
    else if (one?.kind === 'list') waiting.push(one.rest, ...one.items)
    else if (one?.kind === 'fields') {
      waiting.push(one.rest, ...one.entries.map(({ target }) => target))
      found.push(...one.entries.flatMap(({ default: preset }) => (preset === undefined ? [] : [preset])))
    }
  }
  return found
}

const STATEMENTS: { [Kind in Statement['kind']]: (node: StatementOf<Kind>) => Parts } = {
  expression: ({ value }) => parts([value]),
  declare: ({ target, value }) => parts([...partsOfPattern(target), value]),
  if: (node) => parts([node.test], node.consequent, node.alternate),
  'for-each': ({ target, iterable, body }) => parts([...partsOfPattern(target), iterable], body),
  loop: ({ init, test, update, body }) => parts([test], init, body, update),
  switch: ({ subject, cases }) =>
    parts([subject, ...cases.flatMap(({ tests }) => tests)], ...cases.map((one) => one.body)),
  return: ({ value }) => parts([value]),
  throw: ({ value }) => parts([value]),
  break: () => parts([]),
  continue: () => parts([]),
  try: (node) => parts([], node.resources, node.body, ...node.catches.map(({ body }) => body), node.finally),
  block: ({ body }) => parts([], body),
  function: () => parts([]),
  class: (node) => parts(fieldValues(node.class)),
  import: () => parts([]),
  export: ({ value }) => parts([value]),
}

const EXPRESSIONS: { [Kind in Expression['kind']]: (node: ExpressionOf<Kind>) => Given } = {
  literal: () => [],
  regex: () => [],
  name: () => [],
  member: ({ object }) => [object],
  index: ({ object, index }) => [object, index],
  slice: ({ object, parts: list }) => [object, ...list],
  call: ({ callee, arguments: list, named }) => [callee, ...list, ...named.map(({ value }) => value)],
  binary: ({ left, right }) => [left, right],
  logical: ({ left, right }) => [left, right],
  unary: ({ operand }) => [operand],
  conditional: (node) => [node.test, node.consequent, node.alternate],
  template: (node) => node.parts,
  object: ({ entries }) => values(entries),
  list: ({ items }) => items,
  spread: ({ value }) => [value],
  function: () => [],
  class: (node) => fieldValues(node.class),
  assign: ({ target, value }) => [...partsOfPattern(target), value],
  cast: ({ value }) => [value],
  await: ({ value }) => [value],
  comprehension: ({ target, iterable, tests, value }) => [...partsOfPattern(target), iterable, ...tests, value],
  element: ({ entries, children }) => [...values(entries), ...children],
  other: (node) => node.parts,
}

export function partsOfStatement(statement: Statement): Parts {
  const read = STATEMENTS[statement.kind] as (node: Statement) => Parts
  return read(statement)
}

export function partsOfExpression(expression: Expression): Expression[] {
  const read = EXPRESSIONS[expression.kind] as (node: Expression) => Given
  return read(expression).filter((one) => one !== undefined)
}

/** A function or class that stands in a scope; `statement` or `expression` is where it is written. */
export interface ScopeNodes {
  statements: Statement[]
  /** Every expression, outer ones before their parts. */
  expressions: Expression[]
}

/** All of a scope, without what stands in the functions and classes inside of it. Needs no stack, however deep the nesting. */
export function nodesOfScope(body: readonly Statement[], presets: readonly Expression[] = []): ScopeNodes {
  const found: ScopeNodes = { statements: [], expressions: [] }
  const waiting: Statement[] = [...body].reverse()
  const roots: Expression[] = [...presets]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    found.statements.push(one)
    const inner = partsOfStatement(one)
    roots.push(...inner.expressions)
    for (const statement of inner.statements.reverse()) waiting.push(statement)
  }
  const open = roots.reverse()
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    found.expressions.push(one)
    for (const inner of partsOfExpression(one).reverse()) open.push(inner)
  }
  return found
}

/** The functions of a class, with those of its fields left to their expressions. */
export function methodsOf(code: ClassCode): FunctionCode[] {
  const found: FunctionCode[] = []
  const waiting: ClassCode[] = [code]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    found.push(...one.methods)
    waiting.push(...one.classes)
  }
  return found
}
