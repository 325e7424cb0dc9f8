import type { Remark, TouchedFile } from '../change/code-change.ts'
import { dottedName, isConstant, mentions } from '../change/describe-expression.ts'
import { namesBoundBy } from '../change/parts-of-node.ts'
import { type LoopFrame, type Position, type Repetition, walkProgram } from '../change/walk-program.ts'
import type { Expression, FunctionCode, LanguageName } from '../program.ts'
import { fewConstants, isRepeatedOften, some } from './loop-facts.ts'

const SEARCHES = new Set(['includes', 'indexOf', 'find', 'findIndex', 'some', 'contains', 'index', 'count'])
/** Python's `add` belongs to sets, whose search is quick. */
const APPENDS: Readonly<Partial<Record<LanguageName, RegExp>>> = {
  javascript: /^(?:push|unshift)$/,
  typescript: /^(?:push|unshift)$/,
  python: /^(?:append|extend|insert)$/,
  java: /^(?:add|addAll)$/,
}
const LISTS = /^(?:Array|ArrayList|LinkedList|List|list|collections\.deque)$/
const LIST_TYPES = /^(?:ArrayList|LinkedList|List|Array|list|string\[\]|\w+\[\])$/
const TEXT_TYPES = /^(?:String|string)$/

interface Scene {
  language: LanguageName
  kinds: ReadonlyMap<string, 'list' | 'text' | 'other'>
  constants: ReadonlySet<string>
}

