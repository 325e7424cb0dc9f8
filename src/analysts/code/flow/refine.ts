import type { Expression } from '../program.ts'
import { narrow } from './assign.ts'
import { conditionsHold } from './conditions.ts'
import { branch, type Frame, lookUp } from './frame.ts'
import { applyImplied } from './implications.ts'
import type { Machine } from './machine.ts'
import { qualifiedName } from './members.ts'
import type { Face } from './model.ts'
import { refineOutcome } from './outcomes.ts'
import { type Position, positionTest } from './position-test.ts'
import { restrictedBy } from './regex-guard.ts'
import type { Matter } from './rules.ts'
import { toldBy } from './substitute.ts'
import { bitsOf, cleared, isSameSource } from './taint.ts'
import { allTaints, type Constant, listItems, type Value } from './value.ts'

/** What holds once a test has given `truth`: what it proves to be harmless is cleared, what it proves to be equal is known. */
export function refine(test: Expression, truth: boolean, frame: Frame, machine: Machine, depth = 3): void {
  const again = (inner: Expression, holds: boolean) => refine(inner, holds, frame, machine, depth)
  switch (test.kind) {
    case 'unary':
      if (test.operator === 'not') again(test.operand, !truth)
      return
    case 'logical':
      refineLogical(test, truth, frame, machine, depth)
      return
    case 'binary':
      refineComparison(test, truth, frame, machine)
      return
    case 'call':
      refineCall(test, truth, frame, machine, depth)
      return
    case 'assign':
      if (test.operator === undefined) again(test.value, truth)
      return
    case 'await':
    case 'cast':
      again(test.value, truth)
      return
    case 'name':
      refineRemembered(test, truth ? 'true' : 'false', frame, machine, depth)
      if (!truth) refineEmpty(test, frame, machine)
      return
    case 'index':
      // `allowed[name]`: a map or set that knows it.
      if (truth && isCollection(machine.evaluate(test.object, frame)))
        refineMember(test.index, machine.evaluate(test.object, frame), frame, machine)
      return
    case 'member':
      if (!truth) refineEmpty(test, frame, machine)
      return
    default:
  }
}

/** A variable that holds what a test or call gave. */
function refineRemembered(of: Expression, is: Face, frame: Frame, machine: Machine, depth: number): void {
  const value = of.kind === 'name' ? lookUp(of.name, frame) : undefined
  if (value?.when !== undefined) applyImplied(value, is, frame.vars)
  const test = value?.test
  if (test === undefined || test.frame !== frame || depth === 0) return
  const { expression, part } = test
  // What is made from itself asks for itself again.
  if (UNDER_WAY.has(expression)) return
  UNDER_WAY.add(expression)
  try {
    refineBy(expression, part, is, frame, machine, depth)
  } finally {
    UNDER_WAY.delete(expression)
  }
}

/** Tests that are just being asked for. */
const UNDER_WAY = new WeakSet<Expression>()

function refineBy(
  expression: Expression,
  part: number | undefined,
  is: Face,
  frame: Frame,
  machine: Machine,
  depth: number,
): void {
  const isTest = part === undefined && (is === 'true' || is === 'false')
  if (isTest) refine(expression, is === 'true', frame, machine, depth - 1)
  else if (expression.kind === 'call') refineOutcome(expression, part, is, frame, machine)
}

type Logical = Extract<Expression, { kind: 'logical' }>

/** Ways that a test may have come out are gone through one by one, if they are not more than these. */
const MOST_WAYS = 24

function refineLogical(test: Logical, truth: boolean, frame: Frame, machine: Machine, depth: number): void {
  const terms = termsOf(test)
  if ((test.operator === 'and') === truth) {
    for (const term of terms) refine(term, truth, frame, machine, depth)
    return
  }
  // Only one of them is known to hold when `or` is true, or `and` is false.
  if (test.operator === 'nullish') return
  const [first, second] = terms
  if (terms.length === 2 && first !== undefined && second !== undefined) {
    // `x == null || ok(x)`: what is cleared by one and is nothing by the other is cleared.
    const other = isNullTest(first, truth) ? second : isNullTest(second, truth) ? first : undefined
    if (other !== undefined) {
      refine(other, truth, frame, machine, depth)
      return
    }
  }
  if (terms.length > MOST_WAYS) return
  branch(
    frame,
    terms.map((term) => () => refine(term, truth, frame, machine, depth)),
  )
}

