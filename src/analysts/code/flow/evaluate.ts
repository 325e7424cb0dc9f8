import type { BinaryOperator, Expression, ObjectEntry } from '../program.ts'
import { holdsFor } from './conditions.ts'
import { foldBinary, isTruthy } from './constants.ts'
import { branch, type Frame, lookUp } from './frame.ts'
import { type Machine, placeOf } from './machine.ts'
import { memberOf, namedValue } from './members.ts'
import { bitsOf, cleared, joinTaints, type Taint, worstOf } from './taint.ts'
import { instanceOfType, isNumberType } from './types.ts'
import {
  allTaints,
  anyElement,
  type Constant,
  constantValue,
  elementOf,
  join,
  listItems,
  listValue,
  MOST_FIELDS,
  optionsOf,
  prefixOf,
  UNKNOWN,
  type Value,
  withAnyElement,
} from './value.ts'

type Kind = Expression['kind']
type Evaluators = {
  [K in Kind]: (expression: Extract<Expression, { kind: K }>, frame: Frame, machine: Machine) => Value
}

/** The value of an expression in a frame; what it does to variables is done. Never throws. */
export function evaluate(expression: Expression, frame: Frame, machine: Machine): Value {
  if (!machine.mayGoOn()) return UNKNOWN
  const evaluator = EVALUATORS[expression.kind] as (e: Expression, frame: Frame, machine: Machine) => Value
  return evaluator(expression, frame, machine)
}

