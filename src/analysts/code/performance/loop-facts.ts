import { dottedName, isConstant, lastPart, mentions } from '../change/describe-expression.ts'
import { namesBoundBy, type ProgramNode, partsOfNode } from '../change/parts-of-node.ts'
import type { LoopFrame, Repetition } from '../change/walk-program.ts'
import type { Expression, LanguageName, ModuleCode, Statement } from '../program.ts'

/** What is known of a loop over the elements of something. */
export interface ElementLoop {
  repetition: Repetition
  /** Names that may differ from element to element: the element, and what is made in the body. */
  names: ReadonlySet<string>
  /** Names that are made anew in each round. */
  made: ReadonlySet<string>
  /** Lists that become longer in it. */
  grown: ReadonlySet<string>
  /** It ends with the first element that serves: a `break` or `return` stands in its body. */
  mayEnd: boolean
  /** It ends after its first round whatever comes. */
  endsAtOnce: boolean
}

const ROUNDS = /attempt|retr(?:y|ies)|\btries|page|batch|chunk|slice|migrat|backoff|offset|cursor/i
const PAUSES = /(?:^|\.)(?:sleep|delay|wait|pause|setTimeout|Sleep|throttle|backoff)$/i
const FEW = 10

/** The nearest loop that runs once for each element of a collection whose size the code does not fix; not loops that retry, page, or pause on purpose. */
export function elementLoop(frame: LoopFrame | undefined, known: LoopKnowledge): ElementLoop | undefined {
  for (let at = frame; at !== undefined; at = at.up)
    if (isOverElements(at.repetition, known.constants)) return factsOf(at.repetition, known)
  return undefined
}

/** What is found out about the loops of one module, each but once. */
export interface LoopKnowledge {
  /** Names of the module that hold a few constants. */
  constants: ReadonlySet<string>
  language: LanguageName
  loops: Map<Repetition, ElementLoop | undefined>
}

export function loopKnowledge(module: ModuleCode): LoopKnowledge {
  return { constants: fewConstants(module), language: module.language, loops: new Map() }
}

function factsOf(repetition: Repetition, { language, loops }: LoopKnowledge): ElementLoop | undefined {
  if (!loops.has(repetition)) loops.set(repetition, readLoop(repetition, language))
  return loops.get(repetition)
}

function readLoop(repetition: Repetition, language: LanguageName): ElementLoop | undefined {
  const body = bodyOf(repetition)
  if (pausesIn(body)) return undefined
  const made = new Set<string>()
  collectNames(body, made, ['declare'])
  return {
    repetition,
    names: namesIn(repetition, body),
    made,
    grown: grownIn(body, language),
    ...endOf(repetition, body),
  }
}

/** Python's `add` belongs to sets, whose search is quick. */
const APPENDS: Readonly<Record<LanguageName, RegExp>> = {
  javascript: /^(?:push|unshift)$/,
  typescript: /^(?:push|unshift)$/,
  python: /^(?:append|extend|insert)$/,
  java: /^(?:add|addAll)$/,
  go: /^$/,
}

function grownIn(body: readonly ProgramNode[], language: LanguageName): ReadonlySet<string> {
  const lists = new Set<string>()
  some(body, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'member' && APPENDS[language].test(node.callee.property))
      lists.add(dottedName(node.callee.object))
    return false
  })
  return lists
}

/** Whether a loop runs as often as its data is long, and not a fixed few times. */
export function isRepeatedOften(repetition: Repetition, constants: ReadonlySet<string>): boolean {
  return isOverElements(repetition, constants)
}

function fewConstants({ body }: Pick<ModuleCode, 'body'>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of body) {
    const declared = statement.kind === 'declare' ? statement : undefined
    if (declared?.value !== undefined && declared.target.kind === 'name' && isFew(declared.value)) {
      names.add(declared.target.name)
    }
  }
  return names
}

function isFew(value: Expression): boolean {
  const inner = value.kind === 'cast' ? value.value : value
  if (inner.kind === 'call' && /^(?:Object\.freeze|Set|frozenset|tuple|List\.of)$/.test(dottedName(inner.callee)))
    return inner.arguments.every(isFew)
  return (inner.kind === 'list' || inner.kind === 'object') && isConstant(inner)
}