/** Work that grows with the square of the data: searching or copying, in each round of a loop, what the loop makes longer. */
export function growingWork({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const scene: Scene = {
    language: module.language,
    kinds: kindsOfNames(module),
    constants: fewConstants(module),
  }
  const remarks = new Map<number, Remark>()
  walkProgram(module, {
    node(node, position) {
      const remark =
        node.kind === 'call' || node.kind === 'binary' || node.kind === 'assign'
          ? judge(node, position, scene)
          : undefined
      if (remark !== undefined && changed.isNew(remark.line) && !remarks.has(remark.line))
        remarks.set(remark.line, remark)
    },
  })
  return [...remarks.values()]
}

function judge(
  node: Extract<Expression, { kind: 'call' | 'binary' | 'assign' }>,
  position: Position,
  scene: Scene,
): Remark | undefined {
  if (node.kind === 'call')
    return reducedCopy(node) ?? search(node, position, scene) ?? shiftedList(node, position, scene)
  if (node.kind === 'assign') return copied(node, position, scene) ?? joinedText(node, position, scene)
  if (node.operator !== 'in' && node.operator !== 'not-in') return undefined
  return scene.language === 'python' ? growingSearch(dottedName(node.right), node.at.line, position, scene) : undefined
}

function search(call: Extract<Expression, { kind: 'call' }>, position: Position, scene: Scene): Remark | undefined {
  if (call.callee.kind !== 'member' || !SEARCHES.has(call.callee.property)) return undefined
  return growingSearch(dottedName(call.callee.object), call.at.line, position, scene)
}

/** A list is searched in the loop that makes it longer. */
function growingSearch(
  list: string,
  line: number,
  { loop }: Position,
  { kinds, constants, language }: Scene,
): Remark | undefined {
  if (loop === undefined || kinds.get(list) !== 'list' || !isRepeatedOften(loop.repetition, constants)) return undefined
  const { repetition } = loop
  if (!growsIn(repetition, list, APPENDS[language])) return undefined
  return {
    rule: 'performance/quadratic-search',
    confidence: 0.7,
    cwe: [407],
    line,
    message: `\`${list}\` is searched from its start in each round of the loop that makes it longer: the work grows with the square of the data.`,
    fix: `Keep what was seen in a set or map beside \`${list}\` and ask that.`,
    effort: 'minutes',
  }
}

function bodyNodes(repetition: Repetition) {
  if (repetition.kind === 'comprehension') return [repetition.value, ...repetition.tests]
  return repetition.kind === 'callback' ? repetition.function.body : repetition.body
}

function growsIn(repetition: Repetition, list: string, appends: RegExp | undefined): boolean {
  return some(bodyNodes(repetition), (node) => {
    if (node.kind !== 'call' || node.callee.kind !== 'member') return false
    return appends?.test(node.callee.property) === true && dottedName(node.callee.object) === list
  })
}

/** `list.insert(0, x)` and `list.pop(0)` move all that stands behind. */
function shiftedList(
  call: Extract<Expression, { kind: 'call' }>,
  position: Position,
  { language, kinds, constants }: Scene,
): Remark | undefined {
  const { callee } = call
  const [first] = call.arguments
  if (language !== 'python' || callee.kind !== 'member' || position.loop === undefined) return undefined
  if (callee.property !== 'insert' && callee.property !== 'pop') return undefined
  if (first?.kind !== 'literal' || first.value !== 0) return undefined
  const list = dottedName(callee.object)
  const { repetition } = position.loop
  if (kinds.get(list) !== 'list' || (repetition.kind !== 'loop' && !isRepeatedOften(repetition, constants)))
    return undefined
  return {
    rule: 'performance/shifted-list',
    confidence: 0.7,
    cwe: [407],
    line: call.at.line,
    message: `\`${list}.${callee.property}(0)\` moves every other element in each round of the loop.`,
    fix: 'Use `collections.deque` with `appendleft` and `popleft`, or work at the end of the list.',
    effort: 'minutes',
  }
}

/** `all = [...all, x]`, `all = { ...all, x }`, `all = all.concat(x)`. */
function copied(
  node: Extract<Expression, { kind: 'assign' }>,
  { loop }: Position,
  { constants }: Scene,
): Remark | undefined {
  if (loop === undefined || node.target.kind !== 'name' || node.operator !== undefined) return undefined
  const { name } = node.target
  if (isMadeIn(loop, name) || !isRepeatedOften(loop.repetition, constants) || !isCopyOf(node.value, name))
    return undefined
  return copyRemark(name, node.at.line, 'each round of the loop')
}

function copyRemark(name: string, line: number, when: string): Remark {
  return {
    rule: 'performance/copied-accumulator',
    confidence: 0.7,
    cwe: [407],
    line,
    message: `All of \`${name}\` is copied in ${when}: the work grows with the square of the data.`,
    fix: 'Add to one list, object or map that belongs to the loop.',
    effort: 'minutes',
  }
}

function isCopyOf(value: Expression, name: string): boolean {
  if (value.kind === 'list') return value.items.some((item) => item.kind === 'spread' && isName(item.value, name))
  if (value.kind === 'object')
    return value.entries.some(
      (entry) => entry.key === undefined && entry.computed === undefined && isName(unspread(entry.value), name),
    )
  if (value.kind !== 'call' || value.callee.kind !== 'member') return false
  return value.callee.property === 'concat' && isName(value.callee.object, name) && value.arguments.length > 0
}

function unspread(value: Expression): Expression {
  return value.kind === 'spread' ? value.value : value
}

function isName(expression: Expression, name: string): boolean {
  return expression.kind === 'name' && expression.name === name
}

/** `items.reduce((all, x) => ({ ...all, [x.key]: x }), {})`. */
function reducedCopy(call: Extract<Expression, { kind: 'call' }>): Remark | undefined {
  const { callee } = call
  const [first] = call.arguments
  if (callee.kind !== 'member' || !/^reduce(?:Right)?$/.test(callee.property) || first?.kind !== 'function')
    return undefined
  if (isConstant(callee.object)) return undefined
  const name = namesBoundBy(first.function.parameters[0]?.target ?? { kind: 'list', at: call.at, items: [] })[0]
  const copy =
    name === undefined ? undefined : returnedBy(first.function).find((value) => isListOrObjectCopy(value, name))
  return copy === undefined || name === undefined ? undefined : copyRemark(name, copy.at.line, 'each step of `reduce`')
}

function isListOrObjectCopy(value: Expression, name: string): boolean {
  return (value.kind === 'list' || value.kind === 'object') && isCopyOf(value, name)
}

function returnedBy({ body }: FunctionCode): Expression[] {
  const values: Expression[] = []
  some(body, (node) => {
    if (node.kind === 'return' && node.value !== undefined) values.push(node.value)
    return false
  })
  return values
}

/** Java and Go copy the whole text for each `+=`. */
function joinedText(
  node: Extract<Expression, { kind: 'assign' }>,
  { loop }: Position,
  scene: Scene,
): Remark | undefined {
  if (scene.language !== 'java' && scene.language !== 'go') return undefined
  if (loop === undefined || node.target.kind !== 'name') return undefined
  const { name } = node.target
  const isJoin =
    node.operator === '+' ||
    (node.operator === undefined &&
      node.value.kind === 'binary' &&
      node.value.operator === '+' &&
      isName(node.value.left, name))
  if (!isJoin || scene.kinds.get(name) !== 'text' || isMadeIn(loop, name)) return undefined
  if (
    !isRepeatedOften(loop.repetition, scene.constants) ||
    some(bodyNodes(loop.repetition), ({ kind }) => kind === 'break' || kind === 'return')
  )
    return undefined
  return {
    rule: 'performance/joined-text',
    confidence: 0.6,
    cwe: [407],
    line: node.at.line,
    message: `\`${name}\` is copied as a whole each time that the loop adds to it.`,
    fix: `Use ${scene.language === 'java' ? '`StringBuilder`' : '`strings.Builder`'} and build the text once after the loop.`,
    effort: 'minutes',
  }
}

function isMadeIn({ repetition }: LoopFrame, name: string): boolean {
  return some(bodyNodes(repetition), (node) => node.kind === 'declare' && namesBoundBy(node.target).includes(name))
}

/** What each name holds; `other` where two places disagree. */
function kindsOfNames(module: Parameters<typeof walkProgram>[0]): ReadonlyMap<string, 'list' | 'text' | 'other'> {
  const kinds = new Map<string, 'list' | 'text' | 'other'>()
  const note = (name: string, kind: 'list' | 'text' | 'other') => {
    const known = kinds.get(name)
    kinds.set(name, known === undefined || known === kind ? kind : 'other')
  }
  walkProgram(module, {
    node(node) {
      if (node.kind === 'declare' && node.target.kind === 'name') note(node.target.name, kindOf(node.type, node.value))
      else if (node.kind === 'assign' && node.operator === undefined && node.target.kind === 'name')
        if (!mentions(node.value, isSame(node.target.name))) note(node.target.name, kindOf(undefined, node.value))
    },
  })
  return kinds
}

function isSame(name: string): (other: string) => boolean {
  return (other) => other === name
}

function kindOf(type: string | undefined, value: Expression | undefined): 'list' | 'text' | 'other' {
  if (type !== undefined && LIST_TYPES.test(type)) return 'list'
  if (type !== undefined && TEXT_TYPES.test(type)) return 'text'
  if (value?.kind === 'list') return 'list'
  if (value?.kind === 'literal' && typeof value.value === 'string') return 'text'
  if (value?.kind === 'call' && LISTS.test(dottedName(value.callee))) return 'list'
  return 'other'
}