const EVALUATORS: Evaluators = {
  literal: ({ value }) => constantValue(value),
  regex: ({ source, flags }) => ({
    taints: [],
    name: 'RegExp()',
    fields: new Map([
      ['source', constantValue(source)],
      ['flags', constantValue(flags)],
    ]),
  }),
  name: (expression, frame, machine) => namedValue(expression, frame, machine),
  member: (expression, frame, machine) =>
    memberOf(machine.evaluate(expression.object, frame), expression, frame, machine),
  index: evaluateIndex,
  slice({ object, parts }, frame, machine) {
    const from = machine.evaluate(object, frame)
    const ends = parts.map((part) => machine.evaluate(part, frame).constant)
    return sliced(from, ends) ?? { taints: allTaints(from), ...(from.isBuilt && { isBuilt: true }) }
  },
  call: (expression, frame, machine) => machine.call(expression, frame),
  binary: evaluateBinary,
  logical: evaluateLogical,
  unary(expression, frame, machine) {
    const { operator, operand } = expression
    const value = machine.evaluate(operand, frame)
    const { constant } = value
    if (operator === 'not')
      return constant === undefined ? { ...UNKNOWN, test: { expression, frame } } : constantValue(!isTruthy(constant))
    if (operator === 'minus') return typeof constant === 'number' ? constantValue(-constant) : UNKNOWN
    return operator === 'other' && frame.module.code.language === 'go' ? value : UNKNOWN
  },
  conditional({ test, consequent, alternate }, frame, machine) {
    const { constant } = machine.evaluate(test, frame)
    if (constant !== undefined) return machine.evaluate(isTruthy(constant) ? consequent : alternate, frame)
    const values: Value[] = []
    const way = (truth: boolean, of: Expression) => () => {
      machine.refine(test, truth, frame)
      values.push(machine.evaluate(of, frame))
    }
    branch(frame, [way(true, consequent), way(false, alternate)])
    return values.reduce((a, b) => join(a, b))
  },
  template: ({ parts }, frame, machine) =>
    parts.map((part) => machine.evaluate(part, frame)).reduce(concatenated, constantValue('')),
  object: ({ entries }, frame, machine) => objectValue(entries, frame, machine),
  list({ items }, frame, machine) {
    const values = items.map((item) => ({ isSpread: item.kind === 'spread', value: machine.evaluate(item, frame) }))
    if (!values.some(({ isSpread }) => isSpread)) return listValue(values.map(({ value }) => value))
    const flat = values.map(({ isSpread, value }) => (isSpread ? listItems(value) : [value]))
    if (flat.every((one) => one !== undefined)) return listValue(flat.flat())
    return values.reduce(
      (list, { isSpread, value }) => withAnyElement(list, isSpread ? anyElement(value) : value),
      listValue([]),
    )
  },
  spread: ({ value }, frame, machine) => machine.evaluate(value, frame),
  function(expression, frame) {
    const self = lookUp('this', frame)
    const closure = {
      code: expression.function,
      frame,
      ...(self !== undefined && { this: self }),
      ...(frame.class !== undefined && { class: frame.class }),
    }
    frame.made.push(closure)
    return { taints: [], function: closure }
  },
  class: (expression, frame) => ({ taints: [], class: { code: expression.class, frame } }),
  assign({ target, operator, value, at }, frame, machine) {
    const given = machine.evaluate(value, frame)
    const result =
      operator === undefined || target.kind === 'list' || target.kind === 'fields'
        ? given
        : binaryValue(
            operator,
            machine.evaluate(target.kind === 'place' ? target.place : { kind: 'name', at, name: target.name }, frame),
            given,
            frame,
          )
    machine.assign(target, result, frame)
    return result
  },
  cast({ type, value, at }, frame, machine) {
    const inner = machine.evaluate(value, frame)
    if (isNumberType(type)) return { ...inner, taints: cleared(inner.taints, bitsOf('all')) }
    const typed = instanceOfType(inner, type, frame, machine)
    if (value.kind === 'object' && typed.name !== undefined)
      tellSetting(typed.name, undefined, typed, { at }, frame, machine)
    return typed
  },
  await: ({ value }, frame, machine) => machine.evaluate(value, frame),
  comprehension({ target, iterable, tests, value }, frame, machine) {
    machine.assign(target, anyElement(machine.evaluate(iterable, frame)), frame)
    let made: Value = UNKNOWN
    branch(frame, [
      () => {
        for (const test of tests) {
          machine.evaluate(test, frame)
          machine.refine(test, true, frame)
        }
        made = machine.evaluate(value, frame)
      },
      () => undefined,
    ])
    return withAnyElement(listValue([]), made)
  },
  element({ name, entries, children }, frame, machine) {
    for (const child of children) machine.evaluate(child, frame)
    for (const entry of entries) {
      const value = machine.evaluate(entry.value, frame)
      if (entry.key === undefined) continue
      tellPlace(`${name}.@${entry.key}`, allTaints(value), prefixOf(value), entry.value, frame, machine)
    }
    return { taints: [], name: 'JSX.Element' }
  },
  other: ({ parts }, frame, machine) => ({
    taints: parts.reduce<readonly Taint[]>(
      (taints, part) => joinTaints(taints, allTaints(machine.evaluate(part, frame))),
      [],
    ),
  }),
}

/** A part of a text or list that is known, between ends that are known; null is an end that was left out. */
function sliced(from: Value, [start, end, step]: readonly (Constant | undefined)[]): Value | undefined {
  const isEnd = (one: Constant | undefined) => one === undefined || one === null || typeof one === 'number'
  if (start === undefined || !isEnd(start) || !isEnd(end) || typeof step === 'number') return undefined
  const ends = [Number(start ?? 0), typeof end === 'number' ? end : undefined] as const
  if (typeof from.constant === 'string') return constantValue(from.constant.slice(...ends))
  const items = listItems(from)
  return items === undefined ? undefined : listValue(items.slice(...ends), from.name)
}

/** Tells where tainted data is put into a place that a rule speaks of. */
export function tellPlace(
  name: string,
  taints: readonly Taint[],
  prefix: string,
  { at }: { at: Expression['at'] },
  frame: Frame,
  machine: Machine,
): void {
  if (taints.length === 0) return
  for (const rule of frame.module.known.places.find(name)) {
    const taint = worstOf(taints, rule.matter)
    if (taint === undefined || rule.prefixHeals?.test(prefix)) continue
    machine.tell(rule, rule.matter, placeOf(at, frame), taint)
  }
}

