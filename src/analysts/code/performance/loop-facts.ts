import { dottedName } from '../describe-expression.ts'
import { namesBoundBy, type ProgramNode, parameterNames, some } from '../parts-of-node.ts'
import type { LanguageName, ModuleCode } from '../program.ts'
import type { LoopFrame, Repetition } from '../walk-program.ts'
import { fewConstants, isOverElements } from './loop-size.ts'

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

const PAUSES = /(?:^|\.)(?:sleep|delay|wait|pause|setTimeout|Sleep|throttle|backoff)$/i

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