function isOverElements(repetition: Repetition, constants: ReadonlySet<string>): boolean {
  if (repetition.kind === 'loop') return isCounted(repetition)
  const over = repetition.kind === 'callback' ? repetition.over : repetition.iterable
  const bound =
    repetition.kind === 'callback' ? parameterNames(repetition.function.parameters) : namesBoundBy(repetition.target)
  if (isSmall(over, constants)) return false
  return (
    !bound.some((name) => ROUNDS.test(name)) &&
    !mentions(over, (name) => ROUNDS.test(name)) &&
    !ROUNDS.test(dottedName(over))
  )
}

function parameterNames(parameters: readonly { target: Parameters<typeof namesBoundBy>[0] }[]): string[] {
  return parameters.flatMap(({ target }) => namesBoundBy(target))
}

/** Constants, names in capitals, and ranges of a few numbers. */
function isSmall(over: Expression, constants: ReadonlySet<string>): boolean {
  if (isConstant(over)) return true
  const name = dottedName(over)
  if (constants.has(name) || /^[A-Z][A-Z0-9_]+$/.test(lastPart(name))) return true
  if (over.kind !== 'call') return false
  if (
    /^(?:Object\.(?:keys|values|entries)|enumerate|List\.of|Arrays\.asList|Stream\.of|sorted|list|tuple|set)$/.test(
      dottedName(over.callee),
    )
  )
    return over.arguments.length > 0 && over.arguments.every((one) => isSmall(one, constants))
  if (over.callee.kind === 'member' && /^(?:items|keys|values|entries|stream)$/.test(over.callee.property))
    return isSmall(over.callee.object, constants)
  return (
    /^range$/.test(dottedName(over.callee)) &&
    over.arguments.every((one) => one.kind === 'literal' || ROUNDS.test(dottedName(one)))
  )
}

/** `for (let i = 0; i < items.length; i += 1)`: over the elements of `items`, if the end is no constant. */
function isCounted({ init, test, update }: Extract<Statement, { kind: 'loop' }>): boolean {
  if (init.length === 0 || update.length === 0 || test?.kind !== 'binary') return false
  if (mentions(test, (name) => ROUNDS.test(name))) return false
  const end = test.right
  if (end.kind === 'literal') return typeof end.value === 'number' && end.value > FEW
  return end.kind === 'member' || end.kind === 'call'
}

function bodyOf(repetition: Repetition): readonly ProgramNode[] {
  if (repetition.kind === 'comprehension') return [...repetition.tests, repetition.value]
  return repetition.kind === 'callback' ? repetition.function.body : repetition.body
}

function pausesIn(body: readonly ProgramNode[]): boolean {
  return some(body, (node) => {
    if (node.kind !== 'call') return false
    return PAUSES.test(dottedName(node.callee))
  })
}

function namesIn(repetition: Repetition, body: readonly ProgramNode[]): ReadonlySet<string> {
  const names = new Set<string>()
  if (repetition.kind === 'callback') for (const name of parameterNames(repetition.function.parameters)) names.add(name)
  else if (repetition.kind === 'loop') collectNames(repetition.init, names)
  else for (const name of namesBoundBy(repetition.target)) names.add(name)
  collectNames(body, names)
  return names
}

const BINDERS = ['declare', 'for-each', 'assign', 'comprehension'] as const

function collectNames(
  nodes: readonly ProgramNode[],
  names: Set<string>,
  binders: readonly (typeof BINDERS)[number][] = BINDERS,
): void {
  some(nodes, (node) => {
    if (isBinder(node) && binders.includes(node.kind)) for (const name of namesBoundBy(node.target)) names.add(name)
    return false
  })
}

function isBinder(node: ProgramNode): node is Extract<ProgramNode, { kind: (typeof BINDERS)[number] }> {
  return (BINDERS as readonly string[]).includes(node.kind)
}

function endOf(repetition: Repetition, body: readonly ProgramNode[]): Pick<ElementLoop, 'mayEnd' | 'endsAtOnce'> {
  if (repetition.kind === 'callback' || repetition.kind === 'comprehension') return { mayEnd: false, endsAtOnce: false }
  return { mayEnd: some(body, isEnd), endsAtOnce: endsWithEnd(body) }
}

function isEnd({ kind }: ProgramNode): boolean {
  return kind === 'break' || kind === 'return'
}

function endsWithEnd(body: readonly ProgramNode[]): boolean {
  const last = body.at(-1)
  if (last === undefined) return false
  if (isEnd(last)) return true
  const tried = body.find(({ kind }) => kind === 'try')
  return tried?.kind === 'try' && tried.body.at(-1) !== undefined && some(tried.body.slice(-1), isEnd)
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