/** An object of a type outside (`name`) has other fields than before; tells where rules for its construction hold now and did not. */
export function tellSetting(
  name: string,
  before: Value | undefined,
  now: Value,
  { at }: { at: Expression['at'] },
  frame: Frame,
  machine: Machine,
): void {
  for (const rule of frame.module.known.calls.find(`${name}.new`)) {
    const holds = (value: Value) => holdsFor(rule.where, { positional: [value], named: new Map() }, undefined)
    if (holds(now) && (before === undefined || !holds(before)))
      machine.tell(rule, undefined, placeOf(at, frame), undefined)
  }
}

function evaluateIndex(expression: Extract<Expression, { kind: 'index' }>, frame: Frame, machine: Machine): Value {
  const { object, index, at } = expression
  const from = machine.evaluate(object, frame)
  const key = machine.evaluate(index, frame)
  if (typeof key.constant === 'string')
    return memberOf(from, { kind: 'member', at, object, property: key.constant }, frame, machine)
  if (typeof key.constant === 'number') {
    if (typeof from.constant === 'string') return constantValue(from.constant.at(key.constant) ?? '')
    const items = listItems(from)
    const position = key.constant < 0 && items !== undefined ? items.length + key.constant : key.constant
    return elementOf(from, String(position))
  }
  const any = anyElement(from)
  return worstOf(key.taints, 'prototype') === undefined ? any : { ...any, isFromKey: true }
}

/** A chain of terms hangs to the left as deep as it is long, so it is walked and not descended. */
function evaluateBinary(expression: Extract<Expression, { kind: 'binary' }>, frame: Frame, machine: Machine): Value {
  const links = [expression]
  for (let left = expression.left; left.kind === 'binary'; left = left.left) links.push(left)
  let value = machine.evaluate((links.at(-1) ?? expression).left, frame)
  for (const link of links.reverse()) {
    value = binaryValue(link.operator, value, machine.evaluate(link.right, frame), frame)
    if (value === UNKNOWN) value = { ...value, test: { expression: link, frame } }
  }
  return value
}

function evaluateLogical(expression: Extract<Expression, { kind: 'logical' }>, frame: Frame, machine: Machine): Value {
  const { operator, left, right } = expression
  const first = machine.evaluate(left, frame)
  const { constant } = first
  if (constant !== undefined) {
    const isEnough = operator === 'nullish' ? constant !== null : isTruthy(constant) === (operator === 'or')
    return isEnough ? first : machine.evaluate(right, frame)
  }
  let second: Value = UNKNOWN
  branch(frame, [
    () => {
      if (operator !== 'nullish') machine.refine(left, operator === 'and', frame)
      second = machine.evaluate(right, frame)
    },
    () => undefined,
  ])
  return { ...join(first, second), test: { expression, frame } }
}

const COMPARES: ReadonlySet<BinaryOperator> = new Set([
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not-in',
  'instanceof',
])
const COUNTS: ReadonlySet<BinaryOperator> = new Set(['-', '*', '**', '<<', '>>', '&', '|', '^'])

/** What an operator makes of two values. */
export function binaryValue(operator: BinaryOperator, a: Value, b: Value, frame: Frame): Value {
  const { language } = frame.module.code
  if (a.constant !== undefined && b.constant !== undefined) {
    const folded = foldBinary(
      operator,
      a.constant,
      b.constant,
      language === 'java' || language === 'go' ? 'whole' : 'exact',
    )
    if (folded !== undefined) return constantValue(folded)
  }
  if (operator === '+') return concatenated(a, b)
  if (COMPARES.has(operator)) return UNKNOWN
  if (operator === '%' && language === 'python' && typeof a.constant !== 'number')
    return takesNumbers(a.constant)
      ? UNKNOWN
      : {
          taints: joinTaints(allTaints(a), allTaints(b)),
          isBuilt: true,
          prefix: formatBeginning(prefixOf(a), listItems(b)?.[0] ?? b),
        }
  if (operator === '/' && language === 'python' && typeof b.constant !== 'number')
    return { ...concatenated(a, b), ...(a.name !== undefined && { name: a.name }) }
  if (COUNTS.has(operator) && language !== 'python') return UNKNOWN
  if (COUNTS.has(operator) || operator === '/' || operator === '%') {
    // Python's sets, bytes and lists know these, too; a text times a number stays a text.
    return operator === '*' || operator === '|' ? { taints: joinTaints(allTaints(a), allTaints(b)) } : UNKNOWN
  }
  return { taints: joinTaints(allTaints(a), allTaints(b)) }
}