/** What the same operator joins: a chain hangs to the left as deep as it is long. */
function termsOf(test: Logical): Expression[] {
  const terms = [test.right]
  let left = test.left
  while (left.kind === 'logical' && left.operator === test.operator) {
    terms.push(left.right)
    left = left.left
  }
  return [...terms, left].reverse()
}

function isNullTest(test: Expression, truth: boolean): boolean {
  if (test.kind === 'unary' && test.operator === 'not')
    return test.operand.kind === 'name' ? truth : isNullTest(test.operand, !truth)
  if (test.kind !== 'binary' || (test.operator !== '==' && test.operator !== '===')) return false
  return truth && [test.left, test.right].some((side) => side.kind === 'literal' && side.value === null)
}

/** A text that counts as false is empty. */
function refineEmpty(of: Expression, frame: Frame, machine: Machine): void {
  vouch(of, frame, machine)
  narrow(of, (value) => (value.fields || value.rest ? value : { ...value, taints: [] }), frame, machine)
}

/** A part of a text is what it should be: where the rules say so, all of that text is. What comes from the same source is taken for the same text. */
function vouch(part: Expression, frame: Frame, machine: Machine): void {
  if (part.kind !== 'member' && part.kind !== 'name' && part.kind !== 'call') return
  const value = machine.evaluate(part, frame)
  const name =
    part.kind !== 'member'
      ? value.name
      : `${qualifiedName(machine.evaluate(part.object, frame), part.object)}.${part.property}`
  const rules = name === undefined ? [] : frame.module.known.vouches.find(name)
  if (rules.length === 0) return
  const bits = rules.reduce((all, { clears }) => all | bitsOf(clears), 0)
  for (const [variable, one] of frame.vars.entries()) {
    const taints = one.taints.map((taint) =>
      value.taints.some((other) => isSameSource(taint, other)) ? { ...taint, cleared: taint.cleared | bits } : taint,
    )
    if (taints.length > 0) frame.vars.set(variable, { ...one, taints })
  }
}

type Comparison = Extract<Expression, { kind: 'binary' }>

const EQUAL: Readonly<Record<string, boolean>> = { '==': true, '===': true, '!=': false, '!==': false }

function refineComparison({ operator, left, right }: Comparison, truth: boolean, frame: Frame, machine: Machine): void {
  if (operator === 'in' || operator === 'not-in') {
    if ((operator === 'in') === truth) refineMember(left, machine.evaluate(right, frame), frame, machine)
    else refineWithout(right, machine.evaluate(left, frame).constant, frame, machine)
    return
  }
  const equal = EQUAL[operator]
  const position = positionTest(left, operator, right)
  if (position !== undefined) {
    refinePosition(position, truth, frame, machine)
    return
  }
  if (equal === undefined) return
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.kind === 'unary' && side.operator === 'typeof') {
      refineType(side.operand, machine.evaluate(other, frame).constant, equal === truth, frame, machine)
      continue
    }
    if (side.kind === 'literal') continue
    if (equal === truth && isFront(side)) refineBeginning(side.callee.object, other, frame, machine)
    const { constant } = machine.evaluate(other, frame)
    if (constant === null) {
      if (equal !== truth)
        narrow(side, (value) => (value.constant === undefined ? { ...value, isPresent: true } : value), frame, machine)
      const is = equal === truth ? 'null' : 'present'
      if (side.kind === 'call') refineOutcome(side, undefined, is, frame, machine)
      else refineRemembered(side, is, frame, machine, 3)
    }
    if (constant === undefined || constant === null) {
      if (constant === undefined && equal === truth && isClean(other, frame, machine)) {
        vouch(side, frame, machine)
        narrow(side, withoutTaints('all'), frame, machine)
      }
      continue
    }
    if (equal === truth) {
      vouch(side, frame, machine)
      narrow(side, (value) => (value.fields ? value : { ...value, taints: [], constant }), frame, machine)
      refineHost(side, frame, machine)
    } else refuse(side, constant, frame, machine)
  }
}

