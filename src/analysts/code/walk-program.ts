import { aroundFunction, type ProgramNode, partsOfNode } from './parts-of-node.ts'
import type { CallExpression, ClassCode, Expression, FunctionCode, ModuleCode, Statement } from './program.ts'

/** What runs once for each element: a loop, a comprehension, or a function that is given to `map` and its like. */
export type Repetition =
  | Extract<Statement, { kind: 'for-each' | 'loop' }>
  | Extract<Expression, { kind: 'comprehension' }>
  | RepeatedCall

/** `items.map((item) => …)`: `function` runs for each element of the call's receiver. */
export interface RepeatedCall {
  kind: 'callback'
  at: CallExpression['at']
  call: CallExpression
  function: FunctionCode
  over: Expression
  method: string
}

export interface LoopFrame {
  repetition: Repetition
  /** The next loop outwards. */
  up: LoopFrame | undefined
}

export interface FunctionFrame {
  function: FunctionCode
  /** The nearest class; undefined for what is no method. */
  class: ClassCode | undefined
  /** The call that the function is an argument of, the name it is given, or the pair of them. */
  givenTo: CallExpression | undefined
  name: string
  up: FunctionFrame | undefined
  /** How many functions are around it. */
  depth: number
}

/** Where in the program a node stands. */
export interface Position {
  /** The loop that runs it again and again, in the same function. */
  loop: LoopFrame | undefined
  function: FunctionFrame | undefined
  /** The node above, and what is above of that. */
  parent: ProgramNode | undefined
  up: Position | undefined
}

export interface Visitor {
  /** In the order of the text, parents first. */
  node?(node: ProgramNode, position: Position): void
  /** Every function, method and lambda, with the position it stands at. */
  function?(frame: FunctionFrame, position: Position): void
}

const ITERATORS = new Set([
  'map',
  'forEach',
  'filter',
  'flatMap',
  'some',
  'every',
  'find',
  'findIndex',
  'reduce',
  'reduceRight',
  'anyMatch',
  'allMatch',
  'noneMatch',
])

type Work = { node: ProgramNode; position: Position } | { frame: FunctionFrame; position: Position; loop?: LoopFrame }

/** Goes through the whole program without recursion, so that no nesting is too deep. */
export function walkProgram({ body }: Pick<ModuleCode, 'body'>, visitor: Visitor): void {
  const top: Position = { loop: undefined, function: undefined, parent: undefined, up: undefined }
  const open: Work[] = body.toReversed().map((node) => ({ node, position: top }))
  for (let work = open.pop(); work !== undefined; work = open.pop()) {
    const below = 'frame' in work ? enterFunction(work, visitor) : enterNode(work.node, work.position, visitor)
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const next = below[index]
      if (next !== undefined) open.push(next)
    }
  }
}

function enterFunction(
  { frame, position, loop }: Extract<Work, { frame: FunctionFrame }>,
  { function: visit }: Visitor,
): Work[] {
  visit?.(frame, position)
  const inside: Position = { loop, function: frame, parent: undefined, up: position }
  return [
    ...aroundFunction(frame.function).map((node) => ({ node, position })),
    ...frame.function.body.map((node) => ({ node, position: inside })),
  ]
}

function enterNode(node: ProgramNode, position: Position, visitor: Visitor): readonly Work[] {
  visitor.node?.(node, position)
  if (LEAVES.has(node.kind)) return NO_WORK
  const below: Position = { loop: position.loop, function: position.function, parent: node, up: position }
  if (node.kind === 'function') return [functionWork(node.function, below)]
  if (node.kind === 'class') return classWork(node.class, below)
  const works: Work[] = []
  const loop = loopOf(node)
  if (loop === undefined) for (const part of partsOfNode(node)) works.push({ node: part, position: below })
  else {
    const once = onceIn(loop)
    const inLoop: Position = { ...below, loop: { repetition: loop, up: position.loop } }
    for (const part of partsOfNode(node)) works.push({ node: part, position: once.has(part) ? below : inLoop })
  }
  if (node.kind === 'call' && node.body !== undefined) works.push(...classWork(node.body, below))
  return works
}

/** Most nodes of a program are these, and nothing stands below them. */
const LEAVES: ReadonlySet<ProgramNode['kind']> = new Set(['literal', 'regex', 'name', 'import', 'break', 'continue'])
const NO_WORK: readonly Work[] = []

type Loop = Exclude<Repetition, RepeatedCall>

function loopOf(node: ProgramNode): Loop | undefined {
  return node.kind === 'for-each' || node.kind === 'loop' || node.kind === 'comprehension' ? node : undefined
}

/** What a loop evaluates only once. */
function onceIn(loop: Loop): ReadonlySet<ProgramNode> {
  return new Set<ProgramNode>(loop.kind === 'loop' ? loop.init : [loop.iterable])
}

function functionWork(code: FunctionCode, position: Position): Work {
  const { parent, up } = position
  const call = parent?.kind === 'function' ? up?.parent : undefined
  const givenTo = call?.kind === 'call' ? call : undefined
  const frame: FunctionFrame = {
    function: code,
    class: undefined,
    givenTo,
    name: code.name || nameGiven(call),
    up: position.function,
    depth: depthBelow(position),
  }
  const repetition = givenTo && repeatedCall(givenTo, code)
  return repetition === undefined ? { frame, position } : { frame, position, loop: { repetition, up: position.loop } }
}

function depthBelow({ function: frame }: Position): number {
  return frame === undefined ? 0 : frame.depth + 1
}

/** `const name = () => …`, `exports.name = function …`. */
function nameGiven(node: ProgramNode | undefined): string {
  if (node?.kind === 'declare' && node.target.kind === 'name') return node.target.name
  if (node?.kind === 'export') return node.name
  if (node?.kind !== 'assign') return ''
  if (node.target.kind === 'name') return node.target.name
  return node.target.kind === 'place' && node.target.place.kind === 'member' ? node.target.place.property : ''
}

function repeatedCall(call: CallExpression, code: FunctionCode): RepeatedCall | undefined {
  const { callee } = call
  if (callee.kind !== 'member' || !ITERATORS.has(callee.property)) return undefined
  const [first] = call.arguments
  if (first?.kind !== 'function' || first.function !== code) return undefined
  return { kind: 'callback', at: call.at, call, function: code, over: callee.object, method: callee.property }
}

function classWork(code: ClassCode, position: Position): Work[] {
  const works: Work[] = []
  const open: ClassCode[] = [code]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const node of next.annotations) works.push({ node, position })
    for (const { value } of next.fields) if (value !== undefined) works.push({ node: value, position })
    for (const method of next.methods) works.push({ frame: methodFrame(method, next, position), position })
    for (const inner of next.classes) open.push(inner)
  }
  return works
}

function methodFrame(method: FunctionCode, owner: ClassCode, position: Position): FunctionFrame {
  return {
    function: method,
    class: owner,
    givenTo: undefined,
    name: method.name,
    up: position.function,
    depth: depthBelow(position),
  }
}