/** A format of Python that has holes for numbers only. */
function takesNumbers(format: Constant | undefined): boolean {
  if (typeof format !== 'string') return false
  const holes = format.replaceAll('%%', '').match(/%(?:\(\w*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]/g) ?? []
  return holes.length > 0 && holes.every((hole) => /[dixXoeEfFgG]$/.test(hole))
}

/** What stands before the first hole of a format. */
export function beforeHole(format: string): string {
  return format.split(/[%{]/, 1)[0] ?? ''
}

/** In a prefix: some text that is not known, and that nobody else sets. */
const UNKNOWN_PART = '…'
const LONGEST_PREFIX = 400

/** One text after the other; lists, too. */
export function concatenated(a: Value, b: Value): Value {
  const some = listItems(a)
  const more = listItems(b)
  if (some !== undefined && more !== undefined) return listValue([...some, ...more])
  if (a.constant !== undefined && b.constant !== undefined) {
    const text: Constant = `${a.constant}${b.constant}`
    return text.length <= 4_000 ? constantValue(text) : { taints: [], prefix: text.slice(0, 200) }
  }
  return {
    taints: joinTaints(allTaints(a), allTaints(b)),
    isBuilt: true,
    prefix: beginningOf(a, b),
  }
}

/** How a text begins that is put together; what nobody else sets and is not known stands as `UNKNOWN_PART` in it. */
function beginningOf(a: Value, b: Value): string {
  const known = prefixOf(a)
  const next = isFromOutside(b) ? prefixOf(b) : closed(b)
  if (typeof a.constant === 'string') return a.constant + next
  return isFromOutside(a) ? known : closed(a) + next
}

/** How a text begins that is made after a format with this in its first hole. */
export function formatBeginning(format: string, first: Value | undefined): string {
  const [, before = '', after = ''] = /^([^%{]*)(?:%s|\{0?\})([^%{]*)/.exec(format) ?? [format, beforeHole(format)]
  return first === undefined || isFromOutside(first) ? before : before + closed(first) + after
}

/** Whether somebody who asks from outside can set it. */
function isFromOutside(value: Value): boolean {
  return allTaints(value).some(({ origin }) => origin !== 'local')
}

/** A text with a sign for what may follow. */
function closed(value: Value): string {
  const known = prefixOf(value)
  const isKnown = optionsOf(value).length > 0 || value.fields !== undefined
  return isKnown || known.endsWith(UNKNOWN_PART) || known.length > LONGEST_PREFIX ? known : known + UNKNOWN_PART
}

function objectValue(entries: readonly ObjectEntry[], frame: Frame, machine: Machine): Value {
  let value: Value = { taints: [], fields: new Map() }
  const fields = new Map<string, Value>()
  for (const { key, computed, value: of } of entries) {
    const given = machine.evaluate(of, frame)
    if (of.kind === 'spread' && key === undefined && computed === undefined) {
      for (const [name, field] of given.fields ?? []) if (fields.size < MOST_FIELDS) fields.set(name, field)
      if (given.rest !== undefined || given.taints.length > 0)
        value = withAnyElement(value, {
          ...(given.rest ?? UNKNOWN),
          taints: joinTaints(given.taints, given.rest?.taints ?? []),
        })
      continue
    }
    const at = computed === undefined ? undefined : machine.evaluate(computed, frame)
    const name = key ?? (at?.constant === undefined ? undefined : String(at.constant))
    if (name !== undefined && fields.size < MOST_FIELDS) fields.set(name, given)
    else value = withAnyElement(value, { ...given, taints: joinTaints(given.taints, at?.taints ?? []) })
  }
  return { ...value, fields }
}