type Front = Extract<Expression, { kind: 'call' }> & { callee: Extract<Expression, { kind: 'member' }> }

/** `text.slice(0, n)`: how a text begins. */
function isFront(side: Expression): side is Front {
  if (side.kind !== 'call' || side.callee.kind !== 'member') return false
  const [from] = side.arguments
  return (
    /^(?:slice|substr|substring)$/.test(side.callee.property) &&
    side.arguments.length === 2 &&
    from?.kind === 'literal' &&
    from.value === 0
  )
}

/** Equal to something that nobody else sets. A value of which nothing is known proves nothing. */
function isClean(other: Expression, frame: Frame, machine: Machine): boolean {
  const value = machine.evaluate(other, frame)
  return value.isFixed === true || (other.kind === 'member' && allTaints(value).length === 0)
}

/** Names of members by which an object's prototype is reached. */
const PROTOTYPE_KEYS: ReadonlySet<Constant> = new Set(['__proto__', 'constructor', 'prototype'])

/** It is not this constant: what that constant alone could do it cannot do. */
function refuse(side: Expression, constant: Constant, frame: Frame, machine: Machine): void {
  if (PROTOTYPE_KEYS.has(constant) && constant !== 'prototype')
    narrow(side, withoutTaints(['prototype']), frame, machine)
}

function refineType(of: Expression, type: Constant | undefined, holds: boolean, frame: Frame, machine: Machine): void {
  if (holds && (type === 'number' || type === 'boolean' || type === 'bigint'))
    narrow(of, withoutTaints('all'), frame, machine)
  // A text is no operator of a query.
  if (holds && type === 'string') narrow(of, withoutTaints(['nosql']), frame, machine)
}

function withoutTaints(matters: readonly Matter[] | 'all'): (value: Value) => Value {
  const bits = bitsOf(matters)
  return (value) => {
    const { fields, rest, ...own } = value
    const narrowed: Value = { ...own, taints: cleared(value.taints, bits) }
    if (fields !== undefined) narrowed.fields = fields
    if (rest !== undefined) narrowed.rest = { ...rest, taints: cleared(rest.taints, bits) }
    return narrowed
  }
}

/** It is one of these: harmless, if nobody else sets those. */
function refineMember(of: Expression, among: Value, frame: Frame, machine: Machine): void {
  if (allTaints(among).length > 0) return
  vouch(of, frame, machine)
  narrow(of, withoutTaints('all'), frame, machine)
  refineHost(of, frame, machine)
}

const HOST = /^(?:host|hostname|netloc|authority|origin|getHost|getAuthority)$/i

/** `url.Host` is one that is known: the address as a whole goes there, and what it was read from. */
function refineHost(of: Expression, frame: Frame, machine: Machine): void {
  const host = of.kind === 'call' ? of.callee : of
  if (host.kind === 'member' && HOST.test(host.property)) narrowBehind(host.object, ['url', 'redirect'], frame, machine)
}

/** A value, and what it was made from by a call: `url.Parse(target)`, `filepath.Rel(folder, path)`. */
function narrowBehind(of: Expression, matters: readonly Matter[], frame: Frame, machine: Machine): void {
  narrow(of, withoutTaints(matters), frame, machine)
  const test = of.kind === 'name' ? lookUp(of.name, frame)?.test : undefined
  if (test?.expression.kind !== 'call' || test.frame !== frame) return
  for (const argument of test.expression.arguments)
    if (argument.kind === 'name') narrow(argument, withoutTaints(matters), frame, machine)
}

/** What a guard of one place proves of what the tested value was made from. */
const PLACES: readonly Matter[] = ['path', 'url', 'redirect']

/** A text does not hold such a part. */
function refineWithout(text: Expression, part: Constant | undefined, frame: Frame, machine: Machine): void {
  if (typeof part === 'string') {
    const matters = mattersWithout(part)
    if (matters.length === 0) return
    vouch(text, frame, machine)
    narrow(text, withoutTaints(matters), frame, machine)
  }
}

