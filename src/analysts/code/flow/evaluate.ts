import type { Expression, ObjectEntry } from '../program.ts'
import { binaryValue, concatenated } from './combine-values.ts'
import { isTruthy } from './constants.ts'
import { branch, type Frame, lookUp } from './frame.ts'
import type { Machine } from './machine.ts'
import { memberOf, namedValue } from './members.ts'
import { bitsOf, cleared, joinTaints, type Taint } from './taint.ts'
import { tellPlace, tellSetting } from './tell-places.ts'
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
  return anyElement(from)
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
