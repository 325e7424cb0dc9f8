import type { CatchClause, Expression, FunctionCode, ObjectEntry, Pattern, Statement } from './program.ts'

/** What a walk through a program stops at. */
export type ProgramNode = Statement | Expression

type Parts<Node> = { [Kind in ProgramNode['kind']]: (node: Extract<Node, { kind: Kind }>) => Iterable<ProgramNode> }

/** Functions and classes are entered by the walk itself, which has to know whose body it is in. */
const NONE: readonly ProgramNode[] = []

const PARTS: Parts<ProgramNode> = {
  expression: ({ value }) => [value],
  declare: ({ target, value }) => [...inPattern(target), ...maybe(value)],
  if: (node) => [node.test, ...node.consequent, ...node.alternate],
  'for-each': ({ target, iterable, body }) => [iterable, ...inPattern(target), ...body],
  loop: ({ init, test, update, body }) => [...init, ...maybe(test), ...body, ...update],
  switch: ({ subject, cases }) => [subject, ...cases.flatMap(({ tests, body }) => [...tests, ...body])],
  return: ({ value }) => maybe(value),
  throw: ({ value }) => maybe(value),
  break: () => NONE,
  continue: () => NONE,
  try: (node) => [...node.resources, ...node.body, ...node.catches.flatMap(inCatch), ...node.finally],
  block: ({ body }) => body,
  function: () => NONE,
  class: () => NONE,
  import: () => NONE,
  export: ({ value }) => [value],
  literal: () => NONE,
  regex: () => NONE,
  name: () => NONE,
  member: ({ object }) => [object],
  index: ({ object, index }) => [object, index],
  slice: ({ object, parts }) => [object, ...parts],
  call: (node) => [node.callee, ...node.arguments, ...node.named.map(({ value }) => value)],
  binary: ({ left, right }) => [left, right],
  logical: ({ left, right }) => [left, right],
  unary: ({ operand }) => [operand],
  conditional: (node) => [node.test, node.consequent, node.alternate],
  template: ({ parts }) => parts,
  object: ({ entries }) => entries.flatMap(inEntry),
  list: ({ items }) => items,
  spread: ({ value }) => [value],
  assign: ({ target, value }) => [...inPattern(target), value],
  cast: ({ value }) => [value],
  await: ({ value }) => [value],
  comprehension: ({ iterable, target, tests, value }) => [iterable, ...inPattern(target), ...tests, value],
  element: ({ entries, children }) => [...entries.flatMap(inEntry), ...children],
  other: ({ parts }) => parts,
}

/** What stands directly below a node, in the order of the text; nothing for functions and classes. */
export function partsOfNode(node: ProgramNode): Iterable<ProgramNode> {
  return (PARTS[node.kind] as (node: ProgramNode) => Iterable<ProgramNode>)(node)
}

function maybe(value: Expression | undefined): readonly Expression[] {
  return value === undefined ? [] : [value]
}

function inEntry({ computed, value }: ObjectEntry): readonly Expression[] {
  return computed === undefined ? [value] : [computed, value]
}

function inCatch({ body }: CatchClause): readonly Statement[] {
  return body
}

/** Expressions inside a pattern: places that are assigned to and defaults. */
export function inPattern(pattern: Pattern): readonly Expression[] {
  return leavesOf(pattern).flatMap(({ place, fallback }) => [...maybe(place), ...maybe(fallback)])
}

/** Names that a pattern binds. */
export function namesBoundBy(pattern: Pattern): readonly string[] {
  return leavesOf(pattern).flatMap(({ name }) => (name === undefined ? [] : [name]))
}

/** Names that the parameters of a function bind. */
export function parameterNames(parameters: FunctionCode['parameters']): readonly string[] {
  return parameters.flatMap(({ target }) => namesBoundBy(target))
}

interface Leaf {
  name?: string
  place?: Expression
  fallback?: Expression
}

function leavesOf(pattern: Pattern): readonly Leaf[] {
  const leaves: Leaf[] = []
  const open: Pattern[] = [pattern]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'name') leaves.push({ name: next.name })
    else if (next.kind === 'place') leaves.push({ place: next.place })
    else if (next.kind === 'list') addAll(open, next.items)
    else
      for (const { target, default: fallback } of next.entries) {
        open.push(target)
        if (fallback !== undefined) leaves.push({ fallback })
      }
    if ((next.kind === 'list' || next.kind === 'fields') && next.rest !== undefined) open.push(next.rest)
  }
  return leaves
}

function addAll(open: Pattern[], items: readonly (Pattern | undefined)[]): void {
  for (const item of items) if (item !== undefined) open.push(item)
}

/** Defaults and annotations of a function: evaluated outside of its body. */
export function aroundFunction({ parameters, annotations }: FunctionCode): readonly Expression[] {
  return [
    ...annotations,
    ...parameters.flatMap((parameter) => [
      ...parameter.annotations,
      ...inPattern(parameter.target),
      ...maybe(parameter.default),
    ]),
  ]
}

/** Whether a node passes, here or below, outside of inner functions. */
export function some(nodes: readonly ProgramNode[], test: (node: ProgramNode) => boolean): boolean {
  const open: ProgramNode[] = [...nodes]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (test(next)) return true
    for (const part of partsOfNode(next)) open.push(part)
  }
  return false
}