/** What a text can no longer do that does not hold a part. */
export function mattersWithout(part: string): Matter[] {
  if (part === '..' || part === '../') return ['path']
  if (part === '\n') return ['log', 'header']
  if (part === '<') return ['html']
  if (part === '__proto__') return ['prototype']
  if (part === '\n' || part === '\r\n') return ['log', 'header']
  return part === "'" || part === '"' ? ['sql', 'xpath'] : []
}

/** Whether a text is the way from one folder to another, whose parts that lead up all stand in front. */
function isRelative(text: Expression, frame: Frame, machine: Machine): boolean {
  return /(?:^|\.)(?:relative|relpath|Rel|relativize|relative_to)\(\)$/.test(machine.evaluate(text, frame).name ?? '')
}

function refinePosition(
  { text, part, method, isThere }: Position,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  const holds = isThere === truth
  if (method === 'startsWith') {
    if (holds) refineBeginning(text, part, frame, machine)
    else if (isRelative(text, frame, machine))
      refineWithout(text, machine.evaluate(part, frame).constant, frame, machine)
    return
  }
  const items = machine.evaluate(text, frame)
  if (holds && (isCollection(items) || isListOutside(items, part, frame, machine))) {
    refineMember(part, items, frame, machine)
    return
  }
  if (!holds) refineWithout(text, machine.evaluate(part, frame).constant, frame, machine)
}

/** `names.indexOf(given)`: what is looked for is not constant, so that it is looked for among what nobody else sets. */
function isListOutside(items: Value, part: Expression, frame: Frame, machine: Machine): boolean {
  return items.constant === undefined && machine.evaluate(part, frame).constant === undefined
}

function isCollection(value: Value): boolean {
  return listItems(value) !== undefined || (value.fields !== undefined && value.constant === undefined)
}

/** A text begins with something: it lies below that folder, on that host. Whoever sets the folder himself may still do so. */
function refineBeginning(text: Expression, part: Expression, frame: Frame, machine: Machine): void {
  const allowed = allTaints(machine.evaluate(part, frame))
  if (allowed.some(({ origin }) => origin === 'remote')) return
  if (allowed.length === 0) {
    narrowBehind(text, PLACES, frame, machine)
    return
  }
  const bits = bitsOf(PLACES)
  narrow(
    text,
    (value) => ({
      ...value,
      taints: value.taints.flatMap((one) =>
        allowed.some((other) => isSameSource(one, other)) ? [one] : cleared([one], bits),
      ),
    }),
    frame,
    machine,
  )
}

const EQUAL_METHODS: ReadonlySet<string> = new Set(['equals', 'equalsIgnoreCase', 'contentEquals'])
const MEMBERSHIP: ReadonlySet<string> = new Set([
  'includes',
  'has',
  'contains',
  'containsKey',
  'hasOwnProperty',
  'Contains',
])
const BEGINNING: ReadonlySet<string> = new Set(['startsWith', 'startswith', 'HasPrefix'])
const MATCHING: ReadonlySet<string> = new Set([
  'test',
  'matches',
  'match',
  'fullmatch',
  'exec',
  'MatchString',
  'search',
])
const GOOD = /(?:^|[a-z_])(?:valid|safe|allow|permit|whitelist|trusted|sanitary|known|legal)/i
const BAD =
  /(?:^|[a-z_])(?:invalid|unsafe|disallow|danger|malicious|forbid|forbidden|block|evil|illegal|traversal|pollut|suspicious|proto)/i

function refineCall(
  call: Extract<Expression, { kind: 'call' }>,
  truth: boolean,
  frame: Frame,
  machine: Machine,
  depth: number,
): void {
  const { callee, arguments: args } = call
  const receiver = callee.kind === 'member' ? callee.object : undefined
  const method = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : ''
  const on = receiver === undefined ? undefined : machine.evaluate(receiver, frame)
  const name = on === undefined || receiver === undefined ? method : `${qualifiedName(on, receiver)}.${method}`
  for (const rule of frame.module.known.guards.find(name)) {
    if (rule.when !== truth || !conditionsHold(rule.where, call, frame, machine)) continue
    const subject = rule.subject === 'receiver' ? receiver : args[rule.subject]
    if (subject === undefined) continue
    narrow(subject, withoutTaints(rule.clears), frame, machine)
    refineHost(subject, frame, machine)
    if (rule.clears !== 'all')
      narrowBehind(
        subject,
        rule.clears.filter((matter) => PLACES.includes(matter)),
        frame,
        machine,
      )
  }
  const [first, second] = args
  if (EQUAL_METHODS.has(method) && first !== undefined) {
    const [left, right] = receiver !== undefined && second === undefined ? [receiver, first] : [first, second]
    if (right !== undefined)
      refineComparison({ kind: 'binary', at: call.at, operator: '==', left, right }, truth, frame, machine)
    return
  }
  if (MATCHING.has(method) || on?.subject !== undefined) {
    refineMatch(call, on, truth, frame, machine)
    return
  }
  if (truth && BEGINNING.has(method)) {
    if (method === 'HasPrefix' && first && second) {
      refineBeginning(first, second, frame, machine)
      return
    }
    if (receiver && first) refineBeginning(receiver, first, frame, machine)
    return
  }
  if (BEGINNING.has(method) && receiver && first) {
    // Of a path from one folder to another: it leads down.
    if (isRelative(receiver, frame, machine))
      refineWithout(receiver, machine.evaluate(first, frame).constant, frame, machine)
    return
  }
  // `strings.Contains(text, part)`: a function of a package, whose first argument is the text.
  if (method === 'Contains' && frame.module.code.language === 'go' && first && second) {
    if (!truth) refineWithout(first, machine.evaluate(second, frame).constant, frame, machine)
    return
  }
  if (MEMBERSHIP.has(method) && receiver !== undefined && on !== undefined && first !== undefined) {
    refineMembership(receiver, on, first, truth, frame, machine)
    return
  }
  const target = machine.evaluate(callee, frame).function
  const told = target === undefined || depth === 0 ? undefined : toldBy(target.code, args)
  if (told !== undefined) {
    refine(told, truth, frame, machine, depth - 1)
    return
  }
  if (target !== undefined) refineOutcome(call, undefined, truth ? 'true' : 'false', frame, machine)
  if (GOOD.test(method) && !BAD.test(method) ? truth : BAD.test(method) && !truth)
    for (const argument of args) narrow(argument, withoutTaints('all'), frame, machine)
}

function refineMembership(
  receiver: Expression,
  on: Value,
  first: Expression,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  const part = machine.evaluate(first, frame)
  if (truth) {
    // A text that is tainted itself may hold anything, and a part that is constant proves nothing of the rest.
    if (part.constant === undefined) refineMember(first, on, frame, machine)
    return
  }
  if (typeof part.constant === 'string') {
    refineWithout(receiver, part.constant, frame, machine)
    return
  }
  const refused = listItems(on)?.map(({ constant }) => constant) ?? (on.constant !== undefined ? [on.constant] : [])
  if (refused.some((one) => one === '__proto__')) narrow(first, withoutTaints(['prototype']), frame, machine)
}

/** A text matches a regular expression, or does not. */
function refineMatch(
  { callee, arguments: args }: Extract<Expression, { kind: 'call' }>,
  on: Value | undefined,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  if (callee.kind !== 'member') return
  const values = args.map((argument) => machine.evaluate(argument, frame))
  const sourceOf = (value: Value | undefined): string | undefined => {
    const source = value?.fields?.get('source')?.constant ?? value?.constant
    return typeof source === 'string' ? source : undefined
  }
  const onSource = sourceOf(on)
  const [pattern, subject] =
    onSource !== undefined
      ? ([onSource, on?.subject ?? args[0]] as const)
      : args.length > 1
        ? ([sourceOf(values[0]), args[1]] as const)
        : ([sourceOf(values[0]), callee.object] as const)
  if (pattern === undefined || subject === undefined) return
  const isWhole = callee.property === 'matches' || callee.property === 'fullmatch'
  const isBeginning = callee.property === 'match' && frame.module.code.language === 'python'
  const matters = restrictedBy(pattern, truth, { isWhole, isBeginning })
  if (matters !== 'all' && matters.length === 0) return
  narrow(subject, withoutTaints(matters), frame, machine)
  if (on?.subject !== undefined) narrow(callee.object, withoutTaints(matters), frame, machine)
}
